"""The same uploads, copies and withdrawals against a real S3."""

import hashlib
import io
import random
import urllib.error
import urllib.request
from datetime import timedelta

import pytest

from portal.clock import now
from portal.media import actions, reading
from portal.media.models import UPLOAD_LIVES, Original, Upload
from portal.media.storages import private_storage
from portal.media.sweeping import YOUNG, sweep_multiparts
from portal.media.tus import receiving, s3
from portal.media.tus.protocol import Checksum, Refusal
from tests.factories.media import OwnerFactory, make_film, make_read_original

pytestmark = [pytest.mark.django_db, pytest.mark.s3]
MIB = 1024**2


def start(length):
    return actions.create_upload(by=OwnerFactory(), length=length, name="film.mp4", purpose="film", at=now())


def send(upload, raw, offset, checksum=None):
    receiving.receive(upload, receiving.Body(io.BytesIO(raw).read, len(raw), checksum), offset=offset)


def send_all(raw, *, piece):
    upload = start(len(raw))
    for offset in range(0, len(raw), piece):
        send(upload, raw[offset : offset + piece], offset)
        upload.refresh_from_db()
        assert upload.offset == min(offset + piece, len(raw))
    return upload


def keys(prefix=""):
    return [one.key for one in private_storage().bucket.objects.filter(Prefix=prefix)]


@pytest.mark.parametrize("piece", [16 * MIB, 8 * MIB, 5 * MIB, 3 * MIB, 21 * MIB + 7], ids=str)
def test_file_comes_in_pieces_of_any_size(piece):
    raw = random.Random(piece).randbytes(21 * MIB + 7)

    original = actions.finish_upload(send_all(raw, piece=piece), at=now())
    reading.read(original.pk)

    original.refresh_from_db()
    assert (original.bytes, original.sha256) == (len(raw), hashlib.sha256(raw).hexdigest())
    assert keys(f"tails/{original.key}") == []


def test_small_pieces_are_durable_before_they_are_acknowledged():
    upload = start(100)

    send(upload, b"x" * 60, 0)

    assert upload.offset == 60
    assert len(keys(f"tails/{upload.key}")) == 1


def test_damaged_piece_counts_nothing_and_is_overwritten():
    raw = random.Random(1).randbytes(12 * MIB)
    upload = start(len(raw))
    checksum = Checksum("sha256", hashlib.sha256(raw).digest())

    with pytest.raises(Refusal) as refusal:
        send(upload, raw[::-1], 0, checksum)
    upload.refresh_from_db()
    offset = upload.offset
    send(upload, raw, 0, checksum)
    original = actions.finish_upload(upload, at=now())
    reading.read(original.pk)

    original.refresh_from_db()
    assert (refusal.value.status, offset) == (460, 0)
    assert original.sha256 == hashlib.sha256(raw).hexdigest()


def test_finishing_twice_makes_one_original():
    upload = send_all(b"0123456789", piece=10)
    receiving.backend().finish(upload)  # as if the server had been killed before its own commit

    first, second = (actions.finish_upload(upload, at=now()) for _i in range(2))

    assert first == second
    assert Original.objects.count() == 1


def test_abandoned_multipart_is_aborted():
    raw = bytes(6 * MIB)
    upload = start(len(raw) + 1)
    send(upload, raw, 0)
    bucket = private_storage().bucket

    actions.expire_uploads(at=now() + UPLOAD_LIVES * 2)

    assert [one for one in bucket.multipart_uploads.all() if one.object_key == upload.key] == []
    assert Upload.objects.get().state == "expired"


def test_multipart_whose_row_never_learned_of_it_is_aborted_when_it_is_old(monkeypatch):
    upload, known = start(10), start(6 * MIB + 1)
    monkeypatch.setattr(Upload, "advance", lambda self, offset, backend=None: 1 / 0)  # as if killed just then
    with pytest.raises(ZeroDivisionError):
        send(upload, b"0", 0)
    monkeypatch.undo()
    send(known, bytes(6 * MIB), 0)
    actions.delete_upload(upload, by=upload.owner, at=now())

    def started():
        mine = {upload.key, known.key}
        return [one.object_key for one in private_storage().bucket.multipart_uploads.all() if one.object_key in mine]

    sweep_multiparts(at=now())
    early = started()
    sweep_multiparts(at=now() + UPLOAD_LIVES + YOUNG + timedelta(minutes=1))

    assert sorted(early) == sorted([upload.key, known.key])
    assert started() == [known.key]


def test_two_senders_cannot_share_an_upload():
    upload = start(10)

    with receiving.backend().lock(upload), pytest.raises(Refusal) as refusal:
        send(upload, b"0", 0)

    assert refusal.value.status == 423
    send(upload, b"0", 0)


def test_lease_of_a_killed_sender_ends_by_itself(monkeypatch):
    upload = start(10)
    s3.Lease(upload).take()

    monkeypatch.setattr(s3, "now", lambda: now() + s3.LEASE)
    send(upload, b"0", 0)

    assert upload.offset == 1


def test_store_that_does_not_answer_asks_to_wait(settings, monkeypatch):
    upload = start(10)
    monkeypatch.setattr(s3.S3Backend, "_start", lambda self, upload: self.client.list_parts(
        Bucket=self.bucket, Key="x", UploadId="nothing"))  # fmt: skip

    with pytest.raises(Refusal) as refusal:
        send(upload, b"0", 0)

    assert refusal.value.status == 503


def test_film_is_read_published_and_withdrawn(client, django_capture_on_commit_callbacks):
    original = make_read_original(make_film())
    assert original.state == "readable"

    address = actions.publish_rendition(original.rendition("preview"), by=None, at=now())
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Range": "bytes=4-7"})) as answer:
        assert (answer.status, answer.read(), answer.headers["Content-Type"]) == (206, b"ftyp", "video/mp4")
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_public(original, by=None, at=now())

    with pytest.raises(urllib.error.HTTPError) as gone:
        urllib.request.urlopen(address)
    assert gone.value.code in (403, 404)


def test_private_file_is_lent_by_a_short_signed_address(client):
    original = make_read_original(make_film(), name="荆楚.mp4")
    client.force_login(original.owner)

    response = client.get(original.get_absolute_url())

    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")
    with urllib.request.urlopen(response["Location"]) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert hashlib.sha256(answer.read()).hexdigest() == original.sha256
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(response["Location"].partition("?")[0])
    assert refused.value.code == 403
