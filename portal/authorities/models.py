"""Organisations, tools, places, heritage objects, channels and their kin: one table, one way to hold aliases."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from portal.names import Name, best_name


class AuthorityKind(models.TextChoices):
    """What sort of thing it is; the catalogue's facets follow these."""

    ORGANISATION = "organisation", _("organisation")
    CHANNEL = "channel", _("channel")
    TOOL = "tool", _("tool")
    SKILL = "skill", _("skill")
    GENRE = "genre", _("genre")
    PLACE = "place", _("place")
    ERA = "era", _("era")
    FIGURE = "figure", _("figure")
    MOTIF = "motif", _("motif")
    CRAFT = "craft", _("craft")
    HERITAGE = "heritage", _("heritage object")


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def of_kind(self, *kinds: str) -> "AuthorityQuerySet":
        return self.filter(kind__in=kinds)


class Authority(models.Model):
    """One thing many records point at. Its names are rows; two spellings are one thing."""

    kind = models.CharField(_("kind"), max_length=16, choices=AuthorityKind)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    era = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="of_era", verbose_name=_("era")
    )
    note = I18nTextField(_("note"), blank=True, default="")
    url = models.URLField(_("address"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority record")
        verbose_name_plural = _("authority records")
        ordering: ClassVar = ["kind", "slug"]

    def __str__(self) -> str:
        return self.name()

    def name(self, language: str | None = None) -> str:
        """What a reader of `language` calls it; the slug where it has no name yet."""
        row = best_name(self.names.all(), language)
        return row.text if row else self.slug

    def chain(self) -> list["Authority"]:
        """From the outermost whole to this part: school, laboratory, studio. Reads `parent`s one by one."""
        links: list[Authority] = []
        node: Authority | None = self
        while node is not None and node not in links:
            links.append(node)
            node = node.parent
        return links[::-1]


class AuthorityName(Name):
    """A name of an authority."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "text", "language"], name="one_authority_name_per_language")
        ]


def names_of(authorities: Iterable[Authority]) -> list[str]:
    """Every name of every one of them, for the catalogue. Prefetch `names` first."""
    return [name.text for authority in authorities for name in authority.names.all()]
