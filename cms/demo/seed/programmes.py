"""Programmes, editions, calls, numbers, people and events out of the content modules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cms.demo.content.shapes import CallData, EditionData, EventData, GateData, ProgrammeData
from cms.demo.seed.authorities import authority
from portal.accounts.models import User
from portal.calls import actions
from portal.calls.claims import FIELDS as CLAIM
from portal.calls.models import Award, Call, CallVersion, Edition, EditionPerson, Prize, Programme, Question, Statistic
from portal.events.models import Airing, AiringStatus, Event
from portal.films.models import Film


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


def seed_call(edition: Edition, data: CallData, *, by: User, at: datetime) -> Call:
    """The call with one published version."""
    call, _new = Call.objects.get_or_create(slug=data.slug, defaults={"edition": edition, "kind": data.kind})
    if call.current:
        return call
    draft = actions.draft_of(call, by=by)
    for name in actions.TEXTS:
        setattr(draft, name, getattr(data, name))
    draft.save()
    for gate in data.gates:
        actions.set_gate(
            draft,
            key=gate.key,
            kind=gate.kind,
            wall=wall_of(gate, at),
            zone=gate.zone,
            label=gate.label,
            mode=gate.mode,
        )
    for position, (kind, params) in enumerate(data.rules):
        actions.set_rule(draft, kind, position=position, **params)
    _seed_rows(draft, data)
    _seed_prizes(draft, data, at)
    actions.publish_version(draft, by=by, at=at)
    call.refresh_from_db()
    return call


def _seed_rows(draft: CallVersion, data: CallData) -> None:
    for position, award in enumerate(data.awards):
        Award.objects.update_or_create(
            version=draft,
            key=award.key,
            defaults={
                "name": award.name,
                "definition": award.definition,
                "decided_by": award.decided_by,
                "prize": award.prize,
                "places": award.places,
                "shows_places_left": award.shows_places_left,
                "position": position,
            },
        )
    for position, question in enumerate(data.questions):
        Question.objects.update_or_create(
            version=draft,
            key=question.key,
            defaults={
                "kind": question.kind,
                "label": question.label,
                "help": question.help,
                "is_required": question.is_required,
                "position": position,
            },
        )


def _seed_prizes(draft: CallVersion, data: CallData, at: datetime) -> None:
    for position, prize in enumerate(data.prizes):
        day = date.fromisoformat(day_of(prize.expires, data.gates[0].zone, at)) if prize.expires else None
        Prize.objects.update_or_create(
            version=draft,
            key=prize.key,
            defaults={
                "award": prize.award,
                "product": prize.product,
                "sponsor": prize.sponsor,
                "amount": prize.amount,
                "expires_on": day,
                "position": position,
            },
        )


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
