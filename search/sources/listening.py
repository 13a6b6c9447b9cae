"""Who listens when the portal says that something changed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from portal.authorities.models import Authority, AuthorityName
from portal.calls.models import Edition, Programme
from portal.entries.models import Entry
from portal.entries.signals import entry_changed, entry_submitted
from portal.events.models import Airing, Event
from portal.events.signals import airings_changed
from portal.films.models import Credit, Film
from portal.films.signals import film_changed, film_taken_down
from portal.jury.signals import decisions_released
from portal.talent.models import Talent
from portal.talent.signals import talent_changed
from search.outbox import announce, announce_many
from search.sources.entries import EntryKind
from search.sources.events import EventKind
from search.sources.films import FilmKind
from search.sources.talents import TalentKind
from search.spreading import announce_cause, announce_dependents, depends_on


def announce_film(film_id: int) -> None:
    """A film, or what is shown of it, changed: so did everybody credited, and the entries that hand it in."""
    announce(FilmKind.name, film_id)
    credited = Credit.objects.filter(film=film_id, talent__isnull=False).values_list("talent", flat=True)
    announce_many(TalentKind.name, set(credited))
    announce_many(EntryKind.name, Entry.objects.filter(film=film_id).values_list("pk", flat=True))


@receiver([film_changed, film_taken_down], dispatch_uid="search.film")
def _on_film(sender: Any, film: Film, **kwargs: Any) -> None:
    announce_film(film.pk)


@receiver(talent_changed, dispatch_uid="search.talent")
def _on_talent(sender: Any, talent: Talent, **kwargs: Any) -> None:
    announce(TalentKind.name, talent.pk)
    announce_many(FilmKind.name, set(Credit.objects.filter(talent=talent).values_list("film", flat=True)))
    announce_many(EntryKind.name, Entry.objects.filter(talent=talent).values_list("pk", flat=True))


@receiver([entry_changed, entry_submitted], dispatch_uid="search.entry")
def _on_entry(sender: Any, entry: Entry, **kwargs: Any) -> None:
    announce(EntryKind.name, entry.pk)
    if entry.film_id:
        announce(FilmKind.name, entry.film_id)


@receiver(decisions_released, dispatch_uid="search.release")
def _on_release(sender: Any, entries: Iterable[Entry], **kwargs: Any) -> None:
    announce_many(EntryKind.name, [entry.pk for entry in entries])


@receiver(pre_save, sender=Event, dispatch_uid="search.event-before")
def _before_event(sender: Any, instance: Any, **kwargs: Any) -> None:
    instance._old_whole = Event.objects.filter(pk=instance.pk).values_list("parent", flat=True).first()


@receiver([post_save, post_delete], sender=Event, dispatch_uid="search.event")
def _on_event(sender: Any, instance: Event, **kwargs: Any) -> None:
    """An event is found by the names of its whole and its parts as well; the whole it left, no longer."""
    wholes = {instance.parent_id, getattr(instance, "_old_whole", None)} - {None}
    kin = Event.objects.filter(Q(parent=instance.pk) | Q(pk__in=wholes))
    announce_many(EventKind.name, {instance.pk, *kin.values_list("pk", flat=True)})


@receiver([post_save, post_delete], sender=Airing, dispatch_uid="search.airing")
def _on_airing(sender: Any, instance: Airing, **kwargs: Any) -> None:
    announce_many(EventKind.name, [instance.event_id] if instance.event_id else [])
    announce_many(FilmKind.name, [instance.film_id] if instance.film_id else [])


@receiver(airings_changed, dispatch_uid="search.airings")
def _on_airings(sender: Any, events: Iterable[int], films: Iterable[int], **kwargs: Any) -> None:
    announce_many(EventKind.name, events)
    announce_many(FilmKind.name, films)


@receiver(post_delete, dispatch_uid="search.gone")
def _on_gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    for model, kind in ((Film, FilmKind), (Talent, TalentKind), (Entry, EntryKind)):
        if isinstance(instance, model):
            announce(kind.name, instance.pk)


@receiver([post_save, post_delete], sender=AuthorityName, dispatch_uid="search.authority-name")
def _on_authority_name(sender: Any, instance: AuthorityName, **kwargs: Any) -> None:
    """Everything that is found by this name, or no longer is."""
    announce_cause("authority", instance.authority_id)


@receiver(pre_delete, sender=Authority, dispatch_uid="search.authority-gone")
def _on_authority_gone(sender: Any, instance: Authority, **kwargs: Any) -> None:
    announce_dependents("authority", instance.pk)


# --- records that are shown with many others --------------------------------------------------------------------------

# model → (cause, fields that documents show)
SHOWN_ELSEWHERE: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Authority: ("authority", ("slug", "kind", "parent")),
    Programme: ("programme", ("slug", "name", "organiser")),
    Edition: ("edition", ("year", "theme", "programme")),
}


@receiver(pre_save, dispatch_uid="search.before")
def _before_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    if sender in SHOWN_ELSEWHERE:
        instance._changes_documents = _differs(instance, SHOWN_ELSEWHERE[sender][1])


@receiver(post_save, dispatch_uid="search.after")
def _after_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Told after the save, not before: outside a transaction the indexer could read what is about to change."""
    if sender in SHOWN_ELSEWHERE and instance._changes_documents:
        announce_cause(SHOWN_ELSEWHERE[sender][0], instance.pk)


def _differs(instance: Model, names: Iterable[str]) -> bool:
    """Whether the row exists and says something else in one of these fields."""
    old = type(instance)._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    fields = [instance._meta.get_field(name) for name in names]
    return old is not None and any(
        field.get_prep_value(getattr(old, field.attname)) != field.get_prep_value(getattr(instance, field.attname))
        for field in fields
        if isinstance(field, Field)
    )


# One query for each way: a single one with "or" across many tables would read them all.


@depends_on("authority")
def _with_authority(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    for way in ("countries", "genres", "culture__authority", "ai_uses__tools", "airings__channel",
                "credits__organisation", "credits__organisation__parent",
                "credits__organisation__parent__parent"):  # fmt: skip
        yield FilmKind.name, Film.objects.filter(**{way: key})
    for way in ("institution__organisation", "institution__organisation__parent"):
        yield EntryKind.name, Entry.objects.filter(**{way: key})
    for way in ("place", "airings__channel", "edition__programme__organiser"):
        yield EventKind.name, Event.objects.filter(**{way: key})
    for way in ("region", "skills", "tools", "affiliations"):
        yield TalentKind.name, Talent.objects.filter(**{way: key})


@depends_on("programme")
def _of_programme(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    yield EntryKind.name, Entry.objects.filter(call__edition__programme=key)
    yield FilmKind.name, Film.objects.filter(entries__call__edition__programme=key)
    yield EventKind.name, Event.objects.filter(edition__programme=key)


@depends_on("programme-page")
def _shown_with_programme(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    """Its events, and those that may name one of them: parts and wholes that stand in another programme."""
    for way in ("edition", "parent__edition", "parts__edition"):
        yield EventKind.name, Event.objects.filter(**{f"{way}__programme": key})


@depends_on("edition")
def _of_edition(key: int) -> Iterable[tuple[str, QuerySet[Any]]]:
    yield EntryKind.name, Entry.objects.filter(call__edition=key)
    yield FilmKind.name, Film.objects.filter(entries__call__edition=key)
    yield EventKind.name, Event.objects.filter(edition=key)
