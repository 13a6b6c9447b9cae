"""Captions beside a film: put there, replaced, taken away, and carried over to the film's next file."""

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from portal.accounts.models import User

from .actions import delete_private_files, delete_public_files
from .captions import to_webvtt
from .models import Caption, Original
from .storages import new_key, private_storage, store_file

WEBVTT = "text/vtt; charset=utf-8"


def attach_caption(
    original: Original,
    raw: bytes,
    *,
    language: str,
    kind: str,
    label: str,
    by: User | None,
    at: datetime,
    is_default: bool = False,
    keeps_earlier: bool = False,
) -> Caption:
    """Convert SRT or WebVTT and put it beside the film, in place of an earlier one of that language and kind.

    Raises CaptionError with the line that is wrong. The earlier one goes with its public twin; with `keeps_earlier`
    both stay for the pages and receipts that name them.
    """
    text = to_webvtt(raw).encode()
    key = _store(text)
    with transaction.atomic():
        earlier = original.captions.current().filter(language=language, kind=kind).first()
        if is_default:
            original.captions.current().update(is_default=False)
        if earlier:
            remove_caption(earlier, by=by, at=at, keeps=keeps_earlier)
        return Caption.objects.create(
            original=original,
            language=language,
            kind=kind,
            label=label,
            key=key,
            sha256=hashlib.sha256(text).hexdigest(),
            is_default=is_default,
            created_at=at,
        )


@transaction.atomic
def remove_caption(caption: Caption, *, by: User | None, at: datetime, keeps: bool = False) -> None:
    """Take a caption away from the film: for good, or, with `keeps`, only from what is current."""
    if keeps:
        Caption.objects.filter(pk=caption.pk, replaced_at=None).update(replaced_at=at, is_default=False)
        return
    key, public_key = caption.key, caption.public_key
    if public_key:
        transaction.on_commit(lambda: delete_public_files([public_key]), robust=True)
    transaction.on_commit(lambda: delete_private_files([key]), robust=True)
    caption.delete()


def carry_captions(source: Original, target: Original, *, at: datetime) -> None:
    """Give the film's new file its own copies of the captions of the last one, but for those it has already."""
    if source.pk == target.pk:
        return
    have = {(one.language, one.kind) for one in target.captions.current()}
    for caption in source.captions.current():
        if (caption.language, caption.kind) in have:
            continue
        try:
            with private_storage().open(caption.key) as file:
                text = file.read()
        except FileNotFoundError:
            continue  # what is lost already must not keep the film from being replaced
        Caption.objects.create(
            original=target,
            language=caption.language,
            kind=caption.kind,
            label=caption.label,
            key=_store(text),
            sha256=hashlib.sha256(text).hexdigest(),
            is_default=caption.is_default,
            created_at=at,
        )


def _store(text: bytes) -> str:
    key = new_key("captions")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR) as file:
        file.write(text)
        file.flush()
        store_file(Path(file.name), key, content_type=WEBVTT)
    return key
