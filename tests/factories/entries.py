"""Entries in every state of their life."""

from typing import Any

import factory

from portal.calls.models import CallKind
from portal.clock import now
from portal.entries.models import Entry, Submission, TeamMember
from portal.entries.submitting import consent_hash, submit_entry
from portal.entries.workflow import HANDED_IN, Status
from portal.films.models import Film
from portal.media.models import Kind, Original, ReadState
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.films import FilmFactory
from tests.factories.talent import TalentFactory


class EntryFactory(factory.django.DjangoModelFactory):
    """A draft for an open film call with nothing in it. Traits: `complete`, `talent_entry`, and one for each status."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            film=factory.SubFactory(FilmFactory, complete=True, owner=factory.SelfAttribute("..owner"))
        )
        talent_entry = factory.Trait(
            call=factory.SubFactory(CallFactory, talent=True),
            film=None,
            talent=factory.SubFactory(TalentFactory, items=1, user=factory.SelfAttribute("..owner")),
        )
        submitted = factory.Trait(status=Status.SUBMITTED)
        returned = factory.Trait(status=Status.RETURNED)
        eligible = factory.Trait(status=Status.ELIGIBLE)
        ineligible = factory.Trait(status=Status.INELIGIBLE)
        withdrawn = factory.Trait(status=Status.WITHDRAWN)
        disqualified = factory.Trait(status=Status.DISQUALIFIED)

    owner = factory.SubFactory(UserFactory)
    call = factory.SubFactory(CallFactory)
    call_version = factory.LazyAttribute(lambda entry: entry.call.current)
    film = factory.SubFactory(FilmFactory, owner=factory.SelfAttribute("..owner"))
    status = Status.DRAFT
    submitted_at = factory.LazyAttribute(lambda entry: now() if entry.status in HANDED_IN else None)

    @factory.post_generation
    def lead(self, create, extracted, **kwargs):
        if create:
            TeamMember.objects.create(entry=self, user=self.owner, is_lead=True)

    @factory.post_generation
    def file(self, create, extracted, **kwargs):
        """A readable file for `complete` films, unless False."""
        if create and extracted is not False and self.film and self.film.year and not self.film.original:
            attach_file(self.film)


def attach_file(film: Film, **facts: Any) -> Original:
    """A file that has been read, without its bytes."""
    number = Original.objects.count()
    original = Original.objects.create(
        owner=film.owner,
        kind=Kind.FILM,
        name="river.mp4",
        bytes=1000,
        key=f"originals/test-{film.public_id}-{number}",
        content_type="video/mp4",
        sha256=f"{number:064x}",
        state=ReadState.READABLE,
        read_at=now(),
        facts={"runtime_ms": 150_000, "width": 1920, "height": 1080, "has_audio": True, "frame_rate": "25"} | facts,
    )
    film.original = original
    film.save(update_fields=["original"])
    return original


def hand_in(entry: Entry, *, key: str = "a-key-of-a-test", at: Any = None, by: Any = None) -> Submission:
    """Press the button on the last page, in English."""
    return submit_entry(
        entry,
        by=by or entry.owner,
        at=at or now(),
        key=key,
        accepted_hash=consent_hash(entry.answered_version(), "en"),
        language="en",
    )


def talent_entry(**kwargs: Any) -> Entry:
    """A draft of a talent call with a portfolio of one work."""
    entry: Entry = EntryFactory(talent_entry=True, **kwargs)
    assert entry.call.kind == CallKind.TALENT
    return entry
