"""Private and public storage: names nobody can guess, and the way a private file gets a public twin."""

import os
import shutil
import uuid
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.urls import reverse

PUBLIC_PREFIX = "public"
SIGNED_FOR_SECONDS = 300
# How long a cache in between may answer for us. What is withdrawn is gone here at once, and everywhere this much later;
# until then a cache only asks whether its copy still holds (ETag), which moves no byte of the film.
PUBLIC_CACHE = "public, max-age=3, must-revalidate"


def private_storage() -> Storage:
    """Where originals and everything made of them live; nothing in it has a public address."""
    return storages["private"]


def public_storage() -> Storage:
    """Where public twins live."""
    return storages["default"]


def new_key(folder: str) -> str:
    """A name for a private file: no extension, so that nothing which guesses by extension ever opens it."""
    name = uuid.uuid4().hex
    return f"{folder}/{name[:2]}/{name}"


def new_public_key(extension: str) -> str:
    """A name for a public file; a fresh one each time, so that a withdrawn address never comes back."""
    name = uuid.uuid4().hex
    return f"{PUBLIC_PREFIX}/{name[:2]}/{name}.{extension}"


def local_path(storage: Storage, key: str) -> Path | None:
    """The file's path where the storage is a folder of this machine, else None."""
    return Path(storage.path(key)) if isinstance(storage, FileSystemStorage) else None


def public_url(key: str) -> str:
    """Where anybody fetches a public file: our own range-serving view, or the bucket."""
    storage = public_storage()
    if isinstance(storage, FileSystemStorage):
        return reverse("file-public", args=[key])
    return storage.url(key)


def signed_url(key: str, *, content_type: str, disposition: str) -> str:
    """A short-lived address of a private object in S3, answering with our own type and disposition."""
    storage: Any = storages["signing"]
    parameters = {"ResponseContentType": content_type, "ResponseContentDisposition": disposition}
    return str(storage.url(key, parameters=parameters, expire=SIGNED_FOR_SECONDS))


def copy_to_public(key: str, public_key: str, *, content_type: str) -> None:
    """Give a private file a public twin. On disk it costs no space; in S3 no byte passes through us."""
    source, target = private_storage(), public_storage()
    path, goal = local_path(source, key), local_path(target, public_key)
    if path and goal:
        _link(path, goal)
        return
    bucket: Any = getattr(source, "bucket", None)
    twin: Any = getattr(target, "bucket", None)
    if bucket is not None and twin is not None:
        extra = {"ContentType": content_type, "MetadataDirective": "REPLACE", "CacheControl": PUBLIC_CACHE}
        twin.copy({"Bucket": bucket.name, "Key": key}, public_key, ExtraArgs=extra)
        return
    with source.open(key) as file:
        target.save(public_key, file)


def _link(path: Path, goal: Path) -> None:
    """A second name for the same bytes: neither copy is ever written to again."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, goal)
    except OSError:
        partial = goal.with_suffix(".partial")
        shutil.copyfile(path, partial)
        partial.replace(goal)
    sync_folder(goal.parent)


def store_file(path: Path, key: str, *, content_type: str) -> None:
    """Put the file at `path`, made by us, into private storage as `key`, durably. Doing it twice is harmless."""
    storage = private_storage()
    goal = local_path(storage, key)
    if goal is None:
        bucket: Any = getattr(storage, "bucket")  # noqa: B009
        bucket.upload_file(str(path), key, ExtraArgs={"ContentType": content_type})
        return
    goal.parent.mkdir(parents=True, exist_ok=True)
    partial = goal.with_suffix(".partial")
    with path.open("rb") as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    partial.replace(goal)
    sync_folder(goal.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_bytes() -> int | None:
    """How many bytes fit into private storage; None where only its owner knows."""
    path = local_path(private_storage(), "")
    if path is None:
        return None
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free
