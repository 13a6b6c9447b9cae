"""From a request's body to durable bytes. The body is read in small pieces and never held whole."""

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from portal.media.models import Upload, UploadState
from portal.media.storages import private_storage

from .protocol import Checksum, Refusal

PIECE = 256 * 1024
STRIDE = 16 * 1024**2  # a long body is made durable, and counted, this often


class Body:
    """The rest of a request's body: at most `length` bytes, read piece by piece, hashed where a checksum is due."""

    def __init__(self, read: Callable[[int], bytes], length: int, checksum: Checksum | None) -> None:
        self._read, self.left, self.checksum = read, length, checksum
        self._hasher = checksum.hasher() if checksum else None
        self.is_cut = False

    def pieces(self, most: int) -> Iterator[bytes]:
        """Up to `most` bytes. Ends early, with `is_cut` set, when the line breaks."""
        while most and self.left:
            try:
                piece = self._read(min(PIECE, most, self.left))
            except OSError:
                piece = b""
            if not piece:
                self.is_cut = True
                return
            self.left -= len(piece)
            most -= len(piece)
            if self._hasher:
                self._hasher.update(piece)
            yield piece

    @property
    def stride(self) -> int:
        """How many bytes may be counted before the end: none where the checksum could still refuse them all."""
        return self.left if self.checksum else STRIDE

    @property
    def may_count(self) -> bool:
        """Whether what was read so far may be added to the offset."""
        if self._hasher is None or self.checksum is None:
            return True
        return not self.is_cut and not self.left and self._hasher.digest() == self.checksum.digest

    def verdict(self) -> None:
        """Raise what the client has to hear about a body that was not what it promised."""
        if self.is_cut:
            raise Refusal(400, "body_short", _("The line broke before the whole piece had arrived."))
        if not self.may_count:
            raise Refusal(460, "checksum", _("This piece was damaged on its way; please send it again."))


class Backend(Protocol):
    """Where bytes of an upload go."""

    def lock(self, upload: Upload) -> AbstractContextManager[Any]:
        """Nobody else sends to `upload` meanwhile; refuses with 423 when somebody does."""
        ...

    def receive(self, upload: Upload, body: Body) -> None:
        """Append the body at `upload.offset` and count what is durable, stride by stride."""
        ...

    def finish(self, upload: Upload) -> None:
        """Make the whole file available as `upload.key`. Doing it twice is harmless."""
        ...

    def discard(self, upload: Upload) -> None:
        """Forget every byte. Doing it twice is harmless."""
        ...


def backend() -> Backend:
    """The one that fits where private files are kept."""
    from .local import LocalBackend
    from .s3 import S3Backend

    return LocalBackend() if isinstance(private_storage(), FileSystemStorage) else S3Backend()


def receive(upload: Upload, body: Body, *, offset: int) -> None:
    """Take the body as the bytes from `offset` on. Raises Refusal; whatever was counted stays counted."""
    store = backend()
    with storage_trouble(), store.lock(upload):
        upload.refresh_from_db()
        must_be_open(upload)
        if offset != upload.offset:
            raise Refusal(
                409,
                "wrong_offset",
                _("This piece does not continue what we have; the upload goes on from where it really is."),
                Upload_Offset=str(upload.offset),
            )
        if body.left > upload.length - upload.offset:
            raise Refusal(413, "too_long", _("This is more than the file was said to have."))
        store.receive(upload, body)
    body.verdict()


def must_be_open(upload: Upload) -> None:
    """Refuse what came too late: 410 for a thing that is gone, 409 for one that is complete."""
    if upload.state == UploadState.FINISHED:
        raise Refusal(409, "finished", _("This file is already here."), Upload_Offset=str(upload.offset))
    if upload.state != UploadState.OPEN:
        raise Refusal(410, "gone", _("This upload was cancelled or has waited too long; please start it again."))


@contextmanager
def storage_trouble() -> Iterator[None]:
    """What a full or failing disk, or a store that does not answer, means for the person: wait and go on."""
    from .s3 import S3_TROUBLE

    try:
        yield
    except OSError as trouble:
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refusal(507, "storage_full", _("There is no room left for files; we have been told.")) from trouble
        raise _unavailable() from trouble
    except S3_TROUBLE as trouble:
        raise _unavailable() from trouble


def _unavailable() -> Refusal:
    return Refusal(
        503, "storage_unavailable", _("The file store does not answer; the upload goes on by itself."), Retry_After="10"
    )
