"""Publishing a film from its frozen copy, now or at a time, and taking it off the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision, get_page_models

from cms.frozen import captions_in, with_files
from cms.images import FirstcutImage
from cms.models import FilmIndexPage, FilmPage
from cms.models.base import BasePage
from cms.tree import alias_everywhere
from portal.accounts.models import Role, User
from portal.calls.models import Programme
from portal.errors import InvalidMove, NotAllowed
from portal.films.frozen import freeze
from portal.films.models import Film
from portal.media.actions import publish_original, withdraw_captions, withdraw_public
from portal.media.models import Original
from portal.names import best_name


def publish_film(
    film: Film,
    *,
    by: User,
    at: datetime,
    page: FilmPage | None = None,
    frozen: dict[str, Any] | None = None,
    original: Original | None = None,
    programme: Programme | None = None,
    hero: FirstcutImage | None = None,
    **fields: Any,
) -> FilmPage:
    """Show a film: its files become public, its frozen copy (a submission's, or the record's now) becomes a page.

    `page` is the one to be shown, without it that of the first language; the others are renewed, see `renew_film`.
    `original` is the file that was frozen with the copy; without it the film's own is shown.
    Publishing again renews the approved copy. Raises NotAllowed, or InvalidMove while something is not cleared.
    """
    copy, shown = frozen or freeze(film), original or film.original
    with _approving(film, copy, shown, by=by, at=at, programme=programme, is_shown=True):
        page = _prepared(FilmPage.objects.get(pk=page.pk) if page else _page_of(film), at=at)
        fields |= {"programme": programme or page.programme, "hero": hero or page.hero}
        copy = with_files(copy, shown)
        _show(page, copy, by=by, **fields)
        alias_everywhere(page)
        _renew(film, copy, by=by, like=page)
    return page


def renew_film(
    film: Film,
    *,
    by: User,
    at: datetime,
    frozen: dict[str, Any] | None = None,
    original: Original | None = None,
    programme: Programme | None = None,
) -> None:
    """Approve the copy for the film's pages in every language. The live ones show it, the hidden ones stay hidden.

    Raises NotAllowed, or InvalidMove while something is not cleared.
    """
    copy, shown = frozen or freeze(film), original or film.original
    is_shown = FilmPage.objects.filter(film=film, live=True).exists()
    with _approving(film, copy, shown, by=by, at=at, programme=programme, is_shown=is_shown):
        _renew(film, with_files(copy, shown), by=by)


def prepare_film(
    film: Film,
    *,
    by: User,
    at: datetime,
    frozen: dict[str, Any] | None = None,
    original: Original | None = None,
    programme: Programme | None = None,
) -> FilmPage:
    """Make a film's page, or renew the copy on one that is hidden, and show nothing of it: its editor says when.

    Its files become public with it, see `cms.receivers`. Raises NotAllowed, or InvalidMove where the page shows the
    film already or something is not cleared.
    """
    with transaction.atomic():
        film = Film.objects.select_for_update().get(pk=film.pk)
        _refuse(film, by, programme)
        page = _page_of(film)
        if page.live:
            raise InvalidMove(_("This film is on the site already."))
        if page.latest_revision_id is None:
            page.programme = programme
            page.save()
            page.save_revision(user=by)
        alias_everywhere(page)
    renew_film(film, by=by, at=at, frozen=frozen, original=original, programme=programme)
    page.refresh_from_db()
    return page


@contextmanager
def _approving(
    film: Film,
    copy: dict[str, Any],
    shown: Original | None,
    *,
    by: User,
    at: datetime,
    programme: Programme | None,
    is_shown: bool,
) -> Iterator[None]:
    """The film is locked, and the copy's files are public before a page shows them and settled afterwards."""
    _refuse(film, by, programme)
    if shown and is_shown:
        publish_original(shown, by=by, at=at, captions=captions_in([copy], shown))
    try:
        with transaction.atomic():
            film = Film.objects.select_for_update().get(pk=film.pk)
            _refuse(film, by, programme)  # a takedown may have been accepted while the files were copied
            replaced = _files_of(film)
            yield
            for public_id in replaced:
                settle_files(public_id, at=at)
    except Exception:
        if shown:
            settle_files(shown.public_id, at=at)
        raise


def _refuse(film: Film, by: User, programme: Programme | None) -> None:
    if not by.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=programme.slug if programme else ""):
        raise NotAllowed(_("Only the channel's editors publish films."))
    if reason := film.reason_to_hold():
        raise InvalidMove(reason)


