"""Entries of the invented channel's calls, handed in, decided and released as anybody's would be."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from cms.demo.content.channel import FIRST_LIGHT
from cms.demo.content.cloudfield_films import COHORT, DECIDED, JUDGED, ai
from cms.demo.content.films import FilmData
from cms.demo.content.words import t
from cms.demo.reel import LOOKS
from portal.accounts.models import User
from portal.calls.gates import Schedule
from portal.calls.models import Call, CallKind
from portal.cohorts.actions import answer_roster
from portal.cohorts.models import RosterConsent
from portal.cohorts.wording import roster_hash
from portal.entries.actions import start_entry
from portal.entries.models import Entry, TeamMember
from portal.entries.submitting import consent_hash, submit_entry
from portal.films.models import Film, FilmTitle
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, WonPrize
from portal.jury.prizes import deliver_prize
from portal.talent.models import Talent

RELEASE_NAMES = {
    "first-light": t("第一束光：获奖与入围", "第一束光：獲獎與入圍", "First Light: winners and finalists"),
    "first-cohort": t("第一期同学名单", "第一期同學名單", "The first cohort"),
}


def seed_entries(talents: dict[str, Talent], *, by: User, at: datetime) -> None:
    """The finished edition with its results, the call in judging, and one draft."""
    films = Film.objects.filter(public_id__in=DECIDED, original__isnull=False)
    first = {film.public_id: _hand_in_film(_call("first-light"), film) for film in films}
    _decide(_call("first-light"), {entry: DECIDED[key] for key, entry in first.items()}, by=by)
    cohort = [_hand_in_talent(_call("first-cohort"), talents[key]) for key in COHORT]
    _decide(_call("first-cohort"), dict.fromkeys(cohort, (Outcome.COHORT.value, "")), by=by)
    for key, answer in COHORT.items():
        if answer:
            _answer(talents[key], _call("first-cohort"), answer)
    sketches = Film.objects.filter(public_id__startswith="sixty-", original__isnull=False).order_by("public_id")
    for number, film in enumerate(sketches):
        _hand_in_film(_call("sixty-seconds"), film, number)
    _start_draft(talents["yun-xiaoman"], at)


def judged_films(year: int) -> list[FilmData]:
    """What was handed in to the call in judging."""
    looks = sorted(LOOKS)
    return [
        FilmData(
            key=f"sixty-{number + 1}",
            look=looks[number % len(looks)],
            seconds=3,
            titles=tuple(zip(titles, ("zh-Hans", "zh-Hant", "en"), strict=True)),
            logline=logline,
            synopsis=logline,
            year=year,
            talents=((maker, "director"),),
            ai=ai(video=("some", ("kling",))),
            countries=("cloudfield",),
            genres=("experimental",),
            is_sketch=True,
        )
        for number, (titles, maker, logline) in enumerate(JUDGED)
    ]


def _call(slug: str) -> Call:
    return Call.objects.for_page().get(slug=slug)


def _moment(call: Call, number: int = 0) -> datetime:
    """Some instant before the call's gate; later ones for later entries."""
    closes = Schedule.of(call).closes_at()
    if closes is None:
        raise LookupError(f"{call.slug} never closes")
    return closes - timedelta(hours=60 - 7 * number, minutes=13 * number)


def _hand_in_film(call: Call, film: Film, number: int = 0) -> Entry:
    found = Entry.objects.filter(call=call, film=film).first()
    return found or _hand_in(call, _owner_of(film), _moment(call, number), film=film)


def _owner_of(film: Film) -> User:
    if film.owner is None:
        raise LookupError(f"{film.public_id} has no owner")
    return film.owner


def _hand_in_talent(call: Call, talent: Talent) -> Entry:
    found = Entry.objects.filter(call=call, talent=talent).first()
    if found:
        return found
    if talent.user is None:
        raise LookupError(f"{talent.public_id} has no account")
    return _hand_in(call, talent.user, _moment(call), talent=talent)


@transaction.atomic
def _hand_in(call: Call, owner: User, at: datetime, *, film: Film | None = None, talent: Talent | None = None) -> Entry:
    """A draft with what was seeded before, then the real handing-in with all its checks."""
    version = call.current
    if version is None:
        raise LookupError(f"{call.slug} is not published")
    entry = Entry.objects.create(
        call=call, call_version=version, owner=owner, film=film, talent=talent, created_at=at, updated_at=at
    )
    TeamMember.objects.create(entry=entry, user=owner, is_lead=True, joined_at=at)
    submit_entry(
        entry,
        by=owner,
        at=at,
        key=f"demo-{entry.public_id}",
        accepted_hash=consent_hash(version, owner.language),
        language=owner.language,
    )
    entry.refresh_from_db()
    return entry


@transaction.atomic
def _decide(call: Call, outcomes: dict[Entry, tuple[str, str]], *, by: User) -> None:
    """Decide and release, once."""
    if call.releases.exists():
        return
    results = Schedule.of(call).gates[-1].at
    awards = {award.key: award for award in call.current.awards.all()} if call.current else {}
    decisions = [
        record_decision(entry, outcome, by=by, at=results - timedelta(days=2), award=awards.get(award))
        for entry, (outcome, award) in outcomes.items()
    ]
    release = plan_release(
        call, name=RELEASE_NAMES[call.slug], decisions=decisions, by=by, at=results - timedelta(days=1)
    )
    publish_release(release, by=by, at=results)
    notes = {prize.key: prize.note for prize in FIRST_LIGHT.prizes if prize.note}
    for won in WonPrize.objects.filter(entry__call=call, prize_key__in=notes):
        deliver_prize(won, by=by, at=results + timedelta(days=30), note=notes[won.prize_key])


@transaction.atomic
def _answer(talent: Talent, call: Call, answer: str) -> None:
    """What somebody of the cohort says to being named, two days after the letter; once."""
    edition, user = call.edition, talent.user
    if user is None or RosterConsent.objects.filter(talent=talent, edition=edition).exists():
        return
    with translation.override(user.language):
        text_hash = roster_hash(edition)
    at = Schedule.of(call).gates[-1].at + timedelta(days=2)
    answer_roster(talent, edition, answer, by=user, at=at, text_hash=text_hash)


def _start_draft(talent: Talent, at: datetime) -> None:
    """The demo creator has begun something for the open call."""
    call = _call("wind-under-eaves")
    if talent.user is None or Entry.objects.filter(call=call, owner=talent.user).exists():
        return
    if call.kind == CallKind.FILM and Schedule.of(call).is_open(at):
        entry = start_entry(call, by=talent.user, at=at)
        if entry.film:
            FilmTitle.objects.create(film=entry.film, text="风从哪扇窗进来", language="zh-Hans")
