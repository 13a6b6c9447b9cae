"""The person who entered reads on the site what was decided, in their language, from the release on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.clock import now
from portal.entries.workflow import Status
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from tests.factories.desk import make_call, make_editor, make_entry

pytestmark = pytest.mark.django_db
WORDS = {"en": "winner", "zh-hans": "获奖", "zh-hant": "獲獎"}


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def editor(call):
    return make_editor("lantern")


@pytest.fixture
def entry(call, client):
    entry = make_entry(call)
    client.force_login(entry.owner)
    return entry


def decide(entry, editor, outcome=Outcome.WINNER, **kwargs):
    return record_decision(entry, outcome, by=editor, at=now(), **kwargs)


def release(call, *decisions, by):
    publish_release(plan_release(call, name="R", decisions=decisions, by=by, at=now()), by=by, at=now())


def page(client, entry, name, language="en"):
    paths = {"list": "", "receipt": f"{entry.public_id}/receipt/", "withdraw": f"{entry.public_id}/withdraw/"}
    return client.get(f"/{language}/entries/{paths[name]}")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", ["list", "receipt"])
def test_released_decision_is_on_the_entrants_pages(client, call, editor, entry, name, language):
    decision = decide(entry, editor, award=call.current.awards.get(), message="See you in <b>May</b>.")
    before = page(client, entry, name, language).content.decode()
    release(call, decision, by=editor)

    after = page(client, entry, name, language).content.decode()

    assert WORDS[language] not in before
    assert "See you in" not in before
    assert WORDS[language] in after
    assert str(call.current.awards.get().name) in after
    assert ("See you in &lt;b&gt;May&lt;/b&gt;." in after) is (name == "receipt")


def test_after_the_release_one_asks_for_a_takedown(client, call, editor, entry):
    withdraw, takedown = f"/en/entries/{entry.public_id}/withdraw/", f"/en/entries/{entry.public_id}/takedown/"
    decision = decide(entry, editor)
    before = page(client, entry, "receipt").content.decode()
    release(call, decision, by=editor)

    after = page(client, entry, "receipt").content.decode()
    asked = page(client, entry, "withdraw")

    assert withdraw in before
    assert takedown not in before
    assert withdraw not in after
    assert takedown in after
    assert takedown in asked.content.decode()
    assert '<form method="post" class="section"' not in asked.content.decode()


def test_disqualified_entry_says_so_and_nothing_else(client, call, editor, entry):
    release(call, decide(entry, editor), by=editor)
    type(entry).objects.filter(pk=entry.pk).update(status=Status.DISQUALIFIED)

    answer = page(client, entry, "list").content.decode()

    assert "disqualified" in answer
    assert "winner" not in answer


def test_outcomes_cost_the_list_one_query(client, call, editor, entry):
    def count():
        with CaptureQueriesContext(connection) as captured:
            page(client, entry, "list")
        return len(captured)

    release(call, decide(entry, editor), by=editor)
    count()
    one = count()
    more = [make_entry(call, owner=entry.owner) for _number in range(2)]
    release(call, *[decide(each, editor) for each in more], by=editor)

    assert count() == one
