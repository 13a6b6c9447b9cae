"""An enquiry is kept and its letter written, both or neither; whoever handles it is known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from portal.clock import now
from portal.errors import InvalidMove, NotAllowed, StaleVersion, TooLate
from portal.mail.models import OutgoingMail
from portal.mail.sending import build_message
from portal.seen import fingerprint
from portal.sponsors import actions
from portal.sponsors.models import Enquiry, EnquiryStatus, Partnership
from portal.sponsors.workflow import ANSWER, CLOSE, MOVES, REOPEN
from tests.cast import make_user
from tests.factories.calls import EditionFactory
from tests.factories.sponsors import GIVES, make_enquiry, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return make_partnership(EditionFactory())


@pytest.fixture
def editor(partnership):
    return make_user("editor", programme=partnership.edition.programme.slug)


def test_enquiry_reaches_the_mailbox_and_its_answer_the_enquirer(partnership):
    point = partnership.points.filter(side="give")[1]
    enquiry = make_enquiry(partnership, offered=[point.key()])
    letter = OutgoingMail.objects.get()

    assert letter.to == "office@example.org"
    assert message_from_bytes(build_message(letter).message().as_bytes())["Reply-To"] == "lu@example.org"
    assert enquiry.number in letter.subject and "Lumen" in letter.subject
    assert "- Technical support\n" in letter.text and "We would like to help." in letter.text
    assert f"/admin/enquiries/{enquiry.pk}/" in letter.text
    assert enquiry.offered == [GIVES[1]]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "技术支持"), ("zh-hant", "技術支援")])
def test_letter_speaks_the_language_of_the_mailbox(language, word):
    found = make_partnership(EditionFactory(), language=language)
    make_enquiry(found, offered=[found.points.filter(side="give")[1].key()], language="en")
    letter = OutgoingMail.objects.get()

    assert (letter.language, word in letter.text) == (language, True)


def test_letter_shows_what_was_written_literally(partnership):
    make_enquiry(partnership, message="<script>alert(1)</script>\n\nhttps://bad.example", name="<b>Lu</b>")
    letter = OutgoingMail.objects.get()

    assert "<script>" not in letter.html and "&lt;script&gt;" in letter.html and "<b>Lu" not in letter.html
    assert "https://bad.example" not in letter.html


@pytest.mark.parametrize("address", ["lu@example.org\nBcc: all@example.org", "a@b.example, c@d.example", "no address"])
def test_impossible_address_leaves_neither_row_nor_letter(partnership, address):
    with pytest.raises((ValidationError, ValueError)):
        make_enquiry(partnership, email=address)

    assert (Enquiry.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_mailbox_of_the_site_stands_in(settings):
    settings.PARTNER_MAILBOX = "all@example.org"
    make_enquiry(make_partnership(EditionFactory(), mailbox=""))

    assert OutgoingMail.objects.get().to == "all@example.org"


@pytest.mark.parametrize(
    ("edition", "fields"),
    [
        ({"state": "archived"}, {}),
        ({"state": "finished"}, {}),
        ({}, {"takes_enquiries": False}),
        ({}, {"mailbox": ""}),
    ],
    ids=["archived", "finished", "not asked for", "no mailbox"],
)
def test_closed_edition_takes_none(settings, edition, fields):
    settings.PARTNER_MAILBOX = ""
    found = make_partnership(EditionFactory(**edition), **fields)

    with pytest.raises(TooLate):
        make_enquiry(found)
    assert Enquiry.objects.count() == 0


def test_button_pressed_twice_is_one_enquiry(partnership):
    at = now()
    first, second = make_enquiry(partnership, at=at), make_enquiry(partnership, at=at + timedelta(seconds=3))
    later = make_enquiry(partnership, at=at + timedelta(hours=1))

    assert first == second and first != later
    assert OutgoingMail.objects.count() == 2


def test_burst_of_enquiries_shuts_nobody_out_and_fills_no_mailbox(partnership, monkeypatch):
    monkeypatch.setattr(actions, "LETTERS_A_DAY", 3)
    at = now()
    for number in range(6):
        make_enquiry(partnership, email=f"lu{number}@example.org", at=at)
    make_enquiry(partnership, email="next@example.org", at=at + timedelta(days=1, minutes=1))
    told = Enquiry.objects.order_by("pk").values_list("has_letter", flat=True)
    many = OutgoingMail.objects.get(name="enquiries")

    assert list(told) == [True, True, True, False, False, False, True]
    assert OutgoingMail.objects.filter(name="enquiry").count() == 4
    assert many.to == "office@example.org" and "/admin/enquiries/" in many.text


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
@pytest.mark.parametrize("status", EnquiryStatus)
def test_move_starts_only_from_its_sources(partnership, editor, move, status):
    enquiry = make_enquiry(partnership)
    Enquiry.objects.filter(pk=enquiry.pk).update(status=status)
    enquiry.refresh_from_db()

    if status in move.sources:
        actions.handle_enquiry(enquiry, move, by=editor, at=now(), note="By telephone")
        enquiry.refresh_from_db()
        assert (enquiry.status, enquiry.handled_by, enquiry.history.get().reason) == (
            move.target, editor, "By telephone",
        )  # fmt: skip
    else:
        with pytest.raises(InvalidMove):
            actions.handle_enquiry(enquiry, move, by=editor, at=now())
        assert enquiry.history.count() == 0


def test_other_programmes_editor_does_nothing(partnership):
    stranger, enquiry = make_user("editor", programme="another"), make_enquiry(partnership)

    for move in (ANSWER, CLOSE, REOPEN):
        with pytest.raises(NotAllowed):
            actions.handle_enquiry(enquiry, move, by=stranger, at=now())
    with pytest.raises(NotAllowed):
        actions.forget_enquiry(enquiry, by=stranger, at=now())
    with pytest.raises(NotAllowed):
        actions.write_partnership(partnership.edition, {}, {}, by=stranger, seen="")
    assert not Enquiry.objects.on_desk_of(stranger).exists()


def test_forgotten_enquiry_leaves_no_words(partnership, editor):
    enquiry = make_enquiry(partnership)
    OutgoingMail.objects.update(state="sent", finished_at=now())
    actions.forget_enquiry(enquiry, by=editor, at=now())
    enquiry.refresh_from_db()
    letter = OutgoingMail.objects.get()

    assert [enquiry.name, enquiry.organisation, enquiry.email, enquiry.message] == [""] * 4
    assert [letter.subject, letter.text, letter.html, letter.reply_to] == [""] * 4
    assert enquiry.number


def test_list_saved_over_somebody_elses_change_is_refused(partnership, editor):
    seen = fingerprint(actions.partnership_of(partnership.edition))
    partnership.points.first().delete()

    with pytest.raises(StaleVersion):
        actions.write_partnership(partnership.edition, {}, {}, by=editor, seen=seen)
    assert partnership.points.count() == 5


@pytest.mark.django_db(transaction=True)
def test_list_and_enquiry_written_at_once_do_not_wait_for_each_other(partnership, editor):
    said = actions.partnership_of(partnership.edition)
    values, seen = {name: said[name] for name in actions.FACTS}, fingerprint(said)
    writes = [
        lambda: make_enquiry(partnership),
        lambda: actions.write_partnership(partnership.edition, values, {}, by=editor, seen=seen),
    ]

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Partnership.objects.select_for_update().get()
            waiting = []
            for write in writes:  # each waits for the row above, in this order
                waiting.append(pool.submit(closing_after(write)))
                Event().wait(0.3)
        done = [one.exception() for one in waiting]

    assert done == [None, None]
    assert (Enquiry.objects.count(), partnership.points.count()) == (1, 0)


def closing_after(write):
    def act():
        try:
            write()
        finally:
            connections.close_all()

    return act


def test_tick_means_the_same_after_the_list_was_saved_again(partnership, editor):
    keys = [point.key() for point in partnership.points.all()]
    said = actions.partnership_of(partnership.edition)
    values = {name: said[name] for name in actions.FACTS}
    points = {side: said[side] for side in ("give", "get")}
    actions.write_partnership(partnership.edition, values, points, by=editor, seen=fingerprint(said))

    assert [point.key() for point in partnership.points.all()] == keys
