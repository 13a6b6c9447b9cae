"""Calls. What a call says is one immutable version; the difference of two is a public amendment."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import User
from portal.calls.models.programmes import Edition, Programme, editor_scopes
from portal.clock import now


class CallKind(models.TextChoices):
    """What is handed in."""

    FILM = "film", _("film")
    TALENT = "talent", _("person with a portfolio")
    INSTITUTION = "institution", _("an institution's film")
    SEGMENT = "segment", _("invited segment")
    PROPOSAL = "proposal", _("proposal or fellowship")


FILM_KINDS = frozenset({CallKind.FILM, CallKind.INSTITUTION, CallKind.SEGMENT})


class CallQuerySet(models.QuerySet["Call"]):
    def public(self) -> "CallQuerySet":
        """Those with a published version."""
        return self.filter(current__isnull=False)

    def on_desk_of(self, user: User) -> "CallQuerySet":
        """Calls of the programmes `user` is an editor of."""
        if user.is_superuser:
            return self
        scopes = editor_scopes(user)
        return self if "" in scopes else self.filter(edition__programme__slug__in=scopes)

    def for_list(self) -> "CallQuerySet":
        """With what a line of a list prints: two queries."""
        return self.select_related("current", "edition__programme").prefetch_related("current__gates")

    def for_page(self) -> "CallQuerySet":
        """With everything a page prints, in a constant number of queries."""
        return self.select_related("current", "edition__programme", "edition__previous").prefetch_related(
            *(f"current__{part}" for part in ("gates", "rules", "questions", "tracks", "clauses", "faqs")),
            *(f"current__{part}" for part in ("awards", "criteria", "prizes")),
        )


class Call(models.Model):
    """An invitation to hand something in. Everything it says is in `current`, its newest published version."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="calls")
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=11, choices=CallKind, default=CallKind.FILM)
    current = models.ForeignKey("CallVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    next_receipt = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return str(self.current.title) if self.current else self.slug

    def asks_film(self) -> bool:
        """Whether a film is handed in."""
        return self.kind in FILM_KINDS

    def asks_portfolio(self) -> bool:
        """Whether a person's profile and portfolio are handed in."""
        return self.kind == CallKind.TALENT

    @property
    def programme(self) -> Programme:
        return self.edition.programme


class CallVersion(models.Model):
    """All a call says at one time. A draft until published, immutable after; entries pin the one they answer."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = I18nCharField(_("title"))
    summary = I18nTextField(_("in one sentence"), blank=True, default="")
    body = I18nTextField(_("text"), blank=True, default="")
    who = I18nTextField(_("who may enter"), blank=True, default="")
    what = I18nTextField(_("what to hand in"), blank=True, default="")
    prize = I18nTextField(_("what there is to win"), blank=True, default="")
    rights = I18nTextField(_("what happens with the rights"), blank=True, default="")
    consent = I18nTextField(_("text to accept when handing in"), blank=True, default="")
    ethics = I18nTextField(_("code of ethics to accept when handing in"), blank=True, default="")
    created_at = models.DateTimeField(default=now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("version of a call")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="one_version_per_number"),
            models.UniqueConstraint(fields=["call"], condition=Q(published_at=None), name="one_draft_per_call"),
        ]

    def __str__(self) -> str:
        return f"{self.call.slug} v{self.number}"


class Amendment(models.Model):
    """The public, dated difference of two published versions."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="amendments")
    before = models.ForeignKey(CallVersion, models.CASCADE, related_name="+")
    after = models.OneToOneField(CallVersion, models.CASCADE, related_name="amendment")
    at = models.DateTimeField()
    note = I18nTextField(_("why"), blank=True, default="")
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("amendment")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.call.slug} {self.at:%Y-%m-%d}"
