"""What can be done with airings. They are written together, as they stand on one screen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.calls.zones import instant_of, zone_named
from portal.errors import NotAllowed, StaleVersion
from portal.events.models import Airing, AiringStatus, Event
from portal.events.signals import airings_changed
from portal.films.correcting import KEEPERS
from portal.films.models import Film
from portal.seen import fingerprint

WRITERS = (Role.EDITOR, Role.ADMINISTRATOR)
TOLD = ("channel", "day", "time", "zone", "status", "event", "film", "source")


def instant_on(day: date, time: str, zone: str) -> datetime | None:
    """The instant of a day and an hour like `20:00` on a zone's clocks; None where no hour is known.

    Raises ValidationError for a zone we do not know and a time that names two instants or none.
    """
    if time:
        return instant_of(f"{day.isoformat()}T{time}", zone)
    zone_named(zone)
    return None


def airings_said(thing: Event | Film) -> dict[str, Any]:
    """The airings of an event or a film as plain values that can be compared."""
    rows = thing.airings.select_related("event", "film").prefetch_related("channel__names", "film__titles")
    return {"airings": {row.public_id: {name: _plain(getattr(row, name)) for name in TOLD} for row in rows}}


def _plain(value: Any) -> str:
    return str(value) if value is not None else ""


@transaction.atomic
def write_airings(
    thing: Event | Film, rows: Sequence[Mapping[str, Any]], *, by: User, at: datetime, seen: str, programme: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the airings of an event or a film be exactly these; returns what was said of them and what is.

    A row names its `public_id`, or nothing where it is new: its calendar file keeps its name, and its number rises
    where anything is different. `seen` is the fingerprint of what was looked at; `programme` the slug on whose behalf
    a film's airings are written. Raises NotAllowed, ValidationError, or StaleVersion where they are others by now.
    """
    _refuse_strangers(thing, by, programme)
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    before, concerned = airings_said(thing), list(thing.airings.all())
    if fingerprint(before) != seen:
        raise StaleVersion(_("Somebody changed these airings while you were writing. Nothing was overwritten."))
    own = {"event" if isinstance(thing, Event) else "film": thing}
    left = {airing.public_id: airing for airing in thing.airings.all()}
    for row in rows:
        _write(left.pop(str(row.get("public_id", "")), None), {**row, **own}, by=by, at=at)
    Airing.objects.filter(pk__in=[airing.pk for airing in left.values()]).delete()
    after = airings_said(thing)
    _announce([*concerned, *thing.airings.all()])
    return before, after


def _announce(airings: Iterable[Airing]) -> None:
    rows = list(airings)
    events = {airing.event_id for airing in rows if airing.event_id}
    airings_changed.send(Airing, events=events, films={airing.film_id for airing in rows if airing.film_id})


def _refuse_strangers(thing: Event | Film, by: User, programme: str) -> None:
    if isinstance(thing, Event):
        if not by.has_role(*WRITERS, programme=thing.edition.programme.slug):
            raise NotAllowed(_("Only the programme's editors write when an event is on air."))
    elif not by.has_role(*KEEPERS, programme=programme):
        raise NotAllowed(_("Only the channel's editors and curators write when a film is on air."))


def _write(airing: Airing | None, row: Mapping[str, Any], *, by: User, at: datetime) -> None:
    values = {name: row.get(name) for name in ("event", "film", "channel", "day", "zone", "status")}
    values |= {"source": row.get("source") or "", "at": instant_on(row["day"], row.get("time") or "", row["zone"])}
    if values["at"] is None and values["status"] == AiringStatus.CONFIRMED:
        raise ValidationError(_("An airing without an hour cannot be confirmed."), code="hour")
    event: Event | None = row.get("event")
    is_new_there = event is not None and (airing is None or airing.event_id != event.pk)
    if event and is_new_there and not by.has_role(*WRITERS, programme=event.edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors write when an event is on air."))
    if airing is None:
        Airing.objects.create(**values, changed_at=at)
    elif any(_key(getattr(airing, name)) != _key(value) for name, value in values.items()):
        Airing.objects.filter(pk=airing.pk).update(**values, sequence=F("sequence") + 1, changed_at=at)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def touch_airings(event: Event, *, at: datetime) -> None:
    """An event says something else of itself: the calendar files of its airings count it."""
    event.airings.update(sequence=F("sequence") + 1, changed_at=at)
