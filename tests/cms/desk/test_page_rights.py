"""Somebody with a role for one programme works on its pages, and on nobody else's."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import HomePage, NewsIndexPage, NewsPage
from cms.tree import plant
from portal.accounts.actions import grant_role
from portal.accounts.models import Role
from tests.cast import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import ProgrammeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def home():
    return plant()


@pytest.fixture
def own():
    return ProgrammeFactory(slug="lantern")


@pytest.fixture
def other():
    return ProgrammeFactory(slug="harbour")


@pytest.fixture
def editor(client, home, own):
    user = UserFactory(language="en")
    grant_role(user, Role.EDITOR, own.slug, by=None, at=AT)
    sign_in(client, user)
    return user


def news(programme=None, title="Lamps are lit") -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    return index.add_child(instance=NewsPage(title=title, programme=programme))


def written(programme, title="The boats are back"):
    fields = {"title": title, "slug": "boats", "body": streamfield([]), "programme": programme.pk if programme else ""}
    return nested_form_data(fields) | {"action-publish": "1", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}


def bulk(client, action, *pages, **data):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/", data)


def is_refused(answer) -> bool:
    return answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")


def test_editor_of_a_programme_edits_its_pages_alone(client, editor, own, other):
    mine, theirs, nobodys = news(own), news(other, "Theirs"), news(None, "Nobody's")
    home = HomePage.objects.get(locale__language_code="zh-hans")

    answers = [client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in (mine, theirs, nobodys, home)]

    assert answers[0].status_code == 200
    assert [is_refused(answer) for answer in answers[1:]] == [True, True, True]


@pytest.mark.parametrize("verb", ["unpublish", "delete", "move", "copy"])
def test_page_of_another_programme_stays_as_it_is(client, editor, own, other, verb):
    mine, theirs = news(own), news(other, "Theirs")

    assert client.get(reverse(f"wagtailadmin_pages:{verb}", args=[mine.pk])).status_code == 200
    client.post(reverse(f"wagtailadmin_pages:{verb}", args=[theirs.pk]), copy_of(theirs))

    theirs.refresh_from_db()
    assert theirs.live and NewsPage.objects.filter(title__startswith="Theirs").count() == 1


def copy_of(page):
    return {"new_title": page.title, "new_slug": "copied", "new_parent_page": page.get_parent().pk, "alias": ""}


@pytest.mark.parametrize("verb", ["unpublish", "delete"])
def test_bulk_action_leaves_another_programmes_page_alone(client, editor, own, other, verb):
    mine, theirs = news(own), news(other, "Theirs")

    bulk(client, verb, mine, theirs)

    assert not NewsPage.objects.filter(pk=mine.pk, live=True).exists()
    assert NewsPage.objects.filter(pk=theirs.pk, live=True).exists()


def test_new_page_says_whose_it_is(client, editor, own, other):
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    address = reverse("wagtailadmin_pages:add", args=["cms", "newspage", index.pk])

    refused = [client.post(address, written(programme)) for programme in (other, None)]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert all("The boats are back" in answer.content.decode() for answer in refused)
    assert not NewsPage.objects.exists()

    client.post(address, written(own))
    assert NewsPage.objects.get(locale=index.locale).live


def test_editor_of_the_channel_edits_everything(client, editor, other):
    grant_role(editor, Role.EDITOR, by=None, at=AT)
    sign_in(client, type(editor).objects.get(pk=editor.pk))

    for page in (news(other), news(None, "Nobody's"), HomePage.objects.get(locale__language_code="zh-hans")):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_list_of_pages_asks_once_whose_they_are(client, editor, own, django_assert_max_num_queries):
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    address = reverse("wagtailadmin_explore", args=[index.pk])
    asked = []
    for count in (3, 30):
        while NewsPage.objects.child_of(index).count() < count:
            news(own, f"News {NewsPage.objects.count()}")
        client.get(address)
        with django_assert_max_num_queries(200) as captured:
            client.get(address)
        asked.append(len(captured))

    assert asked[0] == asked[1]
