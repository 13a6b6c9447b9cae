"""Our own image, rendition and document models, so that they can grow without a data migration."""

import hashlib
import uuid
from pathlib import PurePosixPath
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

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess: whoever knows the address reads the picture, also before a page shows it."""
        return f"original_images/{uuid.uuid4().hex}{PurePosixPath(filename).suffix.lower()}"


class FirstcutRendition(AbstractRendition):
    """A resized copy."""

    image = models.ForeignKey(FirstcutImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]

    def get_upload_to(self, filename: str) -> str:
        """Wagtail builds `filename` on the original's, which pages must not tell: where it was taken is still in it."""
        original, _dot, rest = filename.partition(".")
        return f"images/{hashlib.sha256(original.encode()).hexdigest()[:32]}.{rest}"


def document_place(document: "FirstcutDocument", filename: str) -> str:
    """Below a name nobody can guess: a public bucket gives it to whoever knows it, without asking who may read."""
    return f"documents/{uuid.uuid4().hex}/{filename}"


class FirstcutDocument(AbstractDocument):
    """A file for download, under its own name."""

    file = models.FileField(_("file"), upload_to=document_place)

    admin_form_fields = Document.admin_form_fields
