"""How an entry takes part: chosen by its people while it is a draft, changed by editors and told of afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.models import Role, RoleGrant
from portal.calls.zones import instant_of
from portal.entries.actions import save_draft
from portal.entries.models import Entry, TeamMember
from portal.entries.modes import change_mode, gates_with, why_mode_stays
from portal.entries.steps import step_of
from portal.errors import DomainError, InvalidMove, NotAllowed, TooLate
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.calls import ET, R0_GATES, CallFactory, just_before
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
LABELS = {
    "remote": {"en": "Remote", "zh-hans": "远程参赛"},
    "site": {"en": "On site", "zh-hans": "现场参赛"},
}
GATES = tuple(gate | {"label": LABELS.get(gate["key"], "")} for gate in R0_GATES)


def et(wall):
    return instant_of(f"2024-02-{wall}", ET)


REMOTE_ENDS, SITE_ENDS = et("18T16:00"), et("18T18:00")


@pytest.fixture
def editor():
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    return user


@pytest.fixture
def call():
    return CallFactory(version__opens=None, version__closes=None, version__gates=GATES)


@pytest.fixture
def draft(call):
    entry = EntryFactory(complete=True, call=call, mode="remote", created_at=et("13T12:00"))
    TeamMember.objects.update(joined_at=et("13T12:00"))
    return again(entry)


@pytest.fixture
def entry(draft):
    hand_in(draft, at=just_before(REMOTE_ENDS))
    return again(draft)


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def changed(entry, editor, mode="on-site", **kwargs):
    values = {"reason": "The visa came", "by": editor, "at": REMOTE_ENDS + timedelta(minutes=30)} | kwargs
    return change_mode(entry, mode, **values)


def save_mode(entry, mode, at):
    step = step_of(entry, "people")
    form = step.form(entry, {"mode": mode, "team_name": "", "credit_0_name": "A", "credit_0_role": "director"})
    assert form.is_valid(), form.errors
    return save_draft(entry, step, form.cleaned_data, version=entry.version, by=entry.owner, at=at)


def test_change_lets_the_gates_of_the_new_mode_count(entry, editor):
    with pytest.raises(TooLate):
        hand_in(entry, key="late", at=REMOTE_ENDS)

    changed(entry, editor)
    Entry.objects.filter(pk=entry.pk).update(team_name="Another")
    hand_in(again(entry), key="in time", at=just_before(SITE_ENDS))

    with pytest.raises(TooLate):
        hand_in(again(entry), key="late again", at=SITE_ENDS)
    assert [copy.frozen["mode"] for copy in entry.submissions.all()] == ["on-site", "remote"]


def test_change_stands_in_the_history_with_who_when_from_and_to(entry, editor):
    at = REMOTE_ENDS + timedelta(minutes=30)
    changed(entry, editor)

    row = entry.history.last()
    assert (row.move, row.source, row.target, row.by, row.at) == ("mode", "submitted", "submitted", editor, at)
    assert row.reason == "remote → on-site: The visa came"
    assert row.words() == "participation mode changed"


def test_whole_team_gets_a_letter_each_in_their_language(entry, editor):
    mate, gone = UserFactory(language="zh-hans"), UserFactory()
    TeamMember.objects.create(entry=entry, user=mate)
    TeamMember.objects.create(entry=entry, user=gone, left_at=REMOTE_ENDS)

    changed(entry, editor)

    letters = {letter.to: letter for letter in OutgoingMail.objects.filter(name="entry-mode")}
    assert set(letters) == {entry.owner.email, mate.email}
    for words in ("远程参赛", "现场参赛", "2024年2月18日 18:00", "The visa came"):
        assert words in letters[mate.email].text
    assert f"/zh-hans/entries/{entry.public_id}/" in letters[mate.email].text


@pytest.mark.parametrize(
    ("kwargs", "refusal", "words"),
    [
        ({"mode": "remote"}, DomainError, "already"),
        ({"mode": "by-post"}, DomainError, "do not know"),
        ({"mode": ""}, DomainError, "do not know"),
        ({"reason": " "}, DomainError, "Say why"),
    ],
)
def test_impossible_change_is_refused_with_a_sentence(entry, editor, kwargs, refusal, words):
    with pytest.raises(refusal, match=words):
        changed(entry, editor, **kwargs)

    assert again(entry).mode == "remote"
    assert not OutgoingMail.objects.filter(name="entry-mode").exists()


def test_only_editors_change_it_and_only_of_what_takes_part(entry, editor):
    with pytest.raises(NotAllowed):
        changed(entry, entry.owner)
    Entry.objects.filter(pk=entry.pk).update(status="withdrawn")

    with pytest.raises(InvalidMove, match="withdrawn"):
        changed(entry, editor)


def test_draft_chooses_itself_until_its_gate_and_the_editors_after_it(draft, editor):
    with pytest.raises(InvalidMove, match="its team chooses"):
        changed(draft, editor, at=just_before(REMOTE_ENDS))

    changed(draft, editor, at=REMOTE_ENDS)

    assert again(draft).mode == "on-site"
    assert hand_in(again(draft), at=just_before(SITE_ENDS)).is_late is False


def test_draft_cannot_choose_a_way_whose_gate_has_closed(draft):
    save_mode(draft, "on-site", et("18T15:00"))

    with pytest.raises(TooLate):
        save_mode(again(draft), "remote", REMOTE_ENDS)

    assert again(draft).mode == "on-site"


def test_page_opened_before_the_change_does_not_set_the_old_mode_again(client, draft, editor):
    version = draft.version
    changed(draft, editor, at=REMOTE_ENDS)

    assert again(draft).version == version + 1


def test_people_of_what_was_handed_in_read_the_mode_and_cannot_choose_it(client):
    """Also before its gate, while the rest is theirs to change."""
    gates = ({"key": "far", "kind": "entry", "wall": "2096-05-01T09:00", "zone": "UTC", "mode": "remote"},)
    entry = EntryFactory(complete=True, call=CallFactory(version__gates=gates), mode="remote")
    hand_in(entry)
    client.force_login(entry.owner)
    with override("en"):
        address = reverse("entry-step", args=[entry.public_id, "people"])
    page = client.get(address)
    sent = {"version": entry.version, "mode": "", "team_name": "New", "credit_0_name": "A", "credit_0_role": "director"}

    client.post(address, sent | {"version": again(entry).version})

    assert "mode" not in page.context["form"].fields
    assert page.context["mode"] == "remote"
    assert "write to the organisers" in page.content.decode()
    assert (again(entry).mode, again(entry).team_name) == ("remote", "New")


def test_gates_that_count_are_those_of_the_mode(draft):
    assert [gate.key for gate in gates_with(draft, "remote")] == ["person", "team", "remote"]
    assert [gate.key for gate in gates_with(draft, "on-site")] == ["person", "team", "site"]


def test_call_without_modes_has_none_to_change(editor):
    entry = EntryFactory(submitted=True)

    assert "know no ways" in why_mode_stays(entry, REMOTE_ENDS)
    with pytest.raises(InvalidMove):
        changed(entry, editor)
