"""R0: two to six people, one weekend in Eastern Time, a film of more than two minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.calls.models import Call
from portal.calls.zones import instant_of
from portal.entries.facts import verdicts_of
from portal.entries.models import Entry, RightsAcceptance
from portal.entries.slots import attach
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome, WonPrize
from portal.media.models import Original
from search import catalogue
from search.facets import Index
from search.rebuild import rebuild
from tests.factories.calls import ET, just_before
from tests.factories.desk import make_editor
from tests.factories.entries import attach_file
from tests.factories.media import make_film_of, make_read_original
from tests.portal.entries.test_slots import sent
from tests.presets.conftest import amend, enter, fresh, open_preset, page_of, section

pytestmark = pytest.mark.django_db
SAID = {"tracks": ["music"], "premiere": "unseen"}


def et(wall):
    return instant_of(f"2024-02-{wall}", ET)


MORNING = et("18T12:00")


@pytest.fixture(scope="module")
def hackathon(kept):
    """The call and a draft of two people for it."""
    call = open_preset("r0-hackathon")
    return call, enter(call, began=et("13T12:00"), members=2, mode="remote", declarations=SAID)


@pytest.fixture(scope="module")
def pages(hackathon):
    return {language: page_of(hackathon[0], language) for language in ("zh-hans", "zh-hant", "en")}


@pytest.fixture
def call(hackathon, db):
    return Call.objects.select_related("current").get(pk=hackathon[0].pk)


@pytest.fixture
def entry(hackathon, db):
    return fresh(hackathon[1])


def changed(entry, **fields):
    Entry.objects.filter(pk=entry.pk).update(**fields)
    return fresh(entry)


def test_row_02_theme_is_written_by_hand_in_each_language(pages):
    titles = {language: page.partition("<h1")[2].partition("</h1>")[0] for language, page in pages.items()}

    assert "我称之为“家”的地方" in titles["zh-hans"]
    assert "我稱之為「家」的地方" in titles["zh-hant"]
    assert "Space I Call Home" in titles["en"]


def test_row_02_theme_without_an_english_title_stays_chinese_and_says_so(call):
    amend(call, lambda draft: setattr(draft, "title", {"zh-hans": "我称之为“家”的地方"}))

    title = page_of(call, "en").partition("<h1")[2].partition("</h1>")[0]

    assert 'lang="zh-Hans"' in title
    assert "我称之为“家”的地方" in title


@pytest.mark.parametrize("words", ["我称之为“家”的地方", "Space I Call Home", "我稱之為家的地方"])
def test_row_02_either_theme_finds_the_call(client, call, settings, tmp_path, words):
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    catalogue._away_until[0] = 0.0
    rebuild(Index.PUBLIC)

    hits = client.get("/en/catalogue/", {"q": words}).context["hits"]

    assert [hit.url for hit in hits] == [f"/en/calls/{call.slug}/"]


def test_row_03_page_prints_the_four_instants_in_eastern_time(pages):
    for page in pages.values():
        for instant in ("2024-02-15T04:59", "2024-02-18T01:30", "2024-02-18T21:00", "2024-02-18T23:00"):
            assert instant in page
        assert "EST" in page


@pytest.mark.parametrize(
    ("at", "remote", "on_site"),
    [
        (just_before(et("18T16:00")), True, True),
        (et("18T16:00"), False, True),
        (et("18T16:30"), False, True),
        (just_before(et("18T18:00")), False, True),
        (et("18T18:00"), False, False),
        (et("18T18:00:01"), False, False),
    ],
)
def test_row_04_deadline_depends_on_the_mode_to_the_millisecond(entry, stop_clock, press, at, remote, on_site):
    stop_clock(at)

    for mode, is_taken in (("remote", remote), ("on-site", on_site)):
        taken, words = press(changed(entry, mode=mode, status="draft", submitted_at=None))
        assert taken == is_taken
        if not taken:
            assert "The gate closed at 2024-02-18 1" in words
            assert "America/New_York" in words
        entry.submissions.all().delete()


def test_row_05_calendar_has_the_same_instants(client, call):
    calendar = client.get(reverse("call-calendar", args=[call.slug])).content.decode()

    for instant in ("20240215T045900Z", "20240218T013000Z", "20240218T210000Z", "20240218T230000Z"):
        assert instant in calendar


def test_row_06_registered_without_a_team_cannot_hand_in(call, stop_clock, press):
    alone = enter(call, began=et("13T12:00"), mode="remote", declarations=SAID)
    stop_clock(et("17T20:31"))

    taken, words = press(alone)

    assert not taken
    assert "Registered, no team" in words


@pytest.mark.parametrize(
    ("at", "begins"), [(just_before(et("14T23:59")), True), (et("14T23:59"), False), (et("15T12:00"), False)]
)
def test_row_06_registration_closes_at_its_gate(client, call, stop_clock, django_user_model, at, begins):
    person = django_user_model.objects.create_user("late@example.org", language="en")
    client.force_login(person)
    stop_clock(at)

    client.post(reverse("entry-start", args=[call.slug]))

    assert Entry.objects.filter(owner=person).exists() == begins


def test_row_07_place_is_asked_apart_from_the_mode(client, entry, stop_clock):
    stop_clock(MORNING)
    client.force_login(entry.owner)

    people, questions = (
        client.get(reverse("entry-step", args=[entry.public_id, slug])).context["form"].fields
        for slug in ("people", "questions")
    )

    assert [key for key, _words in people["mode"].choices] == ["remote", "on-site"]
    assert [key for key, _words in questions["q_place"].choices] == ["campus", "elsewhere"]


@pytest.mark.parametrize(("members", "is_taken"), [(1, False), (2, True), (6, True), (7, False)])
def test_row_08_team_has_two_to_six(call, stop_clock, press, members, is_taken):
    entry = enter(call, began=et("13T12:00"), members=members, mode="remote", declarations=SAID)
    stop_clock(MORNING)

    taken, words = press(entry)

    assert taken == is_taken
    if not taken:
        assert '<data value="2">2</data> to <data value="6">6</data> members' in words


@pytest.mark.parametrize(("runtime_ms", "is_taken"), [(120_000, False), (120_100, True)])
def test_row_09_film_is_longer_than_two_minutes_as_its_file_says(entry, stop_clock, press, runtime_ms, is_taken):
    original = make_read_original(make_film_of(runtime_ms), owner=entry.owner)
    entry.film.original = original
    entry.film.save(update_fields=["original"])
    stop_clock(MORNING)

    taken, words = press(entry)

    assert original.runtime_ms == runtime_ms
    assert taken == is_taken
    assert taken or 'more than <data value="120000">' in words


@pytest.mark.parametrize(
    ("runtime_ms", "cut", "is_taken"),
    [
        (300_000, None, True),
        (300_001, None, False),
        (720_000, None, False),
        (720_000, (60_000, 360_000), True),
        (720_000, (60_000, 360_001), False),
        (2_400_000, (0, 300_000), True),
    ],
)
def test_row_10_longer_film_names_the_part_that_is_shown(entry, stop_clock, press, runtime_ms, cut, is_taken):
    attach_file(entry.film, runtime_ms=runtime_ms)
    said = SAID | ({"cut_in_ms": cut[0], "cut_out_ms": cut[1]} if cut else {})
    stop_clock(MORNING)

    taken, _words = press(changed(entry, declarations=said))

    assert taken == is_taken
    if taken:
        frozen = entry.submissions.get().frozen
        assert frozen["file"]["facts"]["runtime_ms"] == runtime_ms
        assert frozen["declarations"].get("cut_out_ms") == (cut[1] if cut else None)


def test_row_11_earlier_showing_raises_a_flag_and_refuses_nothing(entry, stop_clock, press):
    stop_clock(MORNING)
    undeclared, _words = press(changed(entry, declarations={"tracks": ["music"]}))
    seen = changed(entry, declarations=SAID | {"premiere": "seen", "shown_where": ["online"]})

    taken, _words = press(seen)

    assert (undeclared, taken) == (False, True)
    assert {row.kind: row.status for row in verdicts_of(seen)}["premiere"] == "warn"


def test_row_14_entry_takes_part_in_several_tracks_each_with_its_award(entry, call, stop_clock, press):
    stop_clock(MORNING)
    entry = changed(entry, declarations=SAID | {"tracks": ["music", "voice-over"]})

    taken, _words = press(entry)

    assert taken
    assert entry.submissions.get().frozen["declarations"]["tracks"] == ["music", "voice-over"]
    tracks = {track.key for track in call.current.tracks.all()}
    assert {award.track for award in call.current.awards.all()} == tracks


def test_row_15_xr_wants_a_master_in_2d_and_is_shown_so(pages, entry, stop_clock, press):
    stop_clock(MORNING)
    entry = changed(entry, declarations=SAID | {"tracks": ["xr"]})
    without, _words = press(entry)
    master = attach(entry, "material:2d_master", sent(entry.owner, kind="film"), by=entry.owner, at=MORNING).original
    Original.objects.filter(pk=master.pk).update(state="readable", read_at=MORNING, sha256="ab" * 32)

    taken, _words = press(Entry.objects.for_work().get(pk=entry.pk))

    assert (without, taken) == (False, True)
    assert "以2D形式展出" in pages["zh-hans"]
    for language, words in (
        ("en", "(track XR Film)"),
        ("zh-hans", "（单元 XR 影片）"),
        ("zh-hant", "（單元 XR 影片）"),
    ):
        assert words in section(pages[language], "rules")


def test_row_16_winner_is_listed_with_credits_and_no_currency(pages, call, entry):
    boss = make_editor()
    Entry.objects.filter(pk=entry.pk).update(status="submitted", submitted_at=MORNING)
    award = call.current.awards.get(key="music")
    won = record_decision(fresh(entry), Outcome.WINNER, award=award, by=boss, at=MORNING)
    publish_release(plan_release(call, name="R", decisions=[won], by=boss, at=MORNING), by=boss, at=MORNING)

    winners = section(page_of(call), "winners")

    words = "free credits for tools, given by twelve providers of tools"
    assert words in section(pages["en"], "awards")
    assert words in winners
    prize = WonPrize.objects.get()
    assert (prize.amount, prize.currency, prize.award_key) == (None, "", "music")


def test_row_17_rights_are_accepted_with_their_text_and_time(client, entry, stop_clock, press):
    stop_clock(MORNING)

    taken, _words = press(entry)

    accepted = RightsAcceptance.objects.get(entry=entry)
    assert taken
    assert (accepted.at, accepted.by, len(accepted.text_hash)) == (MORNING, entry.owner, 64)


def test_row_22_preparation_may_begin_earlier_and_nothing_checks_it(pages, entry, stop_clock, press):
    attach_file(entry.film)
    Original.objects.update(created_at=et("13T12:00") - timedelta(days=99))
    stop_clock(MORNING)

    assert "Preparation may begin before the event." in pages["en"]
    assert press(entry)[0]
