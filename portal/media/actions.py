"""What people and the clock do with files: start, finish and give up uploads; publish and withdraw copies."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.errors import DomainError, InvalidMove

from . import signals
from .limits import MAX_OPEN_UPLOADS, max_bytes
from .models import UPLOAD_LIVES, Caption, Original, Rendition, RenditionKind, Upload, UploadQuerySet, UploadState
from .storages import (
    copy_to_public,
    free_bytes,
    new_key,
    new_public_key,
    private_storage,
    public_storage,
)
from .tus import receiving
from .tus.protocol import Refusal

MIB = 1024**2
A_MINUTE = timedelta(minutes=1)
EXTENSIONS = {"video/mp4": "mp4", "image/jpeg": "jpg", "image/png": "png"}


def create_upload(*, by: User, length: int, name: str, purpose: str, at: datetime, idempotency_key: str = "") -> Upload:
    """Start an upload of `length` bytes; with a key already used, the upload it started. Raises Refusal."""
    if not length:
        raise Refusal(400, "empty", _("This file is empty."))
    limit = max_bytes(purpose)
    if length > limit:
        raise Refusal(413, "too_big", _too_big(limit), Tus_Max_Size=str(limit))
    try:
        return _create_upload(by=by, length=length, name=name, purpose=purpose, at=at, key=idempotency_key)
    except IntegrityError:  # the same request twice at once: the other one was first
        return _create_upload(by=by, length=length, name=name, purpose=purpose, at=at, key=idempotency_key)


@transaction.atomic
def _create_upload(*, by: User, length: int, name: str, purpose: str, at: datetime, key: str) -> Upload:
    User.objects.select_for_update().get(pk=by.pk)  # so that two requests cannot share the last of the quota
    earlier = Upload.objects.filter(owner=by, idempotency_key=key).first() if key else None
    if earlier and earlier.state in (UploadState.OPEN, UploadState.FINISHED):
        if (earlier.length, earlier.purpose) != (length, purpose):
            raise Refusal(409, "key_reused", _("This request was already used for another file."))
        return earlier
    if earlier:
        Upload.objects.filter(pk=earlier.pk).update(idempotency_key="")
    _check_room(by, length)
    return Upload.objects.create(
        owner=by,
        length=length,
        name=name,
        purpose=purpose,
        key=new_key("originals"),
        idempotency_key=key,
        created_at=at,
        expires_at=at + UPLOAD_LIVES,
    )


def _check_room(by: User, length: int) -> None:
    waiting = Upload.objects.filter(owner=by).open()
    if waiting.count() >= MAX_OPEN_UPLOADS:
        raise Refusal(
            429,
            "too_many_uploads",
            ngettext(
                "You have %(count)d unfinished upload; finish or cancel it first.",
                "You have %(count)d unfinished uploads; finish or cancel one first.",
                MAX_OPEN_UPLOADS,
            )
            % {"count": MAX_OPEN_UPLOADS},
            Retry_After="60",
        )
    if used_bytes(by) + length > settings.UPLOAD_QUOTA_BYTES:
        raise Refusal(
            413,
            "quota",
            _("Your files may take up %(limit)d MB together; this one does not fit any more.")
            % {"limit": settings.UPLOAD_QUOTA_BYTES // MIB},
        )
    free = free_bytes()
    if free is not None and length > free:
        raise Refusal(507, "storage_full", _("There is no room left for a file of this size; we have been told."))


def used_bytes(user: User) -> int:
    """What counts against `user`'s quota: files that are here, and the full length of those on their way."""
    kept = Original.objects.filter(owner=user).aggregate(sum=Sum("bytes"))["sum"] or 0
    coming = Upload.objects.filter(owner=user).open().aggregate(sum=Sum("length"))["sum"] or 0
    return int(kept + coming)


def finish_upload(upload: Upload, *, at: datetime) -> Original:
    """Make the file of a whole upload an original. Doing it twice, or in two places, makes one."""
    with receiving.storage_trouble():
        receiving.backend().finish(upload)
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.state == UploadState.OPEN:
            row.original = _receive_original(row, at=at)
            row.state = UploadState.FINISHED
            row.save(update_fields=["original", "state"])
    upload.refresh_from_db()
    if row.original is None:
        raise InvalidMove(_("This upload was cancelled."))
    return row.original


def _receive_original(upload: Upload, *, at: datetime) -> Original:
    return receive_original(
        owner=upload.owner, kind=upload.purpose, name=upload.name, size=upload.length, key=upload.key, at=at
    )


@transaction.atomic
def receive_original(*, owner: User | None, kind: str, name: str, size: int, key: str, at: datetime) -> Original:
    """The row for `size` bytes that are durable in private storage as `key`; its reading is queued with it."""
    from .tasks import read_original

    original = Original.objects.create(owner=owner, kind=kind, name=name, bytes=size, key=key, created_at=at)
    signals.original_received.send(Original, original=original)
    read_original.enqueue(original.pk)
    return original


