"""Decisions, and the release that makes them known. Decision, publication and confirmation are three facts."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from portal.accounts.models import User
from portal.calls.models import Award, Call
from portal.clock import now
from portal.entries.institutions import ROWS as INSTITUTION
from portal.entries.models import Entry
from portal.entries.workflow import IN_COMPETITION
from portal.workflow import HasHistory, HistoryRow


class Outcome(models.TextChoices):
    """What was decided about an entry."""

    SELECTED = "selected", _("selected")
    FINALIST = "finalist", _("finalist")
    WINNER = "winner", _("winner")
    COHORT = "cohort", _("in the cohort")
    NOT_SELECTED = "not_selected", _("not selected")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def on_desk_of(self, user: User) -> "ReleaseQuerySet":
        """Releases of the programmes `user` is an editor of."""
        return self.filter(call__in=Call.objects.on_desk_of(user))

    def due(self, instant: datetime) -> "ReleaseQuerySet":
        """Planned ones whose time has come."""
        return self.filter(released_at=None, planned_for__lte=instant).order_by("planned_for", "pk")


class Release(models.Model):
    """A set of decisions made known together at one instant. `released_at` is when it happened; empty is embargoed."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="releases")
    name = I18nCharField(_("name"))
    planned_for = models.DateTimeField(_("to be released at"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.name)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        return self.filter(withdrawn_at=None)

    def embargoed(self) -> "DecisionQuerySet":
        """What stands and nobody outside may know yet."""
        return self.standing().filter(Q(release=None) | Q(release__released_at=None))

    def for_letters(self) -> "DecisionQuerySet":
        """With everything a letter reads, in a constant number of queries."""
        return self.select_related(
            "award", "release", "entry__call__current", "entry__owner", "entry__film", "entry__talent"
        ).prefetch_related(
            "entry__members__user",
            "entry__film__titles",
            "entry__talent__names",
            *(f"entry__{row}" for row in INSTITUTION),
        )

    def public(self) -> "DecisionQuerySet":
        """Released ones of entries that are still in the competition: whoever was disqualified after it shows none."""
        return self.released().filter(entry__status__in=IN_COMPETITION)

    def released(self) -> "DecisionQuerySet":
        """What anyone may know: the newest on each entry that was made known.

        Another one that is still embargoed has withdrawn it on the desk, but whoever watches must not see it vanish.
        """
        return self.made_known().exclude(
            Exists(
                Decision.objects.made_known().filter(
                    Q(release__released_at__gt=OuterRef("release__released_at"))
                    | Q(release__released_at=OuterRef("release__released_at"), pk__gt=OuterRef("pk")),
                    entry=OuterRef("entry"),
                )
            )
        )

    def made_known(self) -> "DecisionQuerySet":
        """Those that stood when their release came."""
        return self.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("release__released_at")), release__released_at__isnull=False
        )


class Decision(models.Model):
    """What was decided about an entry. Changing one's mind withdraws the row and writes another."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="decisions")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="decisions")
    reason = models.TextField(_("reason (internal)"), blank=True)
    message = models.TextField(_("message to the entrant"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry"], condition=Q(withdrawn_at=None), name="one_standing_decision"),
            models.CheckConstraint(condition=Q(award=None) | Q(outcome="winner"), name="award_only_for_winners"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_outcome_display()}"

    def award_in_force(self) -> Award | None:
        """Its award as the newest version of the call has it; where that has none of this key, as it was granted."""
        if self.award is None:
            return None
        newest = Award.objects.filter(version=self.entry.call.current_id, key=self.award.key)
        return newest.select_related("version").first() or self.award

    def is_released(self) -> bool:
        """Whether its release has happened. Reads `release`."""
        return self.release is not None and self.release.released_at is not None


class Delivery(models.TextChoices):
    """Whether a prize has reached whoever won it."""

    WAITING = "waiting", _("not delivered")
    DELIVERED = "delivered", _("delivered")


class WonPrizeQuerySet(models.QuerySet["WonPrize"]):
    def on_desk_of(self, user: User) -> "WonPrizeQuerySet":
        """Prizes of the programmes `user` is an editor of."""
        return self.filter(entry__call__in=Call.objects.on_desk_of(user))

    def for_desk(self) -> "WonPrizeQuerySet":
        """With what a line of the ledger prints, in a constant number of queries."""
        return self.select_related(
            "decision__award",
            "entry__call__current",
            "entry__call__edition__programme",
            "entry__owner",
            "entry__film",
            "entry__talent",
            "delivered_by",
        ).prefetch_related("entry__film__titles", "entry__talent__names")

    def still_won(self) -> "WonPrizeQuerySet":
        """Those whose decision is the one that counts in public: none of an award that somebody else has now."""
        return self.filter(decision__in=Decision.objects.public())

    def waiting(self) -> "WonPrizeQuerySet":
        return self.still_won().filter(status=Delivery.WAITING)

    def expired(self, day: date) -> "WonPrizeQuerySet":
        """Undelivered ones that could be used until a day before `day`."""
        return self.waiting().filter(expires_on__lt=day)


class WonPrize(HasHistory):
    """One prize that an entry has won, as it was promised, and whether it was delivered.

    It belongs to the award and the prize by their keys, which outlive a version of the call; `prize_key` is empty for
    what an award promises in its own words. `decision` is the newest released one that brings it, and the award is the
    one it gives: a prize of a track stays one row while the award changes within the track.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="prizes")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="prizes")
    award_key = models.SlugField(max_length=40)
    prize_key = models.SlugField(max_length=40, blank=True)
    sponsor = I18nCharField(_("given by"), blank=True, default="")
    product = I18nCharField(_("what"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    expires_on = models.DateField(_("to be used until"), null=True, blank=True)
    status = models.CharField(_("delivery"), max_length=10, choices=Delivery, default=Delivery.WAITING)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    delivered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(_("note"), blank=True)

    objects = WonPrizeQuerySet.as_manager()

    class Meta:
        verbose_name = _("prize that was won")
        verbose_name_plural = _("prizes that were won")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "award_key", "prize_key"], name="one_row_per_prize_won"),
        ]

    def __str__(self) -> str:
        return str(self.product)

    def is_expired(self, day: date) -> bool:
        """Whether it is too late to use what nobody has delivered."""
        return self.status == Delivery.WAITING and self.expires_on is not None and self.expires_on < day


class DeliveryMove(HistoryRow):
    """That a prize was delivered, or that this was a mistake."""

    prize = models.ForeignKey(WonPrize, models.CASCADE, related_name="history")
    source = models.CharField(max_length=10, choices=Delivery)
    target = models.CharField(max_length=10, choices=Delivery)
