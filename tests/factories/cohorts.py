"""People of a cohort, chosen as anybody is, and what they say to being named."""

from portal.accounts.models import User
from portal.calls.models import Call, CallKind, Edition
from portal.clock import now
from portal.cohorts.actions import answer_roster
from portal.cohorts.models import Answer
from portal.cohorts.wording import roster_hash
from portal.entries.models import Entry, TeamMember
from portal.entries.workflow import Status
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, Release
from portal.talent.models import Talent
from tests.factories.desk import hand_in, make_call, make_editor


def hand_in_talent(talent: Talent, call: Call) -> Entry:
    """An entry of the talent's own profile."""
    if talent.user is None:
        raise LookupError("a talent without an account enters nothing")
    at = now()
    entry = Entry.objects.create(
        call=call,
        call_version=call.current,
        owner=talent.user,
        talent=talent,
        status=Status.SUBMITTED,
        submitted_at=at,
    )
    TeamMember.objects.create(entry=entry, user=talent.user, is_lead=True)
    hand_in(entry)
    return entry


def plan_cohort(*entries: Entry, outcome: str = Outcome.COHORT) -> Release:
    """A release that is still planned, of what was decided about entries of one call."""
    call, editor = entries[0].call, an_editor(entries[0].call)
    decisions = [record_decision(entry, outcome, by=editor, at=now()) for entry in entries]
    return plan_release(call, name="Cohort", decisions=decisions, by=editor, at=now())


def release(planned: Release) -> None:
    publish_release(planned, by=an_editor(planned.call), at=now())


def choose(*talents: Talent, call: Call | None = None) -> Entry:
    """Put people into the cohort of a call's edition and release it; the entry of the first."""
    call = call or make_call("people", kind=CallKind.TALENT)
    entries = [hand_in_talent(talent, call) for talent in talents]
    release(plan_cohort(*entries))
    return entries[0]


def agree(talent: Talent, edition: Edition, answer: str = Answer.YES) -> None:
    """What the person answers on the page."""
    if talent.user is None:
        raise LookupError("nobody can answer for a talent without an account")
    answer_roster(talent, edition, answer, by=talent.user, at=now(), text_hash=roster_hash(edition))


def an_editor(call: Call) -> User:
    """One editor a programme is enough."""
    slug = call.programme.slug
    return User.objects.filter(grants__programme=slug, grants__role="editor").first() or make_editor(slug)
