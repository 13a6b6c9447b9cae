"""Private files on this machine's disk, and buckets of an S3 store."""

from typing import Any

from django.core.files.storage import FileSystemStorage, Storage, storages
from storages.backends.s3 import S3Storage


class PrivateFolder(FileSystemStorage):
    """A folder without an address. Django's own storage would fall back to MEDIA_URL where it has none."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file is not accessible via a URL; a view that asks who reads it has to send it.")


class Bucket(S3Storage):
    """Known by its name in STORAGES: a task says where a file lies, and keys are no part of that."""

    def __init__(self, *, alias: str, **options: Any) -> None:
        self.alias = alias
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return f"{__name__}.{named.__name__}", [self.alias], {}


def named(alias: str) -> Storage:
    """The storage that STORAGES has under this name."""
    return storages[alias]
