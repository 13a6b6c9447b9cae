"""An institution's film: asked for by name and unit, frozen, shown wherever the entrant is, credited when published."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.authorities.models import Authority, AuthorityKind
from portal.calls.models import CallKind
from portal.clock import now
from portal.entries.institutions import credit_institution, institution_words
from portal.entries.models import Entry
from portal.entries.steps import steps_of
from portal.entries.submitting import Incomplete, problems_of
from portal.errors import NotAllowed
from portal.films.models import Credit
from portal.jury.actions import record_decision
from portal.jury.letters import preview_letters
from portal.jury.models import Outcome
from portal.mail.models import OutgoingMail
from search.facets import Index
from search.sources.entries import EntryKind
from tests.cast import make_user, sign_in
from tests.factories.authorities import AuthorityFactory
from tests.factories.calls import CallFactory, publish
from tests.factories.desk import make_editor
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db
SAID = {
    "name_zh_hans": "四川电影学院",
    "name_en": "Sichuan Film Academy",
    "unit_zh_hans": "人工智能实验室",
    "unit_en": "AI Laboratory",
    "role": "Head of production",
    "then": "stay",
}
IN_ENGLISH = "Sichuan Film Academy › AI Laboratory"


@pytest.fixture
def entry(client):
    entry = EntryFactory(complete=True, call=CallFactory(kind=CallKind.INSTITUTION), owner__language="en")
    sign_in(client, entry.owner)
    return again(entry)


def again(entry):
    return Entry.objects.for_work().get(pk=entry.pk)


def save(client, entry, **said):
    address = reverse("entry-step", args=[entry.public_id, "institution"])
    return client.post(address, {"version": again(entry).version, **said})


def known(slug="sfa", text="Sichuan Film Academy", **fields):
    return AuthorityFactory(kind=AuthorityKind.ORGANISATION, slug=slug, name=text, **fields)


def test_institution_goes_from_the_form_to_the_letters_and_the_credits(client, entry):
    with pytest.raises(Incomplete):
        hand_in(entry)
    assert save(client, entry, **SAID).status_code == 302
    copy = hand_in(again(entry))
    frozen = copy.frozen["institution"]

    assert [[row["text"] for row in link["names"]] for link in frozen["chain"]] == [
        ["四川电影学院", "Sichuan Film Academy"],
        ["人工智能实验室", "AI Laboratory"],
    ]
    assert (frozen["role"], institution_words(again(entry), "zh-hant")) == (
        "Head of production",
        "四川电影学院 › 人工智能实验室",
    )
    assert f"Entered by: {IN_ENGLISH}" in OutgoingMail.objects.get(name="receipt").text
    for name in ("entry-receipt", "entry-submit"):
        assert "AI Laboratory" in client.get(reverse(name, args=[entry.public_id])).content.decode()

    editor = make_editor(entry.call.programme.slug)
    decision = record_decision(again(entry), Outcome.WINNER, by=editor, at=now())
    assert f"Entered by: {IN_ENGLISH}" in preview_letters([decision])[0][2].text
    sign_in(client, editor)
    desk = client.get(reverse("desk-entries:inspect", args=[entry.pk]))
    assert f"Entered by <strong>{IN_ENGLISH} (" in desk.content.decode()
    assert {"四川电影学院", "AI Laboratory"} <= set(EntryKind().build(again(entry), Index.DESK).aliases)


def test_credit_is_made_once_and_new_names_become_organisations(entry, client):
    save(client, entry, **SAID)
    copy = hand_in(again(entry))
    editor = make_editor(entry.call.programme.slug)

    with pytest.raises(NotAllowed):
        credit_institution(again(entry), copy.frozen["institution"], by=entry.owner, at=now())
    credits = [credit_institution(again(entry), copy.frozen["institution"], by=editor, at=now()) for _n in range(2)]

    unit = Credit.objects.get(film=entry.film, role="institution").organisation
    assert credits[0] == credits[1]
    assert [one.name("en") for one in unit.chain()] == ["Sichuan Film Academy", "AI Laboratory"]
    assert [link["slug"] for link in credits[0]["chain"]] == [one.slug for one in unit.chain()]
    assert [credit.role for credit in entry.film.credits.all()] == ["institution", "director"]
    assert again(entry).history.filter(move="credit", by=editor).count() == 1


def test_known_organisation_is_chosen_with_what_it_is_part_of(client, entry):
    academy = known()
    known("lab", "AI Laboratory", parent=academy)
    address = reverse("entry-step", args=[entry.public_id, "institution"])

    assert f'<option value="lab">{IN_ENGLISH}</option>' in client.get(address).content.decode()
    save(client, entry, organisation="lab", unit_en="Studio K", role="Teacher")
    copy = hand_in(again(entry))
    credit = credit_institution(again(entry), copy.frozen["institution"], by=make_editor(), at=now())

    assert [link["slug"] for link in copy.frozen["institution"]["chain"]] == ["sfa", "lab", ""]
    assert institution_words(again(entry)) == f"{IN_ENGLISH} › Studio K"
    assert [link["names"][0]["text"] for link in credit["chain"]][-1] == "Studio K"
    assert Authority.objects.get(names__text="Studio K").parent.slug == "lab"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"organisation": "gone", "role": "x"}, 422, "not one of the available choices"),
        ({"organisation": "sfa", "name_en": "Another", "role": "x"}, 422, "not both"),
        ({"name_en": "x" * 400}, 422, "120"),
        ({"unit_en": "Lab"}, 302, "Name the institution that enters the film."),
        ({"name_en": "Lab"}, 302, "Say in which role you enter on its behalf."),
    ],
)
def test_bad_input_is_answered_and_kept(client, entry, said, status, words):
    known()
    answer = save(client, entry, then="stay", **said)
    page = answer.content.decode() if status == 422 else str(problems_of(again(entry)))

    assert answer.status_code == status
    assert words in page
    if "name_en" in said and status == 422:
        assert said["name_en"] in page


@pytest.mark.parametrize(("is_required", "problems"), [(True, 2), (False, 0)])
def test_film_call_asks_where_a_rule_lets_institutions_in(entry, is_required, problems):
    call = CallFactory()
    film = again(EntryFactory(complete=True, call=call))
    assert "institution" not in [step.slug for step in steps_of(film)]
    publish(call, rules={"institution": {"is_required": is_required}})

    film = again(EntryFactory(complete=True, call=call))
    assert "institution" in [step.slug for step in steps_of(film)]
    assert len([row for row in problems_of(film) if row.step == "institution"]) == problems
    if not problems:
        assert hand_in(film).frozen["institution"] is None


def test_published_film_carries_the_credit(client, entry):
    from cms.models import FilmPage
    from tests.factories.cms import make_site

    make_site()
    save(client, entry, **SAID)
    hand_in(again(entry))
    boss = make_user("administrator", is_superuser=True, is_staff=True)
    record_decision(again(entry), Outcome.SELECTED, by=boss, at=now())
    sign_in(client, boss)

    client.post(reverse("desk-entries:publish", args=[entry.pk]))
    page = FilmPage.objects.filter(film=entry.film, alias_of=None).first()
    html = client.get(page.url).content.decode()
    with override("en"):
        twin = client.get(page.get_translations().get(locale__language_code="en").url).content.decode()

    assert [row["role"] for row in page.frozen["credits"]] == ["institution", "director"]
    assert "四川电影学院" in html
    assert "人工智能实验室" in html
    assert "Entered by" in twin
    assert "AI Laboratory</a>" in twin
