"""Programmes, editions, calls, numbers, people and events out of the content modules."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cms.demo.content.shapes import (
    AwardData,
    CallData,
    EditionData,
    EventData,
    GateData,
    PartnershipData,
    PresetCallData,
    PrizeData,
    ProgrammeData,
    QuestionData,
)
from cms.demo.seed.authorities import authority
from cms.desk.calls.presets import preset
from portal.accounts.models import User
from portal.calls.actions import TEXTS, publish_version
from portal.calls.claims import FIELDS as CLAIM
from portal.calls.drafting import Wording, save_draft, token_of, version_to_edit
from portal.calls.models import Call, Edition, EditionPerson, Programme, Statistic
from portal.events.models import Airing, AiringStatus, Event
from portal.films.models import Film
from portal.sponsors.models import Partnership, PartnershipPoint, Side


def seed_programme(data: ProgrammeData, *, by: User, at: datetime) -> Programme:
    """The programme with everything below it; what is there already is left as it is."""
    programme, _new = Programme.objects.get_or_create(
        slug=data.slug,
        defaults={
            "name": data.name,
            "purpose": data.purpose,
            "organiser": authority(data.organiser),
            "accent": data.accent,
            "is_invented": data.is_invented,
        },
    )
    for edition in data.editions:
        _seed_edition(programme, edition, by=by, at=at)
    return programme


def _seed_edition(programme: Programme, data: EditionData, *, by: User, at: datetime) -> None:
    edition, is_new = Edition.objects.get_or_create(
        slug=data.slug,
        defaults={
            "programme": programme,
            "previous": Edition.objects.filter(slug=data.previous).first() if data.previous else None,
            "year": data.year if data.year > 0 else at.year + data.year,
            "theme": data.theme,
            "account": data.account,
            "state": data.state,
        },
    )
    if is_new:
        _seed_numbers(edition, data)
    if data.partnership:
        _seed_partnership(edition, data.partnership)
    for event in data.events:
        _seed_event(edition, event, at)
    for call in data.calls:
        seed_call(edition, call, by=by, at=at)


def _seed_numbers(edition: Edition, data: EditionData) -> None:
    Statistic.objects.bulk_create(
        Statistic(
            edition=edition,
            position=position,
            **{name: getattr(row, name) for name in CLAIM},
        )
        for position, row in enumerate(data.statistics)
    )
    EditionPerson.objects.bulk_create(
        EditionPerson(
            edition=edition,
            part=row.part,
            name=row.name,
            honours=row.honours,
            organisation=authority(row.organisation) if row.organisation else None,
            position=position,
        )
        for position, row in enumerate(data.people)
    )


def _seed_partnership(edition: Edition, data: PartnershipData) -> None:
    found, is_new = Partnership.objects.get_or_create(
        edition=edition,
        defaults={
            "lead": data.lead,
            "office": data.office,
            "mailbox": data.mailbox,
            "takes_enquiries": bool(data.mailbox),
        },
    )
    if is_new:
        PartnershipPoint.objects.bulk_create(
            PartnershipPoint(partnership=found, side=side, text=text, position=position)
            for side, texts in ((Side.GIVE, data.gives), (Side.GET, data.gets))
            for position, text in enumerate(texts)
        )


def _seed_event(edition: Edition, data: EventData, at: datetime) -> None:
    day_only = "T" not in data.starts
    local = datetime.fromisoformat(day_of(data.starts, data.zone, at)).replace(tzinfo=ZoneInfo(data.zone))
    event, is_new = Event.objects.get_or_create(
        slug=data.slug,
        defaults={
            "edition": edition,
            "parent": Event.objects.filter(slug=data.parent).first() if data.parent else None,
            "name": data.name,
            "aliases": list(data.aliases),
            "description": data.description,
            "starts_at": local.astimezone(UTC),
            "is_all_day": day_only,
            "zone": data.zone,
            "place": authority(data.place) if data.place else None,
            "is_tentative": data.is_tentative,
            "source": data.source,
        },
    )
    if is_new and data.channel:
        _seed_airing(event, data)


def _seed_airing(event: Event, data: EventData) -> None:
    """The event on its channel: of its day, tentative, while no source names an hour."""
    is_sure = not (event.is_all_day or data.is_tentative)
    Airing.objects.create(
        event=event,
        channel=authority(data.channel),
        day=event.local_day(),
        at=None if event.is_all_day else event.starts_at,
        zone=event.zone,
        status=AiringStatus.CONFIRMED if is_sure else AiringStatus.TENTATIVE,
        source=data.source,
    )


def seed_airing_of_film(key: str, channel: str, starts: str, zone: str, *, at: datetime) -> None:
    """A winner on the invented channel, at an hour that stands."""
    film = Film.objects.filter(public_id=key, airings=None).first()
    if film is None:
        return
    day, clock = starts.split()
    local = datetime.fromisoformat(f"{day_of(day, zone, at)}T{clock}").replace(tzinfo=ZoneInfo(zone))
    Airing.objects.create(
        film=film,
        channel=authority(channel),
        day=local.date(),
        at=local.astimezone(UTC),
        zone=zone,
        status=AiringStatus.CONFIRMED,
    )


def seed_call(edition: Edition, data: CallData | PresetCallData, *, by: User, at: datetime) -> Call:
    """The call with one published version, written as an editor's screen writes it."""
    kind = preset(data.preset).kind if isinstance(data, PresetCallData) else data.kind
    call, _new = Call.objects.get_or_create(slug=data.slug, defaults={"edition": edition, "kind": kind})
    if call.current:
        return call
    wording = _of_preset(data, at) if isinstance(data, PresetCallData) else _of_content(data, at)
    draft = save_draft(call, wording, by=by, token=token_of(version_to_edit(call)), at=at)
    publish_version(draft, by=by, at=at)
    call.refresh_from_db()
    return call