def _renew(film: Film, copy: dict[str, Any], *, by: User, like: FilmPage | None = None) -> None:
    """Put the copy on every page of the film; `like` is the one that shows it already."""
    pages = FilmPage.objects.filter(film=film)
    # No revision holds the copy, and nothing that is hidden is in the catalogue: there is nobody to tell.
    pages.filter(live=False).update(frozen=copy)
    for page in pages.filter(live=True, alias_of=None).exclude(pk=like and like.pk):
        fields = {"programme": like.programme, "hero": page.hero or like.hero} if like else {}
        _show(page, copy, by=by, **fields)


def _show(page: FilmPage, copy: dict[str, Any], *, by: User, **fields: Any) -> None:
    """Publish the copy on the page and what follows it. What an editor has not published yet stays their draft."""
    draft = page.get_latest_revision_as_object() if page.live and page.has_unpublished_changes else None
    waiting = page.scheduled_revision if draft else None
    page.frozen = copy
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    # Who may publish was decided above, by the same grants that Wagtail's groups are derived from.
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    if draft:
        draft.frozen = copy
        draft.save_revision(user=by)
    if waiting:
        Revision.objects.filter(pk=waiting.pk).update(approved_go_live_at=waiting.approved_go_live_at)


def _prepared(page: FilmPage, *, at: datetime) -> FilmPage:
    """A hidden page is shown as its editors have prepared it, a live one as it is.

    Now is now: a time at which the page was to be shown, or was taken off, counts no more.
    """
    words: FilmPage = page if page.live else page.get_latest_revision_as_object()
    if words.go_live_at and words.go_live_at > at:
        words.go_live_at = None
    if words.expire_at and words.expire_at <= at:
        words.expire_at = None
    return words


def _page_of(film: Film) -> FilmPage:
    """The film's page in the first language, made in the list of films where there is none."""
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    page: FilmPage | None = FilmPage.objects.filter(film=film, locale=locale).first()
    if page:
        return page
    index = FilmIndexPage.objects.get(locale=locale)
    title = best_name(film.titles.all(), settings.LANGUAGE_CODE)
    made: FilmPage = index.add_child(
        instance=FilmPage(
            title=title.text if title else film.public_id,
            slug=film.public_id,
            film=film,
            live=False,
            locale=locale,
        )
    )
    return made


def unpublish_film(film: Film, *, by: User | None, at: datetime) -> int:
    """Take every page of the film off the site, also one that is yet to come, and its files out of the public store.

    Returns how many pages were taken off.
    """
    count = 0
    with transaction.atomic():
        for page in FilmPage.objects.filter(film=film):
            count += page.live
            page.revisions.update(approved_go_live_at=None)
            page.unpublish(user=by)
        for public_id in _files_of(film):
            settle_files(public_id, at=at)
    return count


def is_shown(image: FirstcutImage) -> bool:
    """Whether a page that is live, or anything else that is no page, holds this picture."""
    # A page's own picture is asked for at the page: Wagtail's index of references follows a moment later.
    pages = (kind for kind in get_page_models() if issubclass(kind, BasePage))
    return any(kind.objects.live().filter(hero=image).exists() for kind in pages) or any(
        getattr(holder, "live", True) for holder, _references in image.get_usage()
    )


def _files_of(film: Film) -> set[str]:
    """The public ids of the film's file and of those its pages show: a page may show one that was replaced since."""
    shown = FilmPage.objects.filter(film=film).values_list("frozen__original", flat=True)
    return {public_id for public_id in (*shown, film.original and film.original.public_id) if public_id}


def settle_files(public_id: str, *, at: datetime) -> None:
    """Bring a film file's public copies into line with the pages: there while a live page shows it, gone otherwise."""
    original = Original.objects.filter(public_id=public_id).first()
    if original is None:
        return
    pages = FilmPage.objects.filter(frozen__original=public_id)
    live = list(pages.filter(live=True))
    if live:
        publish_original(original, by=None, at=at, captions=captions_in([page.frozen for page in live], original))
    with transaction.atomic():
        rows = list(pages.select_for_update())
        if not any(page.live for page in rows):
            withdraw_public(original, by=None, at=at)
            return
        shown = captions_in([page.frozen for page in rows if page.live], original)
        withdraw_captions(caption for caption in original.captions.all() if caption not in shown)
        for page in rows:
            FilmPage.objects.filter(pk=page.pk).update(frozen=with_files(page.frozen, original))


def is_out_of_step(page: FilmPage, original: Original, *, is_shown: bool) -> bool:
    """Whether the file's public copies are other than what this page calls for, as it was just saved or deleted."""
    if is_shown:
        held = original.renditions.withheld().exists()  # of a page that was prepared: its copy names no file yet
        held = held or not all(caption.is_public for caption in captions_in([page.frozen], original))
        return bool(held or with_files(page.frozen, original) != page.frozen)
    return original.renditions.public().exists() or original.captions.exclude(public_key="").exists()
