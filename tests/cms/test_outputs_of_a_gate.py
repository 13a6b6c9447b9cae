"""One gate is changed; every output of the call says so in every language, and nothing but the amendment the old."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.calls.actions import move_gate
from portal.clock import now
from portal.entries.letters import write_amendment_letters
from portal.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.desk import make_call, make_editor
from tests.factories.entries import EntryFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "zh-hant", "en")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
OLD, NEW = datetime(2027, 5, 1, 10, tzinfo=UTC), datetime(2027, 5, 3, 11, 30, tzinfo=UTC)
# The old and the new instant of the gate in Asia/Shanghai, as any output may write them.
OLD_FORMS = ("2027年5月1日", "1 May 2027", "2027-05-01", "20270501")
NEW_FORMS = ("2027年5月3日 19:30", "3 May 2027, 19:30")


@pytest.fixture
def call():
    return make_call(title="Lamps")


@pytest.fixture
def moved(call):
    """Two published changes of one gate; the second gives it the instant NEW."""
    editor = make_editor("lantern")
    move_gate(call, "entry", wall="2027-05-02T18:00", by=editor, at=now())
    amendment = move_gate(call, "entry", wall="2027-05-03T19:30", by=editor, at=now(), note="A holiday")
    call.refresh_from_db()
    return amendment


def read(client, name, language, *args):
    with override(language):
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def event(text, key):
    """The properties of one event of a calendar, unfolded; the form of the file is checked on the way."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "") and text.endswith("END:VCALENDAR\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    events = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    rows = [dict(line.split(":", 1) for line in one.split("END:VEVENT")[0].strip().split("\r\n")) for one in events]
    return next(row for row in rows if f"-{key}@" in row["UID"])


def without_amendments(page):
    """The page with its public log and the banner about the extension left out: both name the old instant."""
    page = re.sub(r'<section[^>]*aria-labelledby="amendments".*?</section>', "", page, flags=re.S)
    return re.sub(r'<[^>]*class="notice.*?</(?:div|p|aside)>', "", page, flags=re.S)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_output_says_the_new_instant(client, call, moved, language):
    page = read(client, "call", language, call.slug)
    rest = without_amendments(page)
    (events,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    shared = re.search(r'property="og:description" content="([^"]*)"', page)[1]
    feed = ElementTree.fromstring(read(client, "call-feed", language, call.slug))

    assert any(form in rest for form in NEW_FORMS) and NEW.isoformat() in rest
    assert not any(form in rest for form in OLD_FORMS), [form for form in OLD_FORMS if form in rest]
    assert "2027-05-01 18:00" not in rest and "2027-05-03 19:30 (Asia/Shanghai)" in page

    starts = [row["startDate"] for row in json.loads(events)]
    assert "2027-05-03T19:30:00+08:00" in starts and all(re.search(r"[+-]\d\d:\d\d$", start) for start in starts)
    assert all(row["eventAttendanceMode"].startswith("https://schema.org/") for row in json.loads(events))

    assert any(form in shared for form in NEW_FORMS)
    newest, older, itself = feed.findall("a:entry", ATOM)
    assert "2027-05-03 19:30 (Asia/Shanghai)" in newest.findtext("a:summary", namespaces=ATOM)
    assert any(form in itself.findtext("a:summary", namespaces=ATOM) for form in NEW_FORMS)
    assert not any(form in itself.findtext("a:summary", namespaces=ATOM) for form in OLD_FORMS)
    assert len({row.findtext("a:id", namespaces=ATOM) for row in (newest, older, itself)}) == 3

    for text in (
        read(client, "call-calendar", language, call.slug),
        read(client, "call-gate", language, call.slug, "entry"),
    ):
        assert event(text, "entry")["DTSTART"] == "20270503T113000Z"
        assert "20270501" not in text
    assert any(form in read(client, "calls", language) for form in (*NEW_FORMS, NEW.isoformat()))


def test_calendar_keeps_its_names_and_counts_up(client, call):
    editor, seen = make_editor("lantern"), []
    for wall in ("2027-05-02T18:00", "2027-05-03T19:30", "2027-05-04T19:30"):
        move_gate(call, "entry", wall=wall, by=editor, at=now())
        seen.append(event(read(client, "call-gate", "en", call.slug, "entry"), "entry"))

    assert len({row["UID"] for row in seen}) == 1
    numbers = [int(row["SEQUENCE"]) for row in seen]
    assert numbers == sorted(set(numbers))
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", row["DTSTAMP"]) for row in seen)
    assert read(client, "call-gate", "en", call.slug, "entry").count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_say_old_and_new(call, language):
    person = UserFactory(language=language)
    EntryFactory(call=call, owner=person)
    write_amendment_letters(move_gate(call, "entry", wall="2027-05-03T19:30", by=make_editor("lantern"), at=now()).pk)

    letter = OutgoingMail.objects.get(name="amendment", to=person.email)
    assert "2027-05-01 18:00 (Asia/Shanghai) → 2027-05-03 19:30 (Asia/Shanghai)" in letter.text
    assert f"/{language}/calls/" in letter.text


def test_gate_that_is_not_there_is_no_calendar(client, call):
    with override("en"):
        assert client.get(reverse("call-gate", args=[call.slug, "nothing"])).status_code == 404
