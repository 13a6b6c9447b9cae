"""Faces of talents. Pictures live on the site, so what ties one to a person does too."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from cms.images import FirstcutImage
from portal.talent.models import Talent


class TalentPortrait(models.Model):
    """The picture beside a talent's name. It stands on the consent to be listed and goes with it."""

    talent = models.OneToOneField(Talent, models.CASCADE, related_name="portrait")
    image = models.ForeignKey(FirstcutImage, models.CASCADE, related_name="portraits", verbose_name=_("portrait"))
    alt = I18nCharField(_("what the portrait shows"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("portrait")

    def __str__(self) -> str:
        return str(self.talent)
