"""Who stands behind an edition, and their logos. Pictures live on the site, so what ties one to an edition does too."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.images import FirstcutImage
from portal.authorities.models import Authority, AuthorityKind
from portal.calls.models import Edition

PARTNER_KINDS = (AuthorityKind.ORGANISATION, AuthorityKind.CHANNEL, AuthorityKind.TOOL)


class PartnerRole(models.TextChoices):
    """What a partner is to an edition, in the order in which credits name them."""

    PARENT = "parent", pgettext_lazy("partner", "Part of")
    ORGANISER = "organiser", pgettext_lazy("partner", "Organised by")
    HOST = "host", pgettext_lazy("partner", "Hosted by")
    CO_ORGANISER = "co_organiser", pgettext_lazy("partner", "Co-organised by")
    PARTNER = "partner", pgettext_lazy("partner", "In partnership with")
    SPONSOR = "sponsor", pgettext_lazy("partner", "Sponsored by")
    TECHNOLOGY = "technology", pgettext_lazy("partner", "Tools from")
    MEDIA = "media", pgettext_lazy("partner", "Media partners")
    SUPPORTER = "supporter", pgettext_lazy("partner", "Supported by")


class Partner(models.Model):
    """An organisation and its part in one edition. It is called by its own names; without a logo they are its mark."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Authority, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    role = models.CharField(_("part"), max_length=12, choices=PartnerRole)
    logo = models.ForeignKey(
        FirstcutImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    logo_on_dark = models.ForeignKey(
        FirstcutImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo on dark ground")
    )
    url = models.CharField(_("address"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("partner of an edition")
        verbose_name_plural = _("partners of an edition")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "organisation", "role"], name="one_partner_per_part"),
            models.CheckConstraint(condition=models.Q(role__in=PartnerRole.values), name="partner_role_known"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
