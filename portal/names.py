"""How a work, a person or a place carries its names: rows of text with a language and a kind, never converted."""

from collections.abc import Iterable
from typing import ClassVar, Protocol, TypeVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    """What a name is to the thing that bears it."""

    ORIGINAL = "original", _("original")
    TRANSLATED = "translated", _("translated")
    ALIAS = "alias", _("also known as")
    NICKNAME = "nickname", _("nickname")
    ROMANISED = "romanised", _("romanised")


class NameLike(Protocol):
    """What `best_name` needs of a row."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def kind(self) -> str: ...


Row = TypeVar("Row", bound=NameLike)


class Name(models.Model):
    """One name. `language` is a BCP 47 tag with its script: `zh-Hans`, `zh-Hant`, `en`."""

    text = models.CharField(_("text"), max_length=300)
    language = models.CharField(_("language"), max_length=20, default="zh-Hans")
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind, default=NameKind.ORIGINAL)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


def best_name(rows: Iterable[Row], language: str | None = None) -> Row | None:
    """The row to show to a reader of `language` (Django's code; the active one where None).

    Their own language first, then the same language in the other script as it was given, then the original.
    Aliases and nicknames find things; they never head them while anything else is there.
    """
    wanted = (language or get_language() or "zh-hans").lower()
    heads = [row for row in rows if row.kind in (NameKind.ORIGINAL, NameKind.TRANSLATED)]

    def rank(row: Row) -> tuple[int, int]:
        tag = row.language.lower()
        closeness = 0 if tag == wanted else 1 if tag.split("-")[0] == wanted.split("-")[0] else 2
        return closeness, 0 if row.kind == NameKind.ORIGINAL else 1

    return min(heads, key=rank, default=next(iter(rows), None))
