"""The subtitles of an entry's film: put beside it, and taken away again, while the entry may be changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.entries.actions import announce, bump, require_editable
from portal.entries.models import Entry, Submission
from portal.errors import InvalidMove
from portal.films.models import Film
from portal.media.captioning import attach_caption, remove_caption
from portal.media.models import Caption, Original

MOST_FILES = 120
"""How many files of subtitles one film file may have seen: those a receipt or a page names are kept."""


def label_of(language: str, kind: str) -> str:
    """What a player's menu calls them: the language by its own name."""
    name = str(get_language_info(language.lower())["name_local"])
    return f"{name} (CC)" if kind == Caption.CaptionKind.CAPTIONS else name


@transaction.atomic
def add_caption(entry: Entry, raw: bytes, *, language: str, kind: str, by: User, at: datetime) -> Caption:
    """Put subtitles beside the entry's film, in place of those of that language and kind. `at`: when the request came.

    Raises CaptionError, TooLate or InvalidMove, and then nothing has changed.
    """
    entry, original = _open(entry, at)
    if original.captions.count() >= MOST_FILES:
        raise InvalidMove(_("This film has seen too many files of subtitles; ask the editors of the call."))
    caption = attach_caption(
        original,
        raw,
        language=language,
        kind=kind,
        label=label_of(language, kind),
        by=by,
        at=at,
        keeps_earlier=_may_be_named(original),
    )
    _changed(entry, at)
    return caption


@transaction.atomic
def take_caption_away(entry: Entry, public_id: str, *, by: User, at: datetime) -> None:
    """Remove one; nothing happens where it is gone already. Raises TooLate or InvalidMove."""
    entry, original = _open(entry, at)
    caption = original.captions.current().filter(public_id=public_id).first()
    if caption:
        remove_caption(caption, by=by, at=at, keeps=_may_be_named(original))
        _changed(entry, at)


def _open(entry: Entry, at: datetime) -> tuple[Entry, Original]:
    entry = Entry.objects.for_work().select_for_update(of=("self",)).get(pk=entry.pk)
    require_editable(entry, at=at)
    original = entry.film.original if entry.film else None
    if original is None:
        raise InvalidMove(_("Send the film first; its subtitles are kept with it."))
    return entry, original


def _may_be_named(original: Original) -> bool:
    """Whether a receipt or a public page may name these captions, so that replaced ones have to stay."""
    return (
        Submission.objects.filter(original=original).exists()
        or original.renditions.public().exists()
        or original.captions.exclude(public_key="").exists()
    )


def _changed(entry: Entry, at: datetime) -> None:
    Film.objects.filter(pk__in=Entry.objects.filter(pk=entry.pk).values("film")).update(
        version=F("version") + 1, updated_at=at
    )
    bump(entry, at=at)
    announce(entry)
