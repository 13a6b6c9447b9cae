"""One of everything that a form can be about, made once for all tests of a process."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.images import FirstcutDocument
from cms.models import HomePage
from portal.accounts.models import RoleGrant
from portal.authorities.models import Authority
from portal.calls.actions import draft_of
from portal.calls.models import Call, CallKind, QuestionKind
from portal.clock import now
from portal.entries.models import Entry, Invitation
from portal.entries.team import invite
from portal.events.models import Event
from portal.films.actions import request_takedown
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, WonPrize
from portal.mail.models import OutgoingMail
from tests.cast import make_user
from tests.factories.calls import CallFactory
from tests.factories.cms import make_picture, make_site
from tests.factories.cohorts import choose
from tests.factories.entries import EntryFactory, hand_in
from tests.factories.partners import make_partner
from tests.factories.sponsors import make_enquiry, make_partnership
from tests.factories.talent import TalentFactory

COLUMNS = [{"key": kind, "kind": kind, "label": {"en": f"A {kind}"}} for kind in ("text", "number", "date", "link")]
QUESTIONS: tuple[dict[str, Any], ...] = tuple(
    {
        "key": kind.replace("_", "-"),
        "kind": kind,
        "label": {"en": f"A {kind}?"},
        "choices": choices,
        "columns": COLUMNS if kind == QuestionKind.TABLE else [],
    }
    for kind, choices in (
        (kind, [{"key": "yes", "label": {"en": "Yes"}}] if kind.startswith("choice") else []) for kind in QuestionKind
    )
)


EVERYTHING_ASKED: dict[str, dict[str, Any]] = {
    "residence": {"places": ["CN"]},
    "age": {"minimum": 14, "guardian_below": 18},
    "affiliation": {"is_required": True},
    "premiere": {},
    "screening_cut": {"max_ms": 60_000},
    "sources": {},
    "materials": {"required": ["poster"], "optional": ["process"]},
}


class World:
    """Things by the names that `rows.py` uses."""

    def __init__(self) -> None:
        made = make_site()
        self.owner = make_user("creator", email="owner@example.org", language="en")
        self.superuser = make_user("administrator", email="super@example.org", is_superuser=True, is_staff=True)
        self.call: Call = made["call"]
        self.event = Event.objects.get(edition=self.call.edition)
        self.pages = {
            "home": HomePage.objects.get(locale__language_code="zh-hans"),
            "film": made["films"][0],
            "collection": made["collections"][0],
            "news": made["news"][0],
            "programme": made["programme_page"],
        }
        self.talent = TalentFactory(user=self.owner, items=1)
        self.work = self.talent.portfolio.get()
        self.cohort = choose(self.talent).call.edition
        self.draft: Entry = EntryFactory(
            complete=True,
            owner=self.owner,
            call__version__questions=QUESTIONS,
            call__version__rules={"institution": {"is_required": False}},
        )
        self.asked_draft: Entry = EntryFactory(complete=True, owner=self.owner, call__version__rules=EVERYTHING_ASKED)
        self.talent_draft: Entry = EntryFactory(talent_entry=True, owner=self.owner, talent=self.talent)
        self.entry: Entry = EntryFactory(complete=True, owner=self.owner, call=self.call)
        hand_in(self.entry)
        ways = tuple(
            {"key": key, "mode": key, "kind": "entry", "wall": "2096-04-01T16:00", "zone": "UTC"}
            for key in ("remote", "on-site")
        )
        self.mode_draft: Entry = EntryFactory(
            owner=self.owner, film=None, call__kind=CallKind.PROPOSAL, call__version__gates=ways
        )
        self.remote_entry: Entry = EntryFactory(submitted=True, mode="remote", call__version__gates=ways)
        past = tuple(way | {"wall": "2026-01-01T16:00"} for way in ways)
        self.late_draft: Entry = EntryFactory(
            mode="remote", call__version__closes=None, call__version__gates=past, call__version__opens=None
        )
        invite(self.draft, "mate@example.org", by=self.owner, at=now())
        self.invitation = Invitation.objects.get(entry=self.draft)
        self.takedown = request_takedown(self.entry.film, by=self.owner, at=now(), reason="It is ours.")
        self.enquiry = make_enquiry(make_partnership(self.call.edition))
        make_partner(self.call.edition)
        self._decide()
        self.invited_call: Call = CallFactory(kind="segment")
        self.changed_call: Call = CallFactory()
        draft_of(self.changed_call, by=self.superuser)
        self.authority = Authority.objects.filter(kind="heritage").first()
        self.image = make_picture()
        self.document = FirstcutDocument.objects.create(title="Paper", file=ContentFile(b"%PDF-1.4", "paper.pdf"))
        self.redirect = Redirect.objects.create(old_path="/before", redirect_link="https://example.org/")
        self.mail = OutgoingMail.objects.first()
        self.grant = RoleGrant.objects.filter(user=self.superuser).get()
        self.site = Site.objects.first()

    def _won_prize(self) -> WonPrize:
        """A prize that waits for its delivery."""
        entry = EntryFactory(complete=True, call=self.call)
        hand_in(entry, key=f"key-{entry.pk}")
        won = record_decision(entry, Outcome.WINNER, by=self.superuser, at=now())
        release = plan_release(self.call, name="Winners", decisions=[won], by=self.superuser, at=now())
        publish_release(release, by=self.superuser, at=now())
        return WonPrize.objects.create(entry=entry, decision=won, award_key="best", product={"en": "credits"})

    def _decide(self) -> None:
        """A decision that waits, and one that a release will make known."""
        boss = self.superuser
        waiting, planned = (EntryFactory(complete=True, call=self.call) for _n in range(2))
        for entry in (waiting, planned):
            hand_in(entry, key=f"key-{entry.pk}")
        record_decision(waiting, Outcome.FINALIST, by=boss, at=now())
        decision = record_decision(planned, Outcome.COHORT, by=boss, at=now())
        self.decided_call = self.call
        self.prize = self._won_prize()
        self.release = plan_release(self.call, name="Results", decisions=[decision], by=boss, at=now())
