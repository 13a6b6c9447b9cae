"""The letter that asks somebody whether they want to be named with their cohort."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.cohorts.models import RosterQuestion
from portal.cohorts.wording import edition_words
from portal.mail.actions import queue_mail


def write_question(question: RosterQuestion, user: User, *, is_again: bool) -> None:
    """Queue the letter of one question, in its reader's language. Reads the edition's programme."""
    edition = question.edition
    with translation.override(user.language):
        path = reverse("cohort-answer", args=[edition.slug])
        words = edition_words(edition)
    queue_mail(
        key=f"roster:{question.pk}",
        to=user.email,
        name="roster",
        context={
            "name": user.name,
            "edition": words,
            "is_again": is_again,
            "action_url": f"{settings.BASE_URL.rstrip('/')}{path}",
        },
        language=user.language,
        about=f"edition:{edition.pk}",
    )
