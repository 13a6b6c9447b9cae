"""A correction window lifts the gates of one entry, tells its team, ends by itself, and stays in the history."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from portal.accounts.models import Role, RoleGrant
from portal.calls.actions import move_gate
from portal.calls.models import GateKind
from portal.entries.actions import delete_draft, require_editable
from portal.entries.correcting import close_correction_window, open_correction_window
from portal.entries.gatekeeping import may_be_changed
from portal.entries.models import CorrectionWindow, Entry, TeamMember
from portal.entries.present import banners_of, closing
from portal.entries.team import invite
from portal.errors import DomainError, InvalidMove, NotAllowed, TooLate
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, T, just_before
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ZONE = "Asia/Shanghai"


@pytest.fixture
def editor():
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    return user


@pytest.fixture
def entry():
    """Handed in before the gate, by somebody who reads traditional characters."""
    team = {"key": "team", "kind": GateKind.TEAM, "wall": "2096-05-01T09:00", "zone": "UTC"}
    call = CallFactory(version__gates=(team,))
    entry = EntryFactory(complete=True, call=call, owner=UserFactory(language="zh-hant"))
    hand_in(entry, at=just_before(T))
    return again(entry)


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def opened(entry, editor, **kwargs):
    values = {"until": T + 3 * HOUR, "reason": "檔案壞了", "zone": ZONE, "by": editor, "at": T + HOUR} | kwargs
    return open_correction_window(entry, **values)


def test_within_the_window_the_entry_is_corrected_and_handed_in_again(entry, editor):
    opened(entry, editor)
    entry = again(entry)
    Entry.objects.filter(pk=entry.pk).update(team_name="New name")
    end = T + 3 * HOUR

    require_editable(entry, at=just_before(end))
    invite(entry, "mate@example.org", by=entry.owner, at=just_before(end))
    copy = hand_in(entry, key="another", at=just_before(end))

    assert (copy.sequence, copy.is_late, copy.frozen["team_name"]) == (2, False, "New name")
    for instant in (T, end):  # half-open at both ends, and then the gates stand again
        with pytest.raises(TooLate):
            require_editable(again(entry), at=instant)
    with pytest.raises(TooLate):
        hand_in(again(entry), key="a third", at=end)


def test_letter_is_in_the_language_of_whoever_leads_the_team(entry, editor):
    opened(entry, editor)

    letter = OutgoingMail.objects.get(name="correction-window")
    assert (letter.to, letter.language) == (entry.owner.email, "zh-hant")
    assert "2096-05-01 21:00（Asia/Shanghai，即 2096-05-01 13:00 UTC）" in letter.text
    assert "檔案壞了" in letter.text
    assert f"/zh-hant/entries/{entry.public_id}/" in letter.text


def test_everybody_in_the_team_gets_the_letter_in_their_own_language(entry, editor):
    mate, gone = (UserFactory(language=language) for language in ("en", "zh-hans"))
    TeamMember.objects.create(entry=entry, user=mate)
    TeamMember.objects.create(entry=entry, user=gone, left_at=T)

    opened(entry, editor)

    letters = OutgoingMail.objects.filter(name="correction-window")
    assert {(letter.to, letter.language) for letter in letters} == {(entry.owner.email, "zh-hant"), (mate.email, "en")}
    assert f"/en/entries/{entry.public_id}/" in letters.get(to=mate.email).text


def test_window_stands_in_the_history_and_moves_nothing(entry, editor):
    opened(entry, editor)
    close_correction_window(entry, by=editor, at=T + 2 * HOUR)

    rows = list(entry.history.all())[-2:]
    assert [(row.move, row.source, row.target, row.by, row.at) for row in rows] == [
        ("open_window", "submitted", "submitted", editor, T + HOUR),
        ("close_window", "submitted", "submitted", editor, T + 2 * HOUR),
    ]
    assert "2096-05-01 13:00 UTC: 檔案壞了" in rows[0].reason
    assert rows[0].words() == "correction window opened"


def test_window_is_closed_early_once(entry, editor):
    opened(entry, editor)
    close_correction_window(entry, by=editor, at=T + 2 * HOUR)

    assert may_be_changed(again(entry), T + 2 * HOUR) is False
    with pytest.raises(InvalidMove, match="No correction window is open"):
        close_correction_window(entry, by=editor, at=T + 2 * HOUR)


def test_another_window_takes_the_place_of_the_first(entry, editor):
    first = opened(entry, editor)
    second = opened(entry, editor, until=T + 9 * HOUR, at=T + 2 * HOUR)

    first.refresh_from_db()
    assert first.closed_at == T + 2 * HOUR
    assert may_be_changed(again(entry), T + 8 * HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionWindow.objects.create(entry=entry, until=second.until, at=second.at, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionWindow.objects.create(entry=entry, until=T, at=T, closed_at=T, reason="x")


@pytest.mark.parametrize(
    ("changes", "refusal", "words"),
    [
        ({"until": T + HOUR}, DomainError, "later than now"),
        ({"until": T + timedelta(days=61)}, DomainError, "sixty days"),
        ({"reason": " "}, DomainError, "Say why"),
    ],
)
def test_impossible_window_is_refused_with_a_sentence(entry, editor, changes, refusal, words):
    with pytest.raises(refusal, match=words):
        opened(entry, editor, **changes)

    assert not CorrectionWindow.objects.exists()
    assert not OutgoingMail.objects.filter(name="correction-window").exists()


def test_only_editors_of_the_programme_open_it_and_only_where_something_can_be_changed(entry, editor):
    with pytest.raises(NotAllowed):
        opened(entry, entry.owner)
    Entry.objects.filter(pk=entry.pk).update(status="withdrawn")
    with pytest.raises(InvalidMove, match="withdrawn"):
        opened(entry, editor)


def test_banners_follow_at_once(entry, editor):
    quiet = banners_of(again(entry), T + HOUR)
    opened(entry, editor)
    window = banners_of(again(entry), T + HOUR)
    move_gate(entry.call, "end", wall="2096-05-03T10:00", by=editor, at=T + 2 * HOUR)

    assert quiet == []
    assert window == ["You may correct this entry and hand it in again until 1 May 2096, 13:00 UTC. 檔案壞了"]
    (moved,) = banners_of(again(entry), T + 4 * HOUR)
    assert moved.startswith("Extended: entries close – 3 May 2096, 10:00 UTC instead of 1 May 2096, 10:00 UTC. <a ")
    assert reverse("call-gate", args=[entry.call.slug, "end"]) in moved
    assert banners_of(again(entry), T + timedelta(days=2)) == []


def test_call_page_says_extended_at_once_and_lets_nobody_keep_it(client, entry, editor):
    address = reverse("call", args=[entry.call.slug])
    before = client.get(address).content.decode()
    move_gate(entry.call, "end", wall="2096-05-03T10:00", by=editor, at=just_before(T))
    answer = client.get(address)

    assert "Extended:" not in before
    assert (
        "Extended: entries close – 3 May 2096, 10:00 UTC instead of 1 May 2096, 10:00 UTC." in answer.content.decode()
    )
    assert "max-age" not in answer.get("Cache-Control", "")


def test_entry_pages_show_window_and_stages(client, entry, editor):
    client.force_login(entry.owner)
    address = reverse("entry-receipt", args=[entry.public_id])
    with override("en"):
        before = client.get(address)
        now_ = before.wsgi_request.received_at
        opened(entry, editor, at=now_, until=now_ + HOUR)
        after = client.get(address)

    assert (before.context["banners"], len(after.context["banners"])) == ([], 1)
    assert "You may correct this entry" in after.content.decode()
    assert [stage.state for stage in after.context["stages"]] == ["done", "done"]


@pytest.fixture
def draft():
    """Finished and not handed in when the gate passed."""
    return again(EntryFactory(complete=True, call=CallFactory(), owner=UserFactory(language="en")))


def test_draft_that_missed_its_gate_is_handed_in_within_its_window_and_marked(draft, editor):
    with pytest.raises(TooLate):
        hand_in(draft, at=T)
    window = opened(draft, editor)
    end = T + 3 * HOUR

    require_editable(again(draft), at=T + HOUR)
    copy = hand_in(again(draft), at=just_before(end))

    assert (copy.sequence, copy.is_late, copy.window) == (1, True, window)
    assert copy.late_words() == "late, by an exception"
    assert "late, by an exception" in OutgoingMail.objects.get(name="receipt").text


def test_window_of_a_draft_ends_by_itself(draft, editor):
    opened(draft, editor)
    end = T + 3 * HOUR

    for instant in (T, end):  # half-open at both ends
        with pytest.raises(TooLate):
            require_editable(again(draft), at=instant)
        with pytest.raises(TooLate):
            hand_in(again(draft), key=str(instant), at=instant)
    assert may_be_changed(again(draft), just_before(end))
    assert not draft.submissions.exists()


def test_what_came_by_exception_stays_so_when_it_is_handed_in_again(draft, editor):
    opened(draft, editor)
    hand_in(again(draft), at=T + HOUR)
    Entry.objects.filter(pk=draft.pk).update(team_name="Another name")

    copy = hand_in(again(draft), key="again", at=T + 2 * HOUR)

    assert (copy.sequence, copy.is_late) == (2, True)


def test_draft_that_missed_nothing_needs_no_window(draft, editor):
    with pytest.raises(InvalidMove, match="missed no gate"):
        opened(draft, editor, at=just_before(T))

    opened(draft, editor, at=T)


def test_draft_that_missed_an_earlier_stage_gets_a_window_before_the_end(editor):
    """In time for handing in, without the team that the rules ask for at the gate of teams."""
    team = {"key": "team", "kind": GateKind.TEAM, "wall": "2096-05-01T09:00", "zone": "UTC"}
    rules = {"team_size": {"minimum": 2, "maximum": 6}}
    call = CallFactory(version__gates=(team,), version__rules=rules)
    draft = again(EntryFactory(complete=True, call=call))
    opened(draft, editor, at=T - HOUR, until=T - HOUR / 2)

    invite(again(draft), "mate@example.org", by=draft.owner, at=T - HOUR)
    with pytest.raises(TooLate):
        invite(again(draft), "another@example.org", by=draft.owner, at=T - HOUR / 2)


def test_letter_and_banner_of_a_draft_say_what_becomes_of_it(draft, editor):
    opened(draft, editor)

    letter = OutgoingMail.objects.get(name="correction-window")
    assert letter.subject.startswith("You may still hand in")
    assert "does not take part" in letter.text
    assert banners_of(again(draft), T + HOUR) == [
        "You may still finish this entry and hand it in until 1 May 2096, 13:00 UTC; it will be marked late. 檔案壞了"
    ]
    assert closing(again(draft), T + HOUR) == (T + 3 * HOUR, "UTC")
    assert closing(again(draft), T + 3 * HOUR) == (T, "UTC")


def test_draft_with_a_window_can_be_deleted_by_whoever_began_it(draft, editor):
    opened(draft, editor)

    delete_draft(again(draft), by=draft.owner)

    assert not CorrectionWindow.objects.exists()
