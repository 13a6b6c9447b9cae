"""The operators' screens: administrators only, nothing to edit, every verb once."""

from typing import Any

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import Role, User
from portal.clock import now
from portal.mail.models import MailState, OutgoingMail
from portal.queue.models import Job, JobState
from search.models import Check
from tests.cast import sign_in
from tests.factories.mail import make_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sample_templates")]


@pytest.fixture
def operator(client: Any) -> User:
    user = User.objects.create_user("op@example.org", is_staff=True, language="en")
    user.grants.create(role=Role.ADMINISTRATOR)
    let_into_admin(user)
    sign_in(client, user)
    return user


def let_into_admin(user: User) -> None:
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))


def make_dead_job() -> Job:
    task = DBTaskResult.objects.create(
        task_path="no.such.task",
        args_kwargs={"args": [1], "kwargs": {}},
        status="FAILED",
        run_after=now(),
        backend_name="default",
        traceback="Traceback <b>here</b>",
    )
    return Job.objects.create(task=task, state=JobState.DEAD, attempts=3, max_attempts=3, failed_at=now())


def make_failed_mail(key: str = "k", **fields: Any) -> OutgoingMail:
    mail = make_mail(key, title="<i>Film</i>")
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, finished_at=now(), reason="550 no", **fields)
    mail.refresh_from_db()
    return mail


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(("screen", "make"), [("outbox", make_failed_mail), ("failed-tasks", make_dead_job)])
def test_list_asks_the_same_number_of_questions_at_one_and_three_rows(
    client, screen, make, django_assert_num_queries, django_assert_max_num_queries
):
    make()
    client.get(reverse(f"{screen}:index"))
    with django_assert_max_num_queries(25) as one:
        assert client.get(reverse(f"{screen}:index")).status_code == 200
    for number in range(2):
        make(f"k{number}") if screen == "outbox" else make()

    with django_assert_num_queries(len(one)):
        client.get(reverse(f"{screen}:index"))


@pytest.mark.usefixtures("operator")
def test_dead_letter_shows_why_and_is_tried_again(client):
    job = make_dead_job()
    page = client.get(reverse("failed-tasks:inspect", args=[job.pk])).content.decode()

    answer = client.post(reverse("failed-tasks:act", args=[job.pk, "retry"]))

    job.refresh_from_db()
    assert "Traceback &lt;b&gt;here" in page
    assert (answer.status_code, job.state, job.settled_by.email) == (302, JobState.RETRYING, "op@example.org")
    again = client.post(reverse("failed-tasks:act", args=[job.pk, "discard"]), follow=True)
    assert "already been dealt with" in again.content.decode()


@pytest.mark.usefixtures("operator")
def test_failed_letter_shows_its_words_and_is_sent_again(client):
    mail = make_failed_mail()
    page = client.get(reverse("outbox:inspect", args=[mail.pk])).content.decode()

    client.post(reverse("outbox:act", args=[mail.pk, "resend"]))

    mail.refresh_from_db()
    assert "550 no" in page
    assert "sandbox" in page
    assert "<i>Film" not in page
    assert mail.state == MailState.HELD


@pytest.mark.usefixtures("operator")
def test_letter_without_words_cannot_be_sent_again(client):
    mail = make_failed_mail()
    offered = "Send again" in client.get(reverse("outbox:inspect", args=[mail.pk])).content.decode()
    OutgoingMail.objects.filter(pk=mail.pk).update(subject="", text="", html="")
    page = client.get(reverse("outbox:inspect", args=[mail.pk])).content.decode()
    refused = client.post(reverse("outbox:act", args=[mail.pk, "resend"]), follow=True).content.decode()

    assert offered and "Send again" not in page
    assert "The words of this e-mail were deleted" in refused


@pytest.mark.usefixtures("operator")
def test_secret_letter_keeps_its_words_to_itself(client):
    mail = make_failed_mail(is_secret=True)

    page = client.get(reverse("outbox:inspect", args=[mail.pk])).content.decode()

    assert "Ann: " not in page


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("path", ["failed-tasks/inspect/rubbish/", "outbox/inspect/999999/", "outbox/new/"])
def test_nothing_else_is_there(client, path):
    assert client.get(f"/admin/{path}", follow=True).status_code == 404


@pytest.mark.usefixtures("operator")
def test_verbs_want_post_and_a_known_name(client):
    mail = make_failed_mail()

    assert client.get(reverse("outbox:act", args=[mail.pk, "resend"])).status_code == 405
    assert client.post(reverse("outbox:act", args=[mail.pk, "eat"]), follow=True).status_code == 404


@pytest.mark.usefixtures("operator")
def test_check_of_the_catalogue_shows_what_was_wrong(client):
    Check.objects.create(index="public", checked=70, ghosts=2, examples=["ghosts film:<7>"])

    listed = client.get(reverse("catalogue-checks:index")).content.decode()
    page = client.get(reverse("catalogue-checks:inspect", args=["public"])).content.decode()

    assert "70" in listed
    assert "ghosts film:&lt;7&gt;" in page
    assert client.get("/admin/catalogue-checks/new/").status_code == 404


@pytest.mark.parametrize("is_staff", [True, False])
def test_others_see_and_do_nothing(client, is_staff):
    user = User.objects.create_user("ed@example.org", is_staff=is_staff)
    user.grants.create(role=Role.EDITOR)
    if is_staff:
        let_into_admin(user)
    sign_in(client, user)
    mail, job = make_failed_mail(), make_dead_job()

    for name in ("outbox:index", "failed-tasks:index", "catalogue-checks:index"):
        assert client.get(reverse(name)).status_code == 302
    for name, pk in (("outbox:inspect", mail.pk), ("failed-tasks:inspect", job.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 302
    client.post(reverse("outbox:act", args=[mail.pk, "resend"]))
    client.post(reverse("failed-tasks:act", args=[job.pk, "retry"]))

    mail.refresh_from_db()
    job.refresh_from_db()
    assert (mail.state, job.state) == (MailState.FAILED, JobState.DEAD)
