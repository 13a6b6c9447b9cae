"""What a version of a call is made of. Each row has a key that stays the same from version to version."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.calls.models.calls import CallVersion
from portal.zones import find_zone, zone_words


class GateKind(models.TextChoices):
    """What passes at the gate."""

    OPENS = "opens", _("opens")
    REGISTRATION = "registration", _("registration closes")
    TEAM = "team", _("teams close")
    ENTRY = "entry", _("entries close")
    RESULTS = "results", _("results")
    EVENT = "event", _("event")


class Gate(models.Model):
    """An instant in a named zone. `at` is fixed when the gate is saved; the wall time says what was meant.

    Half-open: what arrives at `at` is late. `grace_s` seconds after it are still accepted and marked late.
    `mode` and `track` say for whom it is (empty: for everybody); `after` is the key of a gate that an entry must have
    passed before this one lets it through.
    """

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="gates")
    key = models.SlugField(max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=GateKind)
    label = I18nCharField(_("label"), blank=True, default="")
    mode = models.SlugField(_("participation mode"), max_length=40, blank=True)
    track = models.SlugField(_("track"), max_length=40, blank=True)
    after = models.SlugField(_("only after the gate"), max_length=40, blank=True)
    wall = models.CharField(_("local date and time"), max_length=23)
    zone = models.CharField(_("zone"), max_length=64)
    at = models.DateTimeField(_("instant"))
    grace_s = models.PositiveIntegerField(_("grace (seconds)"), default=0)

    class Meta:
        verbose_name = _("gate")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="one_gate_per_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.wall} {self.zone}"

    def name(self) -> str:
        """The editors' own word for it, else what its kind is called."""
        return str(self.label) or str(self.get_kind_display())

    @property
    def typed(self) -> str:
        """Date, time and zone as its editors typed them."""
        if find_zone(self.zone):
            return f"{self.wall.replace('T', ' ')} {self.zone}"
        return f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M} {zone_words(self.zone)}"

    def has_passed(self, instant: datetime) -> bool:
        return instant >= self.at

    @property
    def hard_at(self) -> datetime:
        """The first instant at which nothing is accepted any more: the published one and its grace."""
        return self.at + timedelta(seconds=self.grace_s)


