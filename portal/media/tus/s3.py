"""Uploads to S3: every 8 MiB or more becomes a part; what is left over waits as a small object of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO, Any

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.clock import now
from portal.media.models import Upload
from portal.media.storages import private_storage

from .protocol import Refusal
from .receiving import Body

S3_TROUBLE = (BotoCoreError, ClientError)
MIN_PART = 5 * 1024**2
PART = 8 * 1024**2
MAX_PARTS = 9_000  # S3 allows 10,000; short parts at the end of a request use some of them up
LEASE = timedelta(seconds=60)
RENEW = timedelta(seconds=15)


class S3Backend:
    """`upload.backend` holds the multipart's id, its parts' tags, and the key of the left-over bytes."""

    def __init__(self) -> None:
        bucket: Any = getattr(private_storage(), "bucket")  # noqa: B009
        self.bucket = bucket.name
        self.client = bucket.meta.client

    @contextmanager
    def lock(self, upload: Upload) -> Iterator[None]:
        """A lease in the row: several machines may serve one upload. It is renewed while bytes arrive."""
        self.lease = Lease(upload)
        self.lease.take()
        try:
            yield
        finally:
            self.lease.release()

    def receive(self, upload: Upload, body: Body) -> None:
        state = dict(upload.backend)
        if "id" not in state:
            state |= {"id": self._start(upload), "parts": [], "tail": "", "tail_bytes": 0}
            upload.advance(0, backend=state)
        offset, old_tail = upload.offset, state["tail"]
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as spool:
            held = self._fetch_tail(state, spool)
            part_size = max(PART, -(-upload.length // MAX_PARTS))
            while body.left and not body.is_cut:
                for piece in body.pieces(part_size - held):
                    spool.write(piece)
                    held += len(piece)
                    offset += len(piece)
                    self.lease.renew()
                is_last = offset == upload.length and not body.is_cut
                if held >= (1 if is_last else MIN_PART):
                    self._put_part(upload, state, spool)
                    state |= {"tail": "", "tail_bytes": 0}
                    held = 0
                    if not body.checksum:
                        upload.advance(offset, backend=state)
            if held and body.may_count:
                state |= {"tail": self._put_tail(upload, offset, spool), "tail_bytes": held}
        if body.may_count and (offset, state) != (upload.offset, upload.backend):
            upload.advance(offset, backend=state)
        if old_tail and upload.backend["tail"] != old_tail:
            self.client.delete_object(Bucket=self.bucket, Key=old_tail)

    def finish(self, upload: Upload) -> None:
        parts = [{"ETag": tag, "PartNumber": number} for number, tag in enumerate(upload.backend["parts"], 1)]
        try:
            self.client.complete_multipart_upload(
                Bucket=self.bucket, Key=upload.key, UploadId=upload.backend["id"], MultipartUpload={"Parts": parts}
            )
        except ClientError as refusal:
            # Killed between completing and our own commit: the object is there, and the multipart no longer.
            if not _is_missing(refusal) or self._size(upload.key) != upload.length:
                raise
        if self._size(upload.key) != upload.length:
            raise Refusal(503, "storage_unavailable", _("The file store lost a part; please upload again."))

    def discard(self, upload: Upload) -> None:
        if "id" not in upload.backend:
            return
        try:
            self.client.abort_multipart_upload(Bucket=self.bucket, Key=upload.key, UploadId=upload.backend["id"])
        except ClientError as refusal:
            if not _is_missing(refusal):
                raise
        for key in filter(None, (upload.backend.get("tail"), upload.key)):
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def _start(self, upload: Upload) -> str:
        answer = self.client.create_multipart_upload(
            Bucket=self.bucket, Key=upload.key, ContentType="application/octet-stream"
        )
        return str(answer["UploadId"])

    def _fetch_tail(self, state: dict[str, Any], spool: IO[bytes]) -> int:
        if not state["tail"]:
            return 0
        self.client.download_fileobj(self.bucket, state["tail"], spool)
        return int(state["tail_bytes"])

    def _put_part(self, upload: Upload, state: dict[str, Any], spool: IO[bytes]) -> None:
        spool.seek(0)
        self.lease.renew(at_once=True)
        answer = self.client.upload_part(
            Bucket=self.bucket,
            Key=upload.key,
            UploadId=state["id"],
            PartNumber=len(state["parts"]) + 1,
            Body=spool,
        )
        state["parts"] = [*state["parts"], answer["ETag"]]
        spool.seek(0)
        spool.truncate()

    def _put_tail(self, upload: Upload, offset: int, spool: IO[bytes]) -> str:
        """Left-over bytes under a name of their own: an older tail stays valid until the row points here."""
        key = f"tails/{upload.key}-{offset}"
        spool.seek(0)
        self.client.put_object(Bucket=self.bucket, Key=key, Body=spool)
        return key

    def _size(self, key: str) -> int:
        try:
            return int(self.client.head_object(Bucket=self.bucket, Key=key)["ContentLength"])
        except ClientError:
            return -1


class Lease:
    """The right to send to one upload, good for a minute and renewed four times in it."""

    def __init__(self, upload: Upload) -> None:
        self.row = Upload.objects.filter(pk=upload.pk)
        self.until: datetime | None = None

    def take(self) -> None:
        at = now()
        free = Q(locked_until=None) | Q(locked_until__lte=at)
        if not self.row.filter(free).update(locked_until=at + LEASE):
            raise Refusal(423, "locked", _("Another window is sending this file."), Retry_After="2")
        self.until = at + LEASE

    def renew(self, *, at_once: bool = False) -> None:
        """Keep the lease; refuse where it was lost, before anything is overwritten."""
        at = now()
        if self.until and not at_once and self.until - at > LEASE - RENEW:
            return
        if not self.row.filter(locked_until=self.until).update(locked_until=at + LEASE):
            raise Refusal(423, "locked", _("Another window is sending this file."), Retry_After="2")
        self.until = at + LEASE

    def release(self) -> None:
        self.row.filter(locked_until=self.until).update(locked_until=None)


def _is_missing(refusal: ClientError) -> bool:
    return refusal.response.get("Error", {}).get("Code") in {"NoSuchUpload", "NoSuchKey", "404"}
