"""What the public reads of a festival, and the desk beside it: numbers, who was chosen, juries, airings, criteria."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from portal.authorities.models import Authority
from portal.calls.actions import draft_of
from portal.calls.models import Call, EditionPerson, Statistic
from portal.calls.rules.institution import EnteredByInstitution
from portal.clock import now
from portal.entries.freezing import freeze_institution
from portal.entries.models import EnteringInstitution, Entry, Submission
from portal.entries.workflow import Status
from portal.events.models import Airing, AiringStatus, Event
from portal.films.frozen import credit_copy
from portal.films.models import AIShare, Credit, Film
from portal.jury.actions import plan_release, publish_release, record_decision
from portal.jury.models import Outcome
from search import catalogue
from search.facets import Index
from search.rebuild import rebuild
from tests.cast import sign_in
from tests.cms.test_airings import calendar, structured
from tests.factories.accounts import UserFactory
from tests.factories.calls import EditionFactory, ProgrammeFactory
from tests.factories.cms import make_airing, make_authority, make_programme_page, plant
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory
from tests.presets.conftest import amend, open_preset, page_of, section, with_dates

pytestmark = pytest.mark.django_db
ENTERED, FINALISTS, AWARDS = 703, 35, ("best", "frontier", "viewers")


@pytest.fixture(scope="module")
def opened(kept):
    """The festival of a university, with its programme's page."""
    plant()
    hkust = make_authority(
        "organisation", "hkust", ("香港科技大學", "zh-Hant", "original"), ("HKUST", "en", "translated")
    )
    name = {"zh-hans": "香港科技大学AI电影节", "zh-hant": "香港科技大學AI電影節", "en": "HKUST AI Film Festival"}
    programme = ProgrammeFactory(slug="hkust-ai-films", name=name, organiser=hkust)
    programme.refresh_from_db()
    call = open_preset("r2-festival", edition=EditionFactory(programme=programme, year=2025))
    make_programme_page(programme)
    return call


@pytest.fixture
def festival(opened, db):
    return Call.objects.select_related("current", "edition__programme").get(pk=opened.pk)


@pytest.fixture
def hkust(festival):
    return festival.programme.organiser


@pytest.fixture
def boss(festival):
    return make_editor()


def count(call, *measures):
    """Let the call's page say what the database counts."""
    Statistic.objects.bulk_create(
        Statistic(edition=call.edition, key=measure, status="computed", measure=measure, position=position)
        for position, measure in enumerate(measures)
    )


def hand_in_many(call, number, status):
    """So many entries of as many films by one maker, without pressing each button."""
    owner = UserFactory(language="en")
    films = Film.objects.bulk_create(Film(owner=owner) for _number in range(number))
    handed_in = None if status == Status.DRAFT else now()
    return Entry.objects.bulk_create(
        Entry(
            call=call, call_version=call.current, owner=owner, film=film, status=status, submitted_at=handed_in
        )
        for film in films
    )  # fmt: skip


def name_them(entries):
    """The frozen copies of what was handed in, with a title each."""
    Submission.objects.bulk_create(
        Submission(
            entry=entry,
            call=entry.call,
            number=number,
            received_at=now(),
            idempotency_key=f"key-{number}",
            frozen={
                "call": {"title": {"en": "A call"}},
                "film": {
                    "titles": [{"text": f"Film {number:02}", "language": "en", "kind": "original"}],
                    "credits": [credit_copy(credit) for credit in Credit.objects.filter(film=entry.film_id)],
                },
                "institution": freeze_institution(entry),
            },
            frozen_sha256="0" * 64,
            by=entry.owner,
        )
        for number, entry in enumerate(entries, 1)
    )


def decide(call, boss, outcomes, awards=()):
    """Decisions that nobody knows yet, in a release; the first get the awards."""
    found = {award.key: award for award in call.current.awards.all()}
    given = [found[key] for key in awards] + [None] * len(outcomes)
    decisions = [
        record_decision(entry, outcome, by=boss, at=now(), award=award)
        for (entry, outcome), award in zip(outcomes, given, strict=False)
    ]
    return plan_release(call, name="Awards", decisions=decisions, by=boss, at=now())


def test_row_12_ai_technologies_are_ticked_freely_and_counted(client, festival, boss, settings, tmp_path):
    for stages in (("image", "voice", "music"), ("image", "music"), ("music",), ()):
        film = EntryFactory(call=festival, complete=True, submitted=True).film
        film.ai_uses.exclude(stage__in=stages).update(share=AIShare.NONE)
    settings.SEARCH_URL, settings.DATA_DIR = "", tmp_path
    catalogue._away_until[0] = 0.0
    rebuild(Index.DESK)
    sign_in(client, boss)

    answer = client.get(reverse("desk-find"))
    facet = next(row for row in answer.context["facets"] if row.name == "AI used for")

    assert {value.text: value.count for value in facet.values} == {"music and sound": 3, "picture": 2, "voice": 1}
    picture = next(value for value in facet.values if value.text == "picture")
    films = [hit for hit in client.get(reverse("desk-find") + picture.url).context["hits"] if hit.kind == "Film"]
    assert len(films) == picture.count


