"""A person or a studio as the channel knows them, apart from account and entry."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from portal.accounts.models import Role, User, Viewer
from portal.authorities.models import Authority
from portal.clock import now
from portal.names import Name, best_name
from portal.text import new_public_id


class TalentKind(models.TextChoices):
    """Who stands behind the profile."""

    PERSON = "person", _("person")
    STUDIO = "studio", _("studio or team")


class TalentQuerySet(models.QuerySet["Talent"]):
    def listed(self) -> "TalentQuerySet":
        """Those whose consent to be listed in public stands now."""
        return self.filter(consents__revoked_at=None, consents__given_at__isnull=False).distinct()

    def visible_to(self, user: Viewer) -> "TalentQuerySet":
        """The talents whose whole profile `user` may open: their own; all of them for editors."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR):
            return self
        return self.filter(user=user)


class Talent(models.Model):
    """A profile. It is public only while a `ListingConsent` stands."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=TalentKind, default=TalentKind.PERSON)
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="talent")
    statement = I18nTextField(_("in one sentence"), blank=True, default="")
    biography = I18nTextField(_("biography"), blank=True, default="")
    region = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"),
        limit_choices_to={"kind": "place"},
    )  # fmt: skip
    affiliations = models.ManyToManyField(
        Authority, blank=True, related_name="affiliated_talents", limit_choices_to={"kind": "organisation"}
    )
    skills = models.ManyToManyField(
        Authority, blank=True, related_name="skilled_talents", limit_choices_to={"kind": "skill"}
    )
    tools = models.ManyToManyField(
        Authority, blank=True, related_name="tool_talents", limit_choices_to={"kind": "tool"}
    )
    pinyin = models.CharField(_("pinyin"), max_length=200, blank=True)
    is_open_to_contact = models.BooleanField(_("open to be contacted"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)

    objects = TalentQuerySet.as_manager()

    class Meta:
        verbose_name = _("talent")
        verbose_name_plural = _("talents")

    def __str__(self) -> str:
        return self.name()

    def name(self, language: str | None = None) -> str:
        """The name a reader of `language` sees, as the person wrote it."""
        row = best_name(self.names.all(), language)
        return row.text if row else self.public_id

    def is_listed(self) -> bool:
        """Whether the public may see the profile now."""
        return self.consents.filter(revoked_at=None).exists()


class TalentName(Name):
    """A name of a talent."""

    talent = models.ForeignKey(Talent, models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")


class PortfolioItem(models.Model):
    """One work or activity a talent shows: a link, a picture or a film, with what they did in it."""

    talent = models.ForeignKey(Talent, models.CASCADE, related_name="portfolio")
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    part = models.CharField(_("your part in it"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("portfolio item")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ListingConsent(models.Model):
    """A dated yes to being listed, and its dated end. Rows are added and ended, never deleted."""

    talent = models.ForeignKey(Talent, models.CASCADE, related_name="consents")
    given_at = models.DateTimeField(default=now)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text_hash = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["talent"], condition=Q(revoked_at=None), name="one_standing_consent"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("given_at")), name="consent_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.given_at:%Y-%m-%d}"
