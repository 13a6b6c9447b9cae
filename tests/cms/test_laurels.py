"""What the public sees of decisions: released ones, of entries that are still in the competition."""

import pytest

from cms.present.contexts import laurels
from cms.views.talents import cohorts
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.workflow import Status
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.cohorts import agree
from tests.factories.desk import make_call, make_editor, make_entry
from tests.factories.talent import TalentFactory

pytestmark = pytest.mark.django_db


def decided(outcome: Outcome) -> Entry:
    call, editor = make_call(), make_editor("lantern")
    entry = make_entry(call)
    decision = record_decision(entry, outcome, by=editor, at=now())
    publish_release(plan_release(call, name="R", decisions=[decision], by=editor, at=now()), by=editor, at=now())
    return entry


def test_film_disqualified_after_the_release_shows_no_laurel():
    entry = decided(Outcome.FINALIST)
    before = laurels(entry.film_id)
    Entry.objects.filter(pk=entry.pk).update(status=Status.DISQUALIFIED)

    assert len(before) == 1 and laurels(entry.film_id) == []


def test_person_disqualified_after_the_release_is_in_no_cohort():
    entry, talent = decided(Outcome.COHORT), TalentFactory()
    Entry.objects.filter(pk=entry.pk).update(talent=talent)
    agree(talent, entry.call.edition)
    before = cohorts(talent)
    Entry.objects.filter(pk=entry.pk).update(status=Status.DISQUALIFIED)

    assert len(before) == 1 and cohorts(talent) == []