def test_row_43_number_is_printed_with_unit_qualifier_day_and_definition(festival):
    for key, value, unit, definition in (
        ("entries", 700, "部影片", "報名的影片，不是影人。"),
        ("origins", 80, "個國家和地區", ""),
    ):
        said = {"unit": {"zh-hant": unit}, "definition": {"zh-hant": definition}, "as_of": date(2025, 4, 15)}
        Statistic.objects.create(
            edition=festival.edition, key=key, value=value, qualifier="over", source="香港科技大學新聞稿", **said
        )

    page = page_of(festival, "zh-hant")

    for words in ("逾700", "部影片", "逾80", "個國家和地區", "報名的影片，不是影人。", "香港科技大學新聞稿"):
        assert words in page
    assert page.count('datetime="2025-04-15"') == 2


def test_row_44_coproduction_is_one_film_of_several_countries_and_regions(client, festival):
    hong_kong, france = (
        make_authority("place", slug, (name, "en", "original"))
        for slug, name in (("hong-kong", "Hong Kong"), ("france", "France"))
    )
    for places in ([hong_kong], [hong_kong, france]):
        EntryFactory(call=festival, submitted=True).film.countries.set(places)
    count(festival, "films", "origins")

    films, origins = client.get(f"/en/calls/{festival.slug}/").context["claims"]

    assert (films.value, origins.value) == ("2", "2")
    assert [(place.name, place.text) for place in origins.places] == [("Hong Kong", "2"), ("France", "1")]


def test_row_45_selection_narrows_and_its_list_is_the_finalists(festival, boss):
    entries = hand_in_many(festival, ENTERED, Status.SUBMITTED)
    for status in (Status.DRAFT, Status.WITHDRAWN):
        hand_in_many(festival, 20, status)
    chosen = entries[:FINALISTS]
    name_them(chosen)
    outcomes = [Outcome.WINNER] * 3 + [Outcome.FINALIST] * (FINALISTS - 3)
    release = decide(festival, boss, list(zip(chosen, outcomes, strict=True)), AWARDS)
    count(festival, "entries", "finalists", "awarded")
    embargoed = page_of(festival)

    publish_release(release, by=boss, at=now())
    page = page_of(festival)

    values = [part.partition("<")[0] for part in page.split('class="claim__value">')[1:]]
    assert section(embargoed, "finalists") == ""
    assert values == [str(ENTERED), str(FINALISTS), "3"]
    assert section(page, "finalists").count("<li>") == FINALISTS
    assert section(page, "winners").count("<dt>") == 3
    assert all(f"Film {number:02}" in page for number in range(1, FINALISTS + 1))


def test_row_47_jury_is_named_with_honours_and_house_for_its_edition_alone(client, festival):
    weta = make_authority("organisation", "weta", ("Wētā Workshop", "en", "original"))
    EditionPerson.objects.create(
        edition=festival.edition,
        part="juror",
        name={"zh-hant": "理查·泰勒", "en": "Richard Taylor"},
        honours={"en": "The Lord of the Rings, five Academy Awards"},
        organisation=weta,
    )
    address = f"/en/programmes/{festival.programme.slug}/"
    first = client.get(address).content.decode()
    newer = EditionFactory(programme=festival.programme, previous=festival.edition, year=2026)
    EditionPerson.objects.create(edition=newer, part="juror", name={"en": "Somebody Else"})
    second = client.get(address).content.decode()

    assert "Richard Taylor · The Lord of the Rings, five Academy Awards · Wētā Workshop" in first
    assert "Richard Taylor" not in second
    assert "Somebody Else" in second


def test_row_48_house_of_the_host_is_noted_and_its_jurors_are_recused(client, festival, boss, hkust):
    laboratory = Authority.objects.create(kind="organisation", slug="hkust-lab", parent=hkust)
    for name, house in (("Professor Guo", hkust), ("Cao Ting", None)):
        EditionPerson.objects.create(edition=festival.edition, part="juror", name={"en": name}, organisation=house)
    own, entered, other = (EntryFactory(call=festival, submitted=True) for _number in range(3))
    Credit.objects.create(film=own.film, organisation=laboratory)
    festival.current.rules.create(kind=EnteredByInstitution.kind, position=99)
    EnteringInstitution.objects.create(entry=entered, organisation=hkust)
    name_them([own, entered, other])
    release = decide(festival, boss, [(entry, Outcome.FINALIST) for entry in (own, entered, other)])
    publish_release(release, by=boss, at=now())
    sign_in(client, boss)

    noted = section(page_of(festival, "zh-hant"), "finalists").split("<li>")[1:]
    desk = [client.get(reverse("desk-entries:inspect", args=[entry.pk])) for entry in (own, entered, other)]

    assert ["主辦方團隊" in line for line in noted] == [True, True, False]
    assert [page.context["is_from_host"] for page in desk] == [True, True, False]
    assert [[str(person) for person in page.context["recused"]] for page in desk] == [["Professor Guo"]] * 2 + [[]]
    assert "Professor Guo" in desk[0].content.decode()