class Rule(models.Model):
    """One rule as data; `kind` names a class in `calls.rules`, `params` are its fields."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="rules")
    kind = models.SlugField(max_length=40)
    params = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rule")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "kind"], name="one_rule_per_kind")]

    def __str__(self) -> str:
        return self.kind


class QuestionKind(models.TextChoices):
    """How it is answered."""

    TEXT = "text", _("one line")
    LONG_TEXT = "long_text", _("several lines")
    NUMBER = "number", _("number")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("some of several")
    DATE = "date", _("date")
    LINK = "link", _("link")
    TABLE = "table", _("table")
    FILE = "file", _("file")


class NeededAt(models.TextChoices):
    """When an answer that is required has to be there."""

    SUBMIT = "submit", _("when handing in")
    NOW = "now", _("before going on to the next step")


class Question(models.Model):
    """What else the editors ask. `key` is stable: answers are kept under it.

    Of whom it is asked: `track` and `mode` limit it to who enters there; `shown_if_key` to those whose answer to that
    earlier question is among `shown_if_values`, or who answered it at all where there are none. See `calls.questions`.
    `columns` are of a table: rows of key, kind, label, is_required.
    """

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    label = I18nCharField(_("question"))
    help = I18nCharField(_("help"), blank=True, default="")
    choices = models.JSONField(_("choices"), default=list, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    max_rows = models.PositiveSmallIntegerField(_("most rows"), default=20)
    max_graphemes = models.PositiveIntegerField(_("limit in characters"), default=500)
    is_required = models.BooleanField(_("required"), default=False)
    needed_at = models.CharField(_("needed"), max_length=6, choices=NeededAt, default=NeededAt.SUBMIT)
    track = models.SlugField(_("track"), max_length=40, blank=True)
    mode = models.SlugField(_("participation mode"), max_length=40, blank=True)
    shown_if_key = models.SlugField(_("asked only after the question"), max_length=40, blank=True)
    shown_if_values = models.JSONField(_("answered with"), default=list, blank=True)
    is_shown_to_jurors = models.BooleanField(_("shown to jurors"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="one_question_per_key"),
            models.CheckConstraint(
                condition=models.Q(shown_if_key="") | ~models.Q(shown_if_key=models.F("key")),
                name="no_question_after_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)


class Decider(models.TextChoices):
    """Who decides."""

    JURY = "jury", _("the jury")
    EDITORS = "editors", _("the channel's editors")
    ORGANISERS = "organisers", _("the organising committee")
    AUDIENCE = "audience", _("the audience")
    LEADS = "leads", _("the film's leads")


class Award(models.Model):
    """What can be won, by what measure, and who decides. `places` is how often at most; empty: no limit."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="awards")
    key = models.SlugField(max_length=40)
    name = I18nCharField(_("name"))
    definition = I18nTextField(_("definition"), blank=True, default="")
    track = models.SlugField(_("track"), max_length=40, blank=True)
    decider = models.CharField(_("decided by"), max_length=10, choices=Decider, blank=True, default="")
    decided_by = I18nCharField(_("who decides"), blank=True, default="")
    prize = I18nCharField(_("prize"), blank=True, default="")
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    shows_places_left = models.BooleanField(_("places left shown in public"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("award")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="one_award_per_key"),
            models.CheckConstraint(
                condition=models.Q(places=None) | models.Q(places__gt=0), name="places_are_one_at_least"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Track(models.Model):
    """A line of the competition an entry may take part in, beside others."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="tracks")
    key = models.SlugField(max_length=40)
    name = I18nCharField(_("name"))
    definition = I18nTextField(_("definition"), blank=True, default="")
    shown_as = I18nCharField(_("how its films are shown"), blank=True, default="")
    is_special = models.BooleanField(_("special track"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("track")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="one_track_per_key")]

    def __str__(self) -> str:
        return str(self.name)


class Criterion(models.Model):
    """What entries are judged by, how much it weighs among the others, and who judges it."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    name = I18nCharField(_("name"))
    definition = I18nTextField(_("definition"), blank=True, default="")
    weight = models.PositiveSmallIntegerField(_("weight"), null=True, blank=True)
    judged_by = models.CharField(_("judged by"), max_length=10, choices=Decider, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("criterion")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="one_criterion_per_key")]

    def __str__(self) -> str:
        return str(self.name)


class Prize(models.Model):
    """What an award brings: money (`currency` set, `amount` in its main unit) or something in kind."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="prizes")
    key = models.SlugField(max_length=40)
    award = models.SlugField(_("award"), max_length=40, blank=True)
    track = models.SlugField(_("track"), max_length=40, blank=True)
    sponsor = I18nCharField(_("given by"), blank=True, default="")
    product = I18nCharField(_("what"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    expires_on = models.DateField(_("to be used until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("prize")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="one_prize_per_key"),
            models.CheckConstraint(
                condition=models.Q(currency="") | models.Q(amount__gt=0), name="money_has_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)


class Clause(models.Model):
    """A rule in plain words that nothing checks."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="clauses")
    key = models.SlugField(max_length=40)
    text = I18nTextField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("rule in words")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="one_clause_per_key")]

    def __str__(self) -> str:
        return str(self.text)


class Faq(models.Model):
    """A question people ask about the call, and its answer."""

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="faqs")
    key = models.SlugField(max_length=40)
    question = I18nCharField(_("question"))
    answer = I18nTextField(_("answer"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("frequent question")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "key"], name="one_faq_per_key")]

    def __str__(self) -> str:
        return str(self.question)
