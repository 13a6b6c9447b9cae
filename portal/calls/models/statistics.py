"""The numbers a site prints of an edition. Each is a claim: it says what it counts, who says so, and how sure it is."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import User
from portal.calls.models.programmes import Edition


class StatisticStatus(models.TextChoices):
    """How far a claim can be trusted."""

    COMPUTED = "computed", _("computed")
    REPORTED = "reported", _("reported")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")


class StatisticKind(models.TextChoices):
    """What sort of claim it is: what was hoped for is never taken for what came."""

    OUTCOME = "outcome", _("outcome")
    FORECAST = "forecast", _("forecast")
    GOAL = "goal", _("goal")
    STATEMENT = "statement", _("statement in words")


class Qualifier(models.TextChoices):
    """How exact a number is meant."""

    EXACT = "exact", _("exactly")
    OVER = "over", _("over")
    ABOUT = "about", _("about")
    UNDER = "under", _("under")


class Measure(models.TextChoices):
    """What can be counted in the database, in the order of a selection. The rooms above count; see `calls.counting`."""

    ENTRIES = "entries", _("entries handed in")
    FILMS = "films", _("films handed in")
    PEOPLE = "people", _("people in the teams")
    ORIGINS = "origins", _("countries and regions")
    SELECTED = "selected", _("selected")
    FINALISTS = "finalists", _("finalists")
    AWARDED = "awarded", _("awarded")


class StatisticQuerySet(models.QuerySet["Statistic"]):
    def standing(self) -> "StatisticQuerySet":
        """Those that are shown."""
        return self.filter(withdrawn_at=None)

    def withdrawn(self) -> "StatisticQuerySet":
        return self.exclude(withdrawn_at=None)


# How the database keeps a text that says nothing in any language.
NO_WORDS = ("", "{}")
IS_COMPUTED = Q(status=StatisticStatus.COMPUTED)
IS_STATEMENT = Q(kind=StatisticKind.STATEMENT)
HAS_SECOND = ~Q(other_source="") & ~Q(other_says__in=NO_WORDS)
NOT_TYPED = Q(
    kind=StatisticKind.OUTCOME,
    qualifier=Qualifier.EXACT,
    value=None,
    as_of=None,
    source="",
    source_url="",
    other_source="",
    other_url="",
    other_says__in=NO_WORDS,
)


class Statistic(models.Model):
    """A claim of an edition. A computed one holds no number: it is counted whenever it is shown.

    Withdrawn ones are kept and shown nowhere but on the desk.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="statistics")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=9, choices=StatisticKind, default=StatisticKind.OUTCOME)
    status = models.CharField(_("status"), max_length=9, choices=StatisticStatus, default=StatisticStatus.REPORTED)
    measure = models.CharField(_("counted here"), max_length=9, choices=Measure, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=5, choices=Qualifier, default=Qualifier.EXACT)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = I18nCharField(_("unit"), blank=True, default="")
    definition = I18nTextField(_("what it counts"), blank=True, default="")
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    other_says = I18nCharField(_("what the second source says"), blank=True, default="")
    other_source = models.CharField(_("second source"), max_length=300, blank=True)
    other_url = models.URLField(_("address of the second source"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistic")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "key", "kind"], condition=Q(withdrawn_at=None), name="one_standing_claim_a_key"
            ),
            models.CheckConstraint(
                condition=Q(IS_COMPUTED & Q(measure__in=Measure.values) | ~IS_COMPUTED & Q(measure="")),
                name="computed_has_measure",
            ),
            models.CheckConstraint(condition=~IS_COMPUTED | NOT_TYPED, name="computed_is_not_typed"),
            models.CheckConstraint(
                condition=IS_COMPUTED | (Q(as_of__isnull=False) & ~Q(source="") & ~Q(unit__in=NO_WORDS)),
                name="stated_has_unit_date_and_source",
            ),
            models.CheckConstraint(
                condition=IS_COMPUTED
                | (IS_STATEMENT & Q(value=None, qualifier=Qualifier.EXACT))
                | (~IS_STATEMENT & Q(value__isnull=False)),
                name="only_statements_lack_value",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatisticStatus.DISPUTED) | HAS_SECOND, name="disputed_has_second_source"
            ),
            models.CheckConstraint(
                condition=HAS_SECOND | Q(other_source="", other_url="", other_says__in=NO_WORDS),
                name="second_source_is_whole",
            ),
        ]

    def __str__(self) -> str:
        if self.is_computed():
            return str(self.get_measure_display())
        number = "" if self.value is None else f"{self.get_qualifier_display()} {self.value.normalize():,f} "
        return f"{number}{self.unit}"

    def is_computed(self) -> bool:
        return self.status == StatisticStatus.COMPUTED

    def withdraw(self, *, by: User, at: datetime) -> None:
        """Show it nowhere any more, and keep it."""
        self.withdrawn_at, self.withdrawn_by = at, by
        self.save(update_fields=["withdrawn_at", "withdrawn_by"])

    withdraw.alters_data = True  # type: ignore[attr-defined]
