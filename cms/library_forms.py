"""Wagtail's own forms of pictures and documents, with our rule for what people type. Settings name them."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.fields import CleansTexts


class CleanImageForm(CleansTexts, BaseImageForm):
    """A picture in the library."""


class CleanDocumentForm(CleansTexts, BaseDocumentForm):
    """A file in the library."""
