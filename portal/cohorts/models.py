"""Who was asked to be named with their cohort, and what each said. Asking and answering are two facts.

Being listed in the catalogue is a consent of its own (`talent.ListingConsent`); neither follows from the other.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.clock import now
from portal.cohorts.members import chosen
from portal.films.models import Takedown, TakedownState
from portal.talent.models import Talent


class RosterQuestion(models.Model):
    """One letter that asked somebody. `asked_by` is empty where the release itself did."""

    talent = models.ForeignKey(Talent, models.CASCADE, related_name="roster_questions")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.talent_id} {self.asked_at:%Y-%m-%d}"


class Answer(models.TextChoices):
    """What somebody may say to being named."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class RosterConsentQuerySet(models.QuerySet["RosterConsent"]):
    def standing(self) -> "RosterConsentQuerySet":
        """What each person says now."""
        return self.filter(ended_at=None)

    def told_to(self, talent: Talent) -> "RosterConsentQuerySet":
        """What one person says now, each row with `is_named`: whether anybody reads their name for it."""
        named = RosterConsent.objects.shown().filter(pk=OuterRef("pk"))
        return self.standing().filter(talent=talent).annotate(is_named=Exists(named))

    def shown(self, edition: Edition | None = None) -> "RosterConsentQuerySet":
        """Who may be named in public now, in one edition or in any: the one rule that every page asks.

        A standing yes of an account that is still there, while a released decision has them in the edition's cohort
        by an entry whose film was not taken down. Of one edition the decisions are read first, by themselves.
        """
        taken_down = Takedown.objects.filter(film=OuterRef("entry__film"), state=TakedownState.ACCEPTED)
        theirs = chosen().exclude(Exists(taken_down))
        agreed = self.standing().filter(answer=Answer.YES, talent__user__is_active=True)
        if edition is not None:
            people = set(theirs.filter(entry__call__edition=edition).values_list("entry__talent", flat=True))
            return agreed.filter(edition=edition, talent__in=people)
        return agreed.filter(
            Exists(theirs.filter(entry__talent=OuterRef("talent"), entry__call__edition=OuterRef("edition")))
        )


class RosterConsent(models.Model):
    """A dated yes or no to being named with the cohort of an edition, and its dated end.

    Rows are added and ended, never deleted. The hash is of the text as it was shown.
    """

    talent = models.ForeignKey(Talent, models.CASCADE, related_name="roster_consents")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="roster_consents")
    answer = models.CharField(_("answer"), max_length=3, choices=Answer)
    answered_at = models.DateTimeField(default=now)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text_hash = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RosterConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["answered_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["talent", "edition"], condition=Q(ended_at=None), name="one_standing_roster_answer"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("answered_at")), name="roster_answer_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="roster_answer_known"),
            models.CheckConstraint(condition=~Q(answer="yes") | ~Q(text_hash=""), name="roster_yes_names_its_text"),
        ]

    def __str__(self) -> str:
        return f"{self.talent_id} {self.answer} {self.answered_at:%Y-%m-%d}"
