"""Uploads to a folder of this machine: one file, written in place under its final name."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal.media.models import Upload
from portal.media.storages import local_path, private_storage, sync_folder

from .protocol import Refusal
from .receiving import Body


class LocalBackend:
    """No temporary name and no renaming: a file without a finished row is simply not a file yet."""

    @contextmanager
    def lock(self, upload: Upload) -> Iterator[None]:
        """A lock on the file itself, which the kernel lets go of when its holder is killed."""
        descriptor = _open(_path(upload))
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(423, "locked", _("Another window is sending this file."), Retry_After="2") from None
            yield
        finally:
            os.close(descriptor)

    def receive(self, upload: Upload, body: Body) -> None:
        descriptor = _open(_path(upload))
        try:
            position = min(upload.offset, os.fstat(descriptor).st_size)
            if position != upload.offset:  # a restored backup may hold fewer bytes than its database says
                upload.advance(position)
                raise Refusal(409, "wrong_offset", _("Part of this file is lost."), Upload_Offset=str(position))
            while body.left and not body.is_cut:
                for piece in body.pieces(body.stride):
                    _write(descriptor, piece, position)
                    position += len(piece)
                os.fdatasync(descriptor)
                if body.may_count and position != upload.offset:
                    upload.advance(position)
        finally:
            os.close(descriptor)

    def finish(self, upload: Upload) -> None:
        descriptor = _open(_path(upload))
        try:
            if os.fstat(descriptor).st_size < upload.length:
                raise Refusal(410, "gone", _("Part of this file is lost; please upload it again."))
            os.ftruncate(descriptor, upload.length)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def discard(self, upload: Upload) -> None:
        _path(upload).unlink(missing_ok=True)


def _path(upload: Upload) -> Path:
    path = local_path(private_storage(), upload.key)
    assert path is not None  # noqa: S101 - the backend was chosen by this very question
    return path


def _open(path: Path) -> int:
    """The file for writing; made, with its folder, durably, where it is not there yet."""
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, flags | os.O_CREAT, 0o600)
        sync_folder(path.parent)
        sync_folder(path.parent.parent)
        return descriptor


def _write(descriptor: int, piece: bytes, position: int) -> None:
    view = memoryview(piece)
    while view:
        written = os.pwrite(descriptor, view, position)
        view, position = view[written:], position + written
