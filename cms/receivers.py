"""What the site does when a room below announces a change. All of it happens in the transaction of the change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cms.actions import is_out_of_step, unpublish_film
from cms.images import FirstcutImage
from cms.models import FilmPage
from cms.models.base import as_saved
from cms.portraits import forget_portrait
from cms.present.pictures import SPECS
from cms.tasks import forget_sizes, make_sizes, settle_files
from portal.clock import now
from portal.films.models import Film
from portal.films.signals import film_taken_down
from portal.media.models import Original
from portal.media.signals import original_read
from portal.talent.models import Talent
from portal.talent.signals import talent_changed


@receiver(film_taken_down)
def take_off_the_site(sender: Any, film: Film, **kwargs: Any) -> None:
    """An accepted takedown: no page shows the film from this transaction on."""
    unpublish_film(film, by=None, at=now())


@receiver(talent_changed)
def forget_a_face(sender: Any, talent: Talent, **kwargs: Any) -> None:
    """A face is shown, and kept, while its owner agrees to be listed."""
    if not talent.is_listed():
        forget_portrait(talent)


@receiver(post_save, sender=FirstcutImage)
def make_sizes_of_a_picture(sender: Any, instance: FirstcutImage, **kwargs: Any) -> None:
    """A worker makes the sizes before any page asks for them: no request ever does."""
    make_sizes.enqueue(instance.pk)


@receiver(page_unpublished, dispatch_uid="cms.still")
def take_a_still_away(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page that was taken off leaves no picture behind at an address that somebody kept."""
    if getattr(instance, "hero_id", None):
        forget_sizes.enqueue(instance.hero_id)


@receiver(page_published, dispatch_uid="cms.still_again")
def bring_a_still_back(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What was taken away with the page comes back with it."""
    if getattr(instance, "hero_id", None) and not instance.hero.renditions.filter(filter_spec__in=SPECS).exists():
        make_sizes.enqueue(instance.hero_id)


@receiver([post_save, post_delete], dispatch_uid="cms.files")
def let_files_follow(sender: Any, instance: Any, signal: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """A film's file can be fetched while a live page shows it, whoever publishes, takes off or deletes the page."""
    page = as_saved(instance) if update_fields is None else None
    if not isinstance(page, FilmPage) or not page.frozen.get("original"):
        return
    original = Original.objects.filter(public_id=page.frozen["original"]).first()
    is_shown = page.live and signal is post_save
    if original is not None and is_out_of_step(page, original, is_shown=is_shown):
        settle_files.enqueue(original.public_id)


@receiver(original_read, dispatch_uid="cms.original_read")
def show_what_was_read(sender: Any, original: Original, **kwargs: Any) -> None:
    """A page that was published before its film had been read shows it from now on."""
    if FilmPage.objects.filter(frozen__original=original.public_id, live=True).exists():
        settle_files.enqueue(original.public_id)