def delete_upload(upload: Upload, *, by: User, at: datetime) -> None:
    """Give up an unfinished upload and free its bytes."""
    _end_upload(upload, UploadState.ABORTED, waiting=Upload.objects.open())


def expire_uploads(*, at: datetime) -> int:
    """Free what nobody has continued for two days. Returns how many ended."""
    ended = 0
    for upload in Upload.objects.overdue_at(at).iterator():
        try:
            _end_upload(upload, UploadState.EXPIRED, waiting=Upload.objects.overdue_at(at))
            ended += 1
        except DomainError:
            continue  # somebody is sending or has just sent, or the store does not answer: next time
    return ended


def _end_upload(upload: Upload, state: UploadState, *, waiting: UploadQuerySet) -> None:
    """The row first: bytes without a row are swept up, a row without its bytes would be a lie."""
    store = receiving.backend()
    with receiving.storage_trouble(), store.lock(upload):
        if not waiting.filter(pk=upload.pk).update(state=state):
            raise InvalidMove(_("This upload is already over."))
        upload.state = state
        store.discard(upload)


def _too_big(limit: int) -> str:
    return _("This file is too big; the limit is %(limit)d MB.") % {"limit": limit // MIB}


def finish_whole_uploads(*, at: datetime) -> int:
    """Finish what a server that was killed after the last byte left behind. Returns how many there were."""
    finished = 0
    for upload in Upload.objects.open().filter(offset=F("length"), expires_at__lte=at + UPLOAD_LIVES - A_MINUTE):
        try:
            finish_upload(upload, at=at)
            finished += 1
        except DomainError:
            continue
    return finished


def publish_rendition(rendition: Rendition, *, by: User | None, at: datetime) -> str:
    """Give the copy a public twin and return its address; the one it has already when it is public.

    The bytes are copied before the row says so: call it before a transaction that makes the page live, not inside one
    that may still be rolled back. A twin without a row is swept up.
    """
    if not rendition.is_public:
        key = new_public_key(EXTENSIONS[rendition.content_type])
        copy_to_public(rendition.key, key, content_type=rendition.content_type)
        unpublished = Rendition.objects.filter(pk=rendition.pk, public_key="")
        if not unpublished.update(public_key=key, published_at=at):
            delete_public_files([key])
        rendition.refresh_from_db()
    return rendition.url


def publish_original(
    original: Original, *, by: User | None, at: datetime, captions: Iterable[Caption] | None = None
) -> None:
    """Make every copy of a film or picture, and its current or the given captions, public. The original never is.

    Thumbnails are for those who sent the file and stay private.
    """
    for rendition in original.renditions.exclude(kind=RenditionKind.THUMB):
        publish_rendition(rendition, by=by, at=at)
    publish_captions(original.captions.current() if captions is None else captions)


def publish_captions(captions: Iterable[Caption]) -> None:
    """Give captions public twins, as `publish_rendition` does."""
    for caption in captions:
        if caption.is_public:
            continue
        key = new_public_key("vtt")
        copy_to_public(caption.key, key, content_type="text/vtt; charset=utf-8")
        if Caption.objects.filter(pk=caption.pk, public_key="").update(public_key=key):
            caption.public_key = key
        else:
            delete_public_files([key])


@transaction.atomic
def withdraw_public(original: Original, *, by: User | None, at: datetime) -> None:
    """Take every public twin back: at once where the store answers, and otherwise again and again until it does."""
    from .tasks import delete_public_files as delete_later

    keys = [
        key
        for rows in (original.renditions, original.captions)
        for key in rows.exclude(public_key="").values_list("public_key", flat=True)
    ]
    original.renditions.update(public_key="", published_at=None)
    original.captions.update(public_key="")
    if keys:
        delete_later.enqueue(keys)
        transaction.on_commit(lambda: delete_public_files(keys), robust=True)


@transaction.atomic
def withdraw_captions(captions: Iterable[Caption]) -> None:
    """Take the public twins of these captions back."""
    from .tasks import delete_public_files as delete_later

    keys = [caption.public_key for caption in captions if caption.is_public]
    if not keys:
        return
    Caption.objects.filter(public_key__in=keys).update(public_key="")
    delete_later.enqueue(keys)
    transaction.on_commit(lambda: delete_public_files(keys), robust=True)


def delete_public_files(keys: list[str]) -> None:
    """Delete public twins; those already gone are fine."""
    for key in keys:
        public_storage().delete(key)


def delete_private_files(keys: list[str]) -> None:
    """Delete private files; those already gone are fine."""
    for key in keys:
        private_storage().delete(key)
