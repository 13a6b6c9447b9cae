"""Calls that hold what no editor would write today: every page of them answers, and says in words what it cannot."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.desk.calls.config import BadFile, read_file
from cms.tree import plant
from portal.calls.actions import draft_of
from portal.calls.models import CallVersion, Gate, Programme, Question, QuestionKind
from portal.clock import now
from portal.entries.models import Entry
from portal.entries.present import banners_of
from portal.events.models import Airing, Event
from portal.jury.actions import plan_release, record_decision
from portal.jury.models import Outcome, Release
from portal.mail.models import OutgoingMail
from tests.cast import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, T
from tests.factories.cms import make_airing, make_authority, make_programme_page
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "zh-hant", "en")
GONE = "Mars/Olympus"
ZONE_GONE = {
    "zh-hans": f"UTC（此处不认识时区“{GONE}”）",
    "zh-hant": f"UTC（此處不認識時區「{GONE}」）",
    "en": f"UTC (the time zone “{GONE}” is not known here)",
}
RULE_GONE = {
    "zh-hans": "本征集有 1 条规则无法在此显示，请向主办方询问。",
    "zh-hant": "本徵集有 1 條規則無法在此顯示，請向主辦方詢問。",
    "en": "1 rule of this call cannot be shown here; ask the organiser.",
}


def no_such_kind(version):
    version.rules.create(kind="from_the_future", params={"x": 1})


def no_such_fields(version):
    version.rules.filter(kind="team_size").update(params={"minimum": "two", "of": []})


def no_such_field(version):
    version.rules.filter(kind="team_size").update(params={"minimum": 1, "maximum": 6, "per_track": 2})


def no_such_zone(version):
    Gate.objects.filter(version=version).update(zone=GONE)


def two_hundred_questions(version):
    Question.objects.bulk_create(
        Question(version=version, key=f"q{n}", kind=QuestionKind.TEXT, label={"en": f"Question {n}"}, position=n)
        for n in range(200)
    )


LIMITS = {
    "a rule of another release": no_such_kind,
    "a rule with fields of another release": no_such_fields,
    "a zone that has gone": no_such_zone,
    "no questions": lambda version: version.questions.all().delete(),
    "200 questions": two_hundred_questions,
    "no gates": lambda version: version.gates.all().delete(),
    "no rules": lambda version: version.rules.all().delete(),
    "no awards": lambda version: version.awards.all().delete(),
}


@pytest.fixture
def call():
    found = CallFactory(
        version__rules={"team_size": {"minimum": 1, "maximum": 6}},
        version__questions=({"key": "why", "kind": QuestionKind.TEXT, "label": {"en": "Why this film?"}},),
    )
    found.current.awards.create(key="best", name={"en": "Best film"}, decided_by={"en": "the jury"})
    return found


@pytest.fixture
def draft(call):
    """An entry that nothing is missing of."""
    return EntryFactory(call=call, complete=True, owner=UserFactory(language="en"))


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def desk(editor, settings):
    settings.LANGUAGE_CODE = "en"
    return sign_in(Client(), editor)


def set_up(call, change):
    """The version in force becomes one that this release would not write."""
    change(call.current)
    return CallVersion.objects.get(pk=call.current_id)


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def get(client, url, **data):
    answer = client.get(url, data, follow=True)
    assert answer.status_code == 200, url
    return answer.content.decode()


def named(name, *args):
    with override("en"):
        return reverse(name, args=args)


@pytest.mark.parametrize("limit", LIMITS)
def test_public_pages_answer(client, call, limit):
    set_up(call, LIMITS[limit])
    gates = list(call.current.gates.all())

    for language in LANGUAGES:
        page = get(client, f"/{language}/calls/{call.slug}/")
        get(client, f"/{language}/calls/{call.slug}/feed.xml")
        get(client, f"/{language}/calls/")
        assert ("Question 199" in page) == (limit == "200 questions")
    calendars = [get(client, named("call-calendar", call.slug))]
    calendars += [get(client, named("call-gate", call.slug, gate.key)) for gate in gates]
    assert [calendar.count("BEGIN:VEVENT") for calendar in calendars] == [len(gates), *(1 for _gate in gates)]


@pytest.mark.parametrize("limit", LIMITS)
def test_pages_of_an_entry_answer_and_it_is_handed_in_where_a_gate_is_open(client, call, draft, limit):
    set_up(call, LIMITS[limit])
    client.force_login(draft.owner)
    address = named("entry-submit", draft.public_id)

    get(client, named("entry-list"))
    get(client, named("entry-start", call.slug))
    get(client, named("entry", draft.public_id))
    for step in ("film", "people", "file", "ai", "questions"):
        if step != "questions" or limit != "no questions":
            get(client, named("entry-step", draft.public_id, step))
    shown = client.get(address)
    answer = client.post(address, (shown.context["form"].initial if "form" in shown.context else {}) | {"accept": "on"})

    taken = again(draft).submitted_at is not None
    assert taken == (limit != "no gates"), answer.content.decode()
    assert answer.status_code == (302 if taken else 409)
    if taken:
        get(client, named("entry-receipt", draft.public_id))


@pytest.mark.parametrize("limit", LIMITS)
def test_screens_of_the_desk_answer(desk, editor, call, draft, limit):
    hand_in(draft)
    entry = again(draft)
    EntryFactory(call=call, complete=True)
    record_decision(entry, Outcome.WINNER, by=editor, at=now())
    set_up(call, LIMITS[limit])

    for version in ("in force", "draft"):
        if version == "draft":
            draft_of(call, by=editor)
        for name in ("edit", "changes", "file", "preview", "preview-form"):
            get(desk, reverse(f"desk-calls:{name}", args=[call.pk]))
        for language in LANGUAGES:
            get(desk, reverse("desk-calls:preview", args=[call.pk]), language=language)
    for gate in call.current.gates.all():
        get(desk, reverse("desk-calls:move-gate", args=[call.pk, gate.key]))
    get(desk, "/admin/")
    get(desk, reverse("desk-entries:index"), call=call.pk)
    get(desk, reverse("desk-entries:inspect", args=[entry.pk]))
    get(desk, reverse("desk-entries:decide"), entry=entry.pk)
    get(desk, reverse("desk-entries:drafts"))
    get(desk, reverse("desk-entries:draft", args=[call.entries.exclude(pk=entry.pk).get().pk]))
    get(desk, reverse("desk-releases:index"))
    get(desk, reverse("desk-releases:new"), call=call.slug)


@pytest.mark.parametrize("change", [no_such_kind, no_such_fields])
@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_that_cannot_be_read_is_said_to_be_there(client, call, change, language):
    set_up(call, change)

    assert RULE_GONE[language] in get(client, f"/{language}/calls/{call.slug}/")


def test_several_rules_that_cannot_be_read_are_one_sentence(client, call):
    for kind in ("from_the_future", "from_far_away"):
        call.current.rules.create(kind=kind)

    page = get(client, f"/en/calls/{call.slug}/")

    assert "2 rules of this call cannot be shown here; ask the organiser." in page
    assert '<data value="6">6</data> members' in page


OF_ANOTHER_RELEASE = pytest.mark.parametrize(
    ("change", "kind"), [(no_such_kind, "from_the_future"), (no_such_field, "team_size")]
)


@OF_ANOTHER_RELEASE
def test_rule_that_cannot_be_read_stops_neither_entrant_nor_editor(client, desk, editor, call, draft, change, kind):
    stored = set_up(call, change).rules.get(kind=kind).params
    client.force_login(draft.owner)

    review = get(client, named("entry-submit", draft.public_id))
    version = draft_of(call, by=editor)
    screen = desk.get(reverse("desk-calls:changes", args=[call.pk]))
    published = desk.post(screen.request["PATH_INFO"], {"token": screen.context["token"]})

    assert RULE_GONE["en"] in review
    assert f"The rule “{kind}” cannot be read here" in screen.content.decode()
    assert (published.status_code, screen.context["reasons"]) == (302, [])
    assert version.rules.get(kind=kind).params == stored


@OF_ANOTHER_RELEASE
def test_editor_takes_out_a_rule_of_another_release(desk, editor, call, change, kind):
    from tests.cms.desk.test_calls import typed

    stored = set_up(call, change).rules.get(kind=kind).params
    version = draft_of(call, by=editor)
    screen = get(desk, reverse("desk-calls:edit", args=[call.pk]))
    sent = typed(desk, call)

    desk.post(reverse("desk-calls:edit", args=[call.pk]), sent)
    kept = version.rules.get(kind=kind).params
    sent = typed(desk, call)
    del sent[f"rule-{kind}-is_set"]
    desk.post(reverse("desk-calls:edit", args=[call.pk]), sent)

    assert f"“{kind}”, a rule of another release" in screen
    assert kept == stored
    assert not version.rules.filter(kind=kind).exists()


@pytest.mark.parametrize("change", [no_such_kind, no_such_zone])
def test_file_keeps_what_it_cannot_read_and_is_refused_with_its_line(desk, call, change):
    set_up(call, change)
    address = reverse("desk-calls:file", args=[call.pk])

    written = desk.get(address, {"download": "1"}).getvalue()
    with pytest.raises(BadFile) as refusal:
        read_file(written)
    loaded = desk.post(address, {"file": BytesIO(written)})

    where = "rules.from_the_future" if change is no_such_kind else "gates[1].zone"
    mistake = refusal.value.mistakes[0]
    assert mistake.field == where
    assert written.decode().splitlines()[mistake.line - 1].strip(" -").startswith(where.rsplit(".", maxsplit=1)[-1])
    assert loaded.status_code == 422
    assert where in loaded.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_zone_that_has_gone_is_said_beside_every_time(client, call, language):
    set_up(call, no_such_zone)

    page = get(client, f"/{language}/calls/{call.slug}/")
    feed = get(client, f"/{language}/calls/{call.slug}/feed.xml")
    calendar = get(client, f"/{language}/calls/{call.slug}/gates.ics").replace("\r\n ", "")

    for text in (page, feed):
        assert text.replace("&quot;", '"').count(ZONE_GONE[language]) >= 2
    assert f"DESCRIPTION:2096-05-01 10:00 {ZONE_GONE[language]}" in calendar
    assert "DTSTART:20960501T100000Z" in calendar
    assert "2096-05-01T10:00:00+00:00" in page


def test_zone_that_has_gone_moves_no_gate_and_its_refusal_is_in_utc(client, call, draft, monkeypatch):
    from portal import clock

    set_up(call, no_such_zone)
    client.force_login(draft.owner)
    shown = client.get(named("entry-submit", draft.public_id)).context["form"].initial
    stopped = type("Stopped", (clock.datetime,), {"now": classmethod(lambda _cls, _zone=None: T)})
    monkeypatch.setattr(clock, "datetime", stopped)

    answer = client.post(named("entry-submit", draft.public_id), shown | {"accept": "on"})

    assert again(draft).submitted_at is None
    assert f"The gate closed at 2096-05-01 10:00:00 {ZONE_GONE['en']}" in answer.content.decode()


def test_window_in_a_zone_that_has_gone_is_opened_and_told_in_utc(desk, call, draft):
    hand_in(draft)
    set_up(call, no_such_zone)
    until = (now() + timedelta(days=3)).replace(second=0, microsecond=0)
    address = reverse("desk-entries:open-window", args=[draft.pk])

    screen = get(desk, reverse("desk-entries:inspect", args=[draft.pk]))
    answer = desk.post(address, {"wall": f"{until:%Y-%m-%dT%H:%M}", "window_reason": "The file was broken."})

    letter = OutgoingMail.objects.get(name="correction-window")
    assert ZONE_GONE["en"] in screen
    assert answer.status_code == 302
    assert draft.windows.get().until == until
    assert f"{until:%Y-%m-%d %H:%M} {ZONE_GONE['en']}" in letter.text
    with override("en"):
        assert ZONE_GONE["en"] in banners_of(again(draft), now())[0]


def test_desk_says_which_zone_has_gone_and_takes_another(desk, editor, call):
    from tests.cms.desk.test_calls import typed

    set_up(call, no_such_zone)
    address = reverse("desk-calls:edit", args=[call.pk])

    screen = get(desk, address)
    refused = desk.post(address, typed(desk, call))
    gates = call.current.gates.count()
    zones = {f"gates-{number}-zone": "UTC" for number in range(gates)}
    saved = desk.post(address, typed(desk, call) | zones)

    assert screen.count(ZONE_GONE["en"]) == gates
    assert refused.status_code == 422
    assert "is not a time zone we know" in refused.content.decode()
    assert saved.status_code == 302


def test_editor_whose_own_zone_has_gone_plans_a_release_in_utc(desk, editor, call, draft):
    hand_in(draft)
    decision = record_decision(again(draft), Outcome.WINNER, by=editor, at=now())
    at = (now() + timedelta(days=3)).replace(second=0, microsecond=0)
    release = plan_release(call, name="Results", decisions=[decision], planned_for=at, by=editor, at=now())
    type(editor).objects.filter(pk=editor.pk).update(time_zone=GONE)

    get(desk, "/admin/")
    get(desk, reverse("desk-releases:index"))
    screen = desk.get(reverse("desk-releases:change", args=[release.pk]))
    sent = {"name_2": "Results", "decisions": [decision.pk], **screen.context["form"].initial}
    saved = desk.post(screen.request["PATH_INFO"], sent | {"name_2": "Results", "decisions": [decision.pk]})

    assert screen.status_code == 200
    assert screen.context["form"].initial["wall"] == f"{at:%Y-%m-%dT%H:%M:%S}"
    assert ZONE_GONE["en"] in screen.content.decode()
    assert saved.status_code == 302
    assert Release.objects.get().planned_for == at


def test_event_in_a_zone_that_has_gone_is_shown_and_saved_in_utc(client, desk, call):
    plant()
    Programme.objects.update(name={"zh-hans": "未来影像", "en": "Next Pictures"})
    make_programme_page(Programme.objects.get())
    gala = Event.objects.create(edition=call.edition, slug="gala", name={"en": "Gala"}, starts_at=T, zone=GONE)
    airing = make_airing(event=gala, channel=make_authority("channel", "six", ("Six", "en", "original")), at=T)
    Airing.objects.filter(pk=airing.pk).update(zone=GONE, day=T.date())

    page = get(client, "/en/events/gala/")
    calendar = get(client, named("airing-calendar", airing.public_id)).replace("\r\n ", "")
    screen = desk.get(reverse("desk-events:edit", args=[gala.pk]))
    get(desk, reverse("desk-events:airings", args=[gala.pk]))
    form = screen.context["form"]
    saved = desk.post(
        reverse("desk-events:edit", args=[gala.pk]),
        {"name_2": "Gala", "edition": call.edition_id, "attendance": "offline"}
        | {name: form.initial[name] for name in ("day", "time", "zone")},
    )

    assert page.count(ZONE_GONE["en"]) >= 2
    assert f"2096-05-01 10:00 {ZONE_GONE['en']}" in calendar
    assert ZONE_GONE["en"] in screen.content.decode()
    gala.refresh_from_db()
    assert (saved.status_code, gala.starts_at, gala.zone) == (302, T, "UTC")


def test_day_in_a_zone_that_has_gone_stays_the_same_and_is_saved(client, desk, call):
    plant()
    Programme.objects.update(name={"zh-hans": "未来影像", "en": "Next Pictures"})
    make_programme_page(Programme.objects.get())
    midnight = datetime(2096, 4, 30, 16, tzinfo=UTC)  # of 1 May, where the clocks were eight hours ahead
    told = {"name": {"en": "Gala"}, "starts_at": midnight, "zone": GONE, "is_all_day": True}
    gala = Event.objects.create(edition=call.edition, slug="gala", **told)
    airing = make_airing(event=gala, day=date(2096, 5, 1), zone=GONE)
    address = reverse("desk-events:edit", args=[gala.pk])

    page = get(client, "/en/events/gala/")
    calendar = get(client, named("airing-calendar", airing.public_id)).replace("\r\n ", "")
    form = desk.get(address).context["form"]
    saved = desk.post(
        address,
        {"name_2": "Gala", "edition": call.edition_id, "attendance": "offline"}
        | {name: form.initial[name] for name in ("day", "time", "zone")},
    )

    assert "1 May 2096" in page and "30 April 2096" not in page
    assert f"DESCRIPTION:2096-05-01 {GONE} · To be confirmed" in calendar
    gala.refresh_from_db()
    assert (saved.status_code, gala.starts_at, gala.zone) == (302, datetime(2096, 5, 1, tzinfo=UTC), "UTC")
    assert (gala.is_all_day, gala.local_day()) == (True, date(2096, 5, 1))


def test_airing_in_a_zone_that_has_gone_keeps_its_instant_when_it_is_saved(desk, call):
    gala = Event.objects.create(edition=call.edition, slug="gala", name={"en": "Gala"}, starts_at=T, zone="UTC")
    at = datetime(2096, 4, 30, 22, tzinfo=UTC)
    airing = make_airing(event=gala, at=at, day=date(2096, 5, 1), zone=GONE)
    address = reverse("desk-events:airings", args=[gala.pk])
    screen = desk.get(address)
    (row,) = screen.context["airings"].forms
    sent = {f"airings-0-{name}": row.initial.get(name) or "" for name in row.base_fields}

    saved = desk.post(
        address,
        sent
        | {
            "airings-TOTAL_FORMS": "1",
            "airings-INITIAL_FORMS": "1",
            "airings-0-ORDER": "1",
            "seen": screen.context["seen"],
        }
        | {"airings-0-channel": airing.channel_id, "airings-0-source": "The guide"},
    )

    airing.refresh_from_db()
    assert ZONE_GONE["en"] in screen.content.decode()
    assert saved.status_code == 302, saved.content.decode()
    assert (airing.at, airing.zone, airing.source) == (at, "UTC", "The guide")


def test_person_whose_zone_has_gone_chooses_another_and_is_not_moved_to_one(client):
    user = UserFactory(language="en", time_zone=GONE)
    client.force_login(user)

    page = get(client, named("account"))

    assert f'<option value="{GONE}" selected>' in page
