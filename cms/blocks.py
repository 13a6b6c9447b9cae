"""What an editor can put on a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from portal.text import clean_text

LONGEST_LINE, LONGEST_TEXT = 300, 5000  # graphemes, where a block names no limit


class CleanCharBlock(blocks.CharBlock):
    """A line, cleaned like every text of people."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return clean_text(text, label=str(self.label), max_graphemes=self.field.max_length or LONGEST_LINE)


class CleanTextBlock(blocks.TextBlock):
    """Several lines, cleaned like every text of people."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return clean_text(text, label=str(self.label), max_graphemes=LONGEST_TEXT, multiline=True)


FILM = "cms.FilmPage"
COLLECTION = "cms.CollectionPage"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    text = CleanTextBlock(label=_("words"))
    by = CleanCharBlock(label=_("whose"), required=False)

    class Meta:
        icon = "openquote"
        template = "components/blocks/quotation.html"


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and credit."""

    image = ImageBlock(label=_("picture"))
    caption = CleanCharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        template = "components/blocks/figure.html"


class BodyBlock(blocks.StreamBlock):
    """Running text with what breaks it up."""

    heading = CleanCharBlock(icon="title", label=_("heading"), template="components/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link", "ul", "ol", "document-link"])
    quotation = QuotationBlock(label=_("quotation"))
    figure = FigureBlock(label=_("picture"))


class SignedRow(blocks.StructBlock):
    """A row of the home page by somebody: with their sentence, their name and the day."""

    title = CleanCharBlock(label=_("heading"), max_length=120)
    note = CleanTextBlock(label=_("your sentence"), required=False)
    by = CleanCharBlock(label=_("signed"), required=False, max_length=80)
    on = blocks.DateBlock(label=_("day"), required=False)


class FilmRow(SignedRow):
    """One film, large."""

    film = blocks.PageChooserBlock(page_type=FILM, label=_("film"))

    class Meta:
        icon = "media"


class FilmsRow(SignedRow):
    """Several films beside each other."""

    films = blocks.ListBlock(blocks.PageChooserBlock(page_type=FILM), label=_("films"), min_num=2, max_num=8)

    class Meta:
        icon = "grip"


class CollectionRow(SignedRow):
    """A collection's running order as a cue sheet."""

    collection = blocks.PageChooserBlock(page_type=COLLECTION, label=pgettext_lazy("site", "collection"))

    class Meta:
        icon = "list-ol"


class FacesRow(SignedRow):
    """Talents who agreed to be listed, by their public ids; the newest where none is given."""

    talents = blocks.ListBlock(CleanCharBlock(max_length=16), label=_("public ids"), required=False, max_num=6)

    class Meta:
        icon = "group"


class QuotationRow(SignedRow):
    """A quotation with space around it."""

    quotation = QuotationBlock(label=_("quotation"))

    class Meta:
        icon = "openquote"


class NewsRow(SignedRow):
    """The newest announcements."""

    class Meta:
        icon = "doc-full"


class RowsBlock(blocks.StreamBlock):
    """The editors' rows of the home page, in their order."""

    film = FilmRow(label=_("one film"))
    films = FilmsRow(label=_("several films"))
    collection = CollectionRow(label=_("a collection"))
    faces = FacesRow(label=_("faces"))
    quotation = QuotationRow(label=_("a quotation"))
    news = NewsRow(label=_("news"))
