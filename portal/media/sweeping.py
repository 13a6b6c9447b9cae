"""Files that no row knows: what a rolled-back publication or a killed server left where people could fetch it.

Originals and our copies of them are never swept: after a database was restored from a backup, a file without a row may
be somebody's film.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import Storage

from .models import UPLOAD_LIVES, Caption, Rendition, Upload
from .storages import PUBLIC_PREFIX, local_path, private_storage, public_storage

YOUNG = timedelta(days=1)  # a file this fresh may still be waiting for its row
OURS = ("originals/",)  # where uploads are put together; whatever else shares the bucket is not ours to abort


def sweep_files(*, at: datetime) -> int:
    """Delete public files and left-over bytes of uploads that no row names. Returns how many there were."""
    public = {
        key
        for rows in (Rendition, Caption)
        for key in rows.objects.exclude(public_key="").values_list("public_key", flat=True)
    }
    tails = {str(state.get("tail", "")) for state in Upload.objects.open().values_list("backend", flat=True)}
    swept = _sweep(public_storage(), PUBLIC_PREFIX, public, at) + _sweep(private_storage(), "tails", tails, at)
    return swept + sweep_multiparts(at=at)


def sweep_multiparts(*, at: datetime) -> int:
    """Abort multipart uploads in S3 whose row never learned of them: a server died between the store and the database.

    Many stores have no rule that would do it, and their parts cost space that no listing shows. Returns how many.
    """
    bucket: Any = getattr(private_storage(), "bucket", None)
    if bucket is None:
        return 0
    known = {str(state.get("id", "")) for state in Upload.objects.open().values_list("backend", flat=True)}
    swept = 0
    for one in bucket.multipart_uploads.all():
        is_ours = one.object_key.startswith(OURS)
        if is_ours and one.id not in known and one.initiated < at - UPLOAD_LIVES - YOUNG:
            one.abort()
            swept += 1
    return swept


def _sweep(storage: Storage, folder: str, known: set[str], at: datetime) -> int:
    swept = 0
    for key in _keys(storage, folder):
        if key not in known and _since(storage, key) < at - YOUNG:
            storage.delete(key)
            swept += 1
    return swept


def _since(storage: Storage, key: str) -> datetime:
    """When the name came to be: a public twin shares the bytes, and so the age, of an older private file."""
    is_local = local_path(storage, key) is not None
    return storage.get_created_time(key) if is_local else storage.get_modified_time(key)


def _keys(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name:
            yield f"{folder}/{name}"
    for one in folders:
        yield from _keys(storage, f"{folder}/{one}")
