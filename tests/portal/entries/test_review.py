"""The last page shows all that would be frozen, at a cost that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.films.models import AIDeclaration, AIUse, Credit
from tests.factories.accounts import UserFactory
from tests.factories.authorities import AuthorityFactory
from tests.factories.calls import CallFactory
from tests.factories.entries import EntryFactory, talent_entry

pytestmark = pytest.mark.django_db
QUESTIONS = (
    {"key": "why", "kind": "long_text", "label": {"en": "Why this film?"}},
    {"key": "cut", "kind": "choice", "label": {"en": "Which cut?"}, "choices": [{"key": "a", "label": {"en": "Long"}}]},
)


@pytest.fixture
def owner(client):
    user = UserFactory(name="Lu Qingchi")
    client.force_login(user)
    return user


def facts_of(client, entry):
    """Everything on the page, as section → name → text."""
    answer = client.get(reverse("entry-submit", args=[entry.public_id]))
    assert answer.status_code == 200
    html = answer.content.decode()
    sections = answer.context["sections"]
    assert all(fact.text in html or "\n" in fact.text for section in sections for fact in section.facts)
    return {section.name: {fact.name: fact.text for fact in section.facts} for section in sections}


def film_entry(owner, **fields):
    entry = EntryFactory(
        owner=owner, complete=True, call=CallFactory(version__questions=QUESTIONS), team_name="Lamps", **fields
    )
    entry.answers = {"why": "It is still there.\nAnd so are we.", "cut": "a"}
    entry.save()
    return entry


def test_review_of_a_film_shows_every_step(client, owner):
    entry = film_entry(owner)
    film = entry.film
    film.countries.add(AuthorityFactory(place=True, name="China"))
    film.ai_declaration = AIDeclaration.DECLARED
    film.save()
    film.ai_uses.all().delete()
    use = AIUse.objects.create(film=film, stage="video", share="some", human_part="Cut by hand")
    use.tools.add(AuthorityFactory(name="Lampwork"))

    sections = facts_of(client, entry)

    assert list(sections) == ["About the film", "People", "The film itself", "Where AI was used", "Questions"]
    title = film.titles.first()
    assert title.text in sections["About the film"].values()
    assert sections["About the film"]["Countries and regions"] == "China"
    assert (sections["People"]["Team name"], sections["People"]["Team"]) == ("Lamps", "Lu Qingchi")
    assert film.credits.first().credited() in " ".join(sections["People"].values())
    assert sections["The film itself"]["File"] == film.original.name
    assert any("Lampwork · Cut by hand" in text for text in sections["Where AI was used"].values())
    assert sections["Questions"] == {"Why this film?": "It is still there.\nAnd so are we.", "Which cut?": "Long"}


def test_review_of_a_talent_shows_profile_and_portfolio(client, owner):
    entry = talent_entry(owner=owner)
    skill = AuthorityFactory(skill=True, name="Ink animation")
    entry.talent.skills.add(skill)

    sections = facts_of(client, entry)

    assert list(sections) == ["Profile", "Portfolio"]
    assert sections["Profile"]["What you can do"] == "Ink animation"
    assert list(sections["Portfolio"]) == [item.title for item in entry.talent.portfolio.all()]


def test_review_of_an_empty_draft_says_so(client, owner):
    entry = EntryFactory(owner=owner)

    page = client.get(reverse("entry-submit", args=[entry.public_id]))

    assert "Nothing yet." in page.content.decode()


def test_review_costs_the_same_with_more_rows(client, owner):
    def queries(rows):
        entry = film_entry(owner)
        film = entry.film
        film.ai_declaration = AIDeclaration.DECLARED
        film.save()
        film.ai_uses.all().delete()
        for n, stage in zip(range(rows), ("video", "image", "voice"), strict=False):
            Credit.objects.create(film=film, role="director", name=f"Person {n}", position=n + 10)
            use = AIUse.objects.create(film=film, stage=stage, share="some")
            use.tools.add(AuthorityFactory(), AuthorityFactory())
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse("entry-submit", args=[entry.public_id]))
        return len(caught)

    queries(1)  # warms what is kept in the process
    assert queries(1) == queries(3)
