"""The letters that tell of a decision: to everybody in the team, each in their own language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from portal.accounts.models import User
from portal.entries.institutions import institution_words
from portal.jury.models import Decision
from portal.mail.actions import queue_mail
from portal.mail.rendering import Letter, render_letter


def readers_of(decision: Decision) -> list[User]:
    """Who is told: whoever entered, then whoever is in the team. Reads prefetched members."""
    entry = decision.entry
    joined = [member.user for member in entry.members.all() if member.left_at is None]
    return [user for user in dict.fromkeys([entry.owner, *joined]) if user.is_active]


def write_decision_letters(decision: Decision, *, at: datetime) -> None:
    """Queue one letter a reader; doing it twice is once."""
    for user in readers_of(decision):
        queue_mail(
            key=f"decision:{decision.pk}",
            to=user.email,
            name="decision",
            context=letter_context(decision, user),
            language=user.language,
            about=f"entry:{decision.entry.public_id}",
        )


def letter_context(decision: Decision, user: User) -> Mapping[str, Any]:
    """What the letter says to `user`, in their language."""
    entry = decision.entry
    with translation.override(user.language):
        return {
            "name": user.name,
            "title": entry.title(user.language),
            "call_title": str(entry.call),
            "outcome": decision.outcome,
            "outcome_words": decision.get_outcome_display(),
            "award": str(decision.award) if decision.award else "",
            "message": decision.message,
            "institution": institution_words(entry, user.language),
            "action_url": f"{settings.BASE_URL.rstrip('/')}/{user.language}/entries/{entry.public_id}/",
        }


def preview_letters(decisions: Iterable[Decision]) -> list[tuple[Decision, User, Letter]]:
    """The letters as they would be written now."""
    return [
        (decision, user, render_letter("decision", letter_context(decision, user), user.language))
        for decision in decisions
        for user in readers_of(decision)
    ]