def test_row_61_scholarship_has_its_places_and_brings_a_code(client, kept, stop_clock):
    call = open_preset("r3-fellowship", lambda draft: (with_dates(draft), draft.awards.update(places=2)))
    boss, award = make_editor(), call.current.awards.get()
    first, second, third = (EntryFactory(call=call, film=None, submitted=True) for _number in range(3))
    name_them([first, second, third])
    sign_in(client, boss)
    left, answers = [], []
    for number, entry in enumerate((first, second, third), 1):
        address = reverse("desk-entries:decide") + f"?entry={entry.pk}"
        left.append(client.get(address).content.decode())
        sent = {"entry": entry.pk, "outcome": "winner", "award": award.pk, "record": "1"}
        answers.append(client.post(address, sent | {"message": f"Your code: ESSENTIALS-{number}"}).status_code)
    decisions = [entry.decisions.get() for entry in (first, second)]
    publish_release(plan_release(call, name="Seats", decisions=decisions, by=boss, at=now()), by=boss, at=now())

    for number, words in enumerate(left):
        assert f"{2 - number} of 2 places left" in words
    assert answers == [302, 302, 409]
    for entry, codes in ((first, (True, False)), (second, (False, True)), (third, (False, False))):
        client.force_login(entry.owner)
        page = client.get(reverse("entry-receipt", args=[entry.public_id])).content.decode()
        assert tuple(f"ESSENTIALS-{number}" in page for number in (1, 2)) == codes


def test_row_86_gala_is_on_air_that_evening_tentative_until_it_is_confirmed(client, festival):
    cctv6 = make_authority("channel", "cctv6", ("电影频道", "zh-Hans", "original"), ("CCTV6", "en", "translated"))
    gala = Event.objects.create(
        edition=festival.edition,
        slug="gala-2024",
        name={"zh-hans": "电影频道M榜荣誉之夜", "en": "M List Honours Night"},
        starts_at=datetime(2024, 4, 11, 16, tzinfo=UTC),
        is_all_day=True,
        zone="Asia/Shanghai",
    )
    airing = make_airing(event=gala, channel=cctv6, day=date(2024, 4, 12))
    address = "/en/events/gala-2024/"

    page, (_event, expected, *_rest) = client.get(address).content.decode(), structured(client, address)
    file = calendar(client, airing)
    evening = datetime(2024, 4, 12, 11, 30, tzinfo=UTC)
    Airing.objects.filter(pk=airing.pk).update(at=evening, status=AiringStatus.CONFIRMED)
    (_event, known, *_rest), later = structured(client, address), calendar(client, airing)

    assert "CCTV6" in page
    assert '<time datetime="2024-04-12">' in page
    assert (file["DTSTART;VALUE=DATE"], file["STATUS"]) == ("20240412", "TENTATIVE")
    assert (expected["@type"], expected["startDate"]) == ("BroadcastEvent", "2024-04-12")
    assert (known["startDate"], later["STATUS"]) == ("2024-04-12T19:30:00+08:00", "CONFIRMED")
    assert known["publishedOn"]["name"] == "CCTV6"


def test_row_87_criteria_are_published_with_weight_and_judge_and_amended_in_public(festival, boss):
    def add(draft):
        for key, name, weight, judge in (("story", "Narrative", 40, "jury"), ("frontier", "Frontier", 60, "audience")):
            draft.criteria.create(key=key, name={"en": name}, weight=weight, judged_by=judge)

    amend(festival, add)
    entry = EntryFactory(call=Call.objects.get(pk=festival.pk))
    first = section(page_of(festival), "criteria")
    amend(festival, lambda draft: draft.criteria.filter(key="story").update(weight=60))
    page = page_of(festival)

    for words in ("Narrative 40%", "the jury", "Frontier 60%", "the audience"):
        assert words in first
    assert "Narrative 50%" in section(page, "criteria")
    assert "<del>40</del> → <ins>60</ins>" in section(page, "amendments")
    assert entry.call_version.criteria.get(key="story").weight == 40
    assert draft_of(festival, by=boss).criteria.get(key="story").weight == 60