def _of_preset(data: PresetCallData, at: datetime) -> Wording:
    said = preset(data.preset).wording
    rows = dict(said.rows) if data.gates is None else {**said.rows, "gates": _gates(data.gates, at)}
    return Wording(texts={**said.texts, **data.texts}, rules=said.rules, rows=rows)


def _of_content(data: CallData, at: datetime) -> Wording:
    rows = {
        "gates": _gates(data.gates, at),
        "awards": [_fields(award) for award in data.awards],
        "questions": [_fields(question) for question in data.questions],
        "prizes": [_prize(prize, data.gates[0].zone, at) for prize in data.prizes],
    }
    return Wording(texts={name: getattr(data, name) for name in TEXTS}, rules=dict(data.rules), rows=rows)


def _fields(row: AwardData | GateData | PrizeData | QuestionData) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _gates(gates: Sequence[GateData], at: datetime) -> list[dict[str, Any]]:
    return [_fields(gate) | {"wall": wall_of(gate, at)} for gate in gates]


def _prize(prize: PrizeData, zone: str, at: datetime) -> dict[str, Any]:
    """As the call says it; that it was delivered is told elsewhere."""
    row = _fields(prize)
    del row["note"]
    expires = row.pop("expires")
    return row | {"expires_on": date.fromisoformat(day_of(expires, zone, at)) if expires else None}


def wall_of(gate: GateData, at: datetime) -> str:
    """The gate's local time; "+21 23:59" counts days from the day of seeding in the gate's zone."""
    if gate.wall[0] not in "+-":
        return gate.wall
    days, clock = gate.wall.split()
    return f"{day_of(days, gate.zone, at)}T{clock}"


def day_of(day: str, zone: str, at: datetime) -> str:
    """A date as it is, or so many days ("+30") after the one on which the demo is seeded."""
    if day[0] not in "+-":
        return day
    return (at.astimezone(ZoneInfo(zone)).date() + timedelta(days=int(day))).isoformat()
