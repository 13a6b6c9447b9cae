"""Our own image, rendition and document models, so that they can grow without a data migration."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class FirstcutImage(AbstractImage):
    """A picture in the library, with the credit that has to stand under it."""

    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    is_stand_in = models.BooleanField(_("generated stand-in"), default=False)

    admin_form_fields = (*Image.admin_form_fields, "credit")


class FirstcutRendition(AbstractRendition):
    """A resized copy."""

    image = models.ForeignKey(FirstcutImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class FirstcutDocument(AbstractDocument):
    """A file for download."""

    admin_form_fields = Document.admin_form_fields
