"""The tus protocol, header by header: safety of every byte, and a clear answer to every wrong request."""

import base64
import errno
import hashlib
import io

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.urls import reverse

from portal.clock import now
from portal.media import actions
from portal.media.limits import MAX_OPEN_UPLOADS
from portal.media.models import UPLOAD_LIVES, Original, Upload
from portal.media.storages import private_storage
from portal.media.tus import receiving
from portal.media.tus.protocol import Checksum, Refusal
from tests.factories.media import OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("local_files")]

TUS = {"Tus-Resumable": "1.0.0"}
CHUNK = "application/offset+octet-stream"
CREATE = reverse("uploads")


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


@pytest.fixture
def owner(client):
    owner = OwnerFactory()
    client.force_login(owner)
    return owner


def create(client, length=10, **headers):
    return client.post(
        CREATE, headers=TUS | {"Upload-Length": str(length)} | {k.replace("_", "-"): v for k, v in headers.items()}
    )


def patch(client, url, body, offset, content_type=CHUNK, **headers):
    headers = TUS | {"Upload-Offset": str(offset)} | {k.replace("_", "-"): v for k, v in headers.items()}
    return client.patch(url, body, content_type=content_type, headers=headers)


def test_options_say_what_we_can(client):
    response = client.options(CREATE)

    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert response["Tus-Extension"] == "creation,creation-with-upload,expiration,termination,checksum"
    assert response["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert int(response["Tus-Max-Size"])


def test_file_comes_in_pieces(client, owner):
    created = create(client, 10, Upload_Metadata=f"filename {b64('荆楚/片.mp4')},purpose {b64('film')},is_new")
    url = created["Location"]

    first = patch(client, url, b"01234", 0)
    head = client.head(url, headers=TUS)
    last = patch(client, url, b"56789", 5)

    assert (created.status_code, first.status_code, head.status_code, last.status_code) == (201, 204, 200, 204)
    assert (first["Upload-Offset"], head["Upload-Offset"], head["Upload-Length"]) == ("5", "5", "10")
    assert head["Cache-Control"] == "no-store"
    assert "Upload-Expires" in first
    assert "Upload-Expires" not in last
    original = Original.objects.get()
    assert last["Firstcut-Original"] == original.public_id
    assert (original.name, original.bytes, original.state, original.owner) == ("片.mp4", 10, "received", owner)
    with private_storage().open(original.key) as file:
        assert file.read() == b"0123456789"


def test_file_may_come_with_its_creation(client, owner):
    response = client.post(CREATE, b"0123", content_type=CHUNK, headers=TUS | {"Upload-Length": "4"})

    assert (response.status_code, response["Upload-Offset"]) == (201, "4")
    assert response["Firstcut-Original"] == Original.objects.get().public_id


@pytest.mark.parametrize("offset", [0, 6, 9])
def test_wrong_offset_is_told_the_true_one(client, owner, offset):
    url = create(client)["Location"]
    patch(client, url, b"01234", 0)

    response = patch(client, url, b"x", offset)

    assert (response.status_code, response["Upload-Offset"]) == (409, "5")
    assert Upload.objects.get().offset == 5


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_checksum_is_checked(client, owner, algorithm):
    url = create(client)["Location"]
    digest = b64(hashlib.new(algorithm, b"01234").digest())

    wrong = patch(client, url, b"01235", 0, Upload_Checksum=f"{algorithm} {digest}")
    offset = Upload.objects.get().offset
    right = patch(client, url, b"01234", 0, Upload_Checksum=f"{algorithm} {digest}")

    assert (wrong.status_code, offset, right.status_code, right["Upload-Offset"]) == (460, 0, 204, "5")


def test_damaged_piece_is_overwritten_by_the_next(client, owner):
    url = create(client, 5)["Location"]
    patch(client, url, b"01235", 0, Upload_Checksum=f"sha1 {b64(hashlib.sha1(b'01234').digest())}")

    patch(client, url, b"01234", 0)

    with private_storage().open(Original.objects.get().key) as file:
        assert file.read() == b"01234"


def test_body_beyond_the_length_is_refused(client, owner):
    url = create(client)["Location"]

    response = patch(client, url, b"01234567890", 0)

    assert (response.status_code, Upload.objects.get().offset) == (413, 0)


def test_body_that_ends_early_keeps_what_came(client, owner):
    create(client)
    upload = Upload.objects.get()
    rest = io.BytesIO(b"012")

    with pytest.raises(Refusal) as refusal:
        receiving.receive(upload, receiving.Body(rest.read, 5, None), offset=0)

    assert (refusal.value.status, Upload.objects.get().offset) == (400, 3)


def test_body_that_ends_early_counts_nothing_under_a_checksum(client, owner):
    create(client)
    upload = Upload.objects.get()
    rest, checksum = io.BytesIO(b"012"), Checksum("sha256", hashlib.sha256(b"01234").digest())

    with pytest.raises(Refusal):
        receiving.receive(upload, receiving.Body(rest.read, 5, checksum), offset=0)

    assert Upload.objects.get().offset == 0


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 507), (errno.EIO, 503)])
def test_full_or_failing_disk_asks_to_wait(number, status):
    with pytest.raises(Refusal) as refusal, receiving.storage_trouble():
        raise OSError(number, "x")

    assert refusal.value.status == status


@pytest.mark.parametrize(
    ("length", "status"),
    [("0", 400), ("-1", 400), ("", 400), ("1.5", 400), ("١٢", 400), (str(2**63), 400), (str(60 * 1024**3), 413)],
)
def test_impossible_length_is_refused(client, owner, length, status):
    response = create(client, length)

    assert (response.status_code, Upload.objects.count()) == (status, 0)
    assert response.content


def test_absent_length_is_refused(client, owner):
    assert client.post(CREATE, headers=TUS).status_code == 400
    assert client.post(CREATE, headers=TUS | {"Upload-Defer-Length": "1"}).status_code == 400


@pytest.mark.parametrize(
    "metadata",
    [
        "filename not-base64!",
        "filename " + b64(bytes([255, 254])),
        f"filename {'A' * 100_000}",
        f"purpose {b64('elsewhere')}",
        f"filename {b64('a')},filename {b64('b')}",
    ],
    ids=["base64", "utf-8", "huge", "purpose", "twice"],
)
def test_bad_metadata_is_refused(client, owner, metadata):
    assert (create(client, Upload_Metadata=metadata).status_code, Upload.objects.count()) == (400, 0)


@pytest.mark.parametrize("content_type", ["application/octet-stream", "text/plain", "multipart/form-data; boundary=x"])
def test_other_content_type_is_refused(client, owner, content_type):
    url = create(client)["Location"]

    assert patch(client, url, b"0", 0, content_type=content_type).status_code == 415


@pytest.mark.parametrize("offset", ["", "-1", "abc", "1e3"])
def test_unreadable_offset_is_refused(client, owner, offset):
    assert patch(client, create(client)["Location"], b"0", offset).status_code == 400


def test_body_of_unknown_length_is_refused(client, owner):
    url = create(client)["Location"]

    response = client.generic(
        "PATCH", url, b"", content_type=CHUNK, headers=TUS | {"Upload-Offset": "0"}, CONTENT_TYPE=CHUNK
    )

    assert response.status_code == 411


@pytest.mark.parametrize("version", [None, "0.2.2", "1.0.1"])
def test_other_versions_are_refused(client, owner, version):
    headers = {"Upload-Length": "1"} | ({"Tus-Resumable": version} if version else {})

    response = client.post(CREATE, headers=headers)

    assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")


def test_stranger_finds_nothing(client, owner):
    url = create(client)["Location"]
    client.force_login(OwnerFactory())

    answers = [client.head(url, headers=TUS), patch(client, url, b"0", 0), client.delete(url, headers=TUS)]
    nowhere = patch(client, reverse("upload", args=["nowhere"]), b"0", 0)

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[1].content == nowhere.content


def test_visitor_is_asked_to_sign_in(client, owner):
    url = create(client)["Location"]
    client.logout()

    assert [create(client).status_code, patch(client, url, b"0", 0).status_code] == [401, 401]


def test_csrf_token_is_needed(owner):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)

    assert create(strict).status_code == 403
    strict.cookies[site_settings.CSRF_COOKIE_NAME] = token = "a" * 32
    assert create(strict, X_CSRFToken=token).status_code == 201


def test_deleted_upload_frees_its_bytes(client, owner):
    url = create(client)["Location"]
    patch(client, url, b"01234", 0)
    key = Upload.objects.get().key

    response = client.delete(url, headers=TUS)

    assert (response.status_code, private_storage().exists(key)) == (204, False)
    assert [patch(client, url, b"5", 5).status_code, client.head(url, headers=TUS).status_code] == [410, 410]


def test_finished_upload_takes_nothing_more(client, owner):
    url = create(client, 1)["Location"]
    patch(client, url, b"0", 0)

    assert patch(client, url, b"0", 1).status_code == 409
    assert client.delete(url, headers=TUS).status_code == 409
    assert client.head(url, headers=TUS)["Upload-Offset"] == "1"


def test_idle_upload_expires_and_frees_its_bytes(client, owner):
    url = create(client)["Location"]
    patch(client, url, b"01234", 0)
    key = Upload.objects.get().key

    ended = actions.expire_uploads(at=now() + UPLOAD_LIVES)

    assert (ended, private_storage().exists(key)) == (1, False)
    assert patch(client, url, b"5", 5).status_code == 410


def test_upload_that_goes_on_while_others_expire_is_kept(client, owner, monkeypatch):
    for _upload in range(2):
        create(client)
    Upload.objects.update(expires_at=now())
    end = actions._end_upload

    def goes_on_meanwhile(upload, *args, **kwargs):
        Upload.objects.exclude(pk=upload.pk).update(expires_at=now() + UPLOAD_LIVES)
        return end(upload, *args, **kwargs)

    monkeypatch.setattr(actions, "_end_upload", goes_on_meanwhile)

    assert actions.expire_uploads(at=now()) == 1
    assert Upload.objects.open().count() == 1


def test_same_key_gives_the_same_upload(client, owner):
    first, second = (create(client, Idempotency_Key="k-1") for _i in range(2))
    other = create(client, 11, Idempotency_Key="k-1")

    assert (first["Location"], second.status_code) == (second["Location"], 201)
    assert (other.status_code, Upload.objects.count()) == (409, 1)
    assert create(client, Idempotency_Key="bad key").status_code == 400


def test_sixth_open_upload_has_to_wait(client, owner):
    answers = [create(client).status_code for _i in range(MAX_OPEN_UPLOADS + 1)]

    assert answers == [201] * MAX_OPEN_UPLOADS + [429]


def test_quota_counts_what_is_here_and_what_is_coming(client, owner, settings):
    settings.UPLOAD_QUOTA_BYTES = 25
    patch(client, create(client, 10)["Location"], b"0123456789", 0)

    answers = [create(client, 10).status_code, create(client, 10).status_code]

    assert answers == [201, 413]


def test_picture_may_not_be_as_big_as_a_film(client, owner):
    assert create(client, 40 * 1024**2, Upload_Metadata=f"purpose {b64('picture')}").status_code == 413


@pytest.mark.parametrize(
    ("method", "status"), [("PATCH", 204), ("DELETE", 204), ("HEAD", 200), ("PUT", 400), ("patch", 400)]
)
def test_method_override_is_obeyed_on_post(client, owner, method, status):
    url = create(client)["Location"]

    response = client.post(
        url, b"0", content_type=CHUNK, headers=TUS | {"Upload-Offset": "0", "X-HTTP-Method-Override": method}
    )

    assert response.status_code == status


def test_method_override_on_anything_but_post_is_refused(client, owner):
    url = create(client)["Location"]

    assert client.head(url, headers=TUS | {"X-HTTP-Method-Override": "DELETE"}).status_code == 400
    assert Upload.objects.get().state == "open"


@pytest.mark.parametrize("method", ["get", "put", "trace"])
def test_other_methods_are_refused(client, owner, method):
    url = create(client)["Location"]

    assert getattr(client, method)(url, headers=TUS).status_code == 405
    assert getattr(client, method)(CREATE, headers=TUS).status_code == 405


def test_two_windows_cannot_send_at_once(client, owner):
    url = create(client)["Location"]

    with receiving.backend().lock(Upload.objects.get()):
        response = patch(client, url, b"0", 0)

    assert (response.status_code, Upload.objects.get().offset) == (423, 0)


def test_server_killed_after_the_last_byte_finishes_when_asked(client, owner):
    url = create(client, 5)["Location"]
    upload = Upload.objects.get()
    private_storage().save(upload.key, ContentFile(b"01234"))
    upload.advance(5)

    head = client.head(url, headers=TUS)

    assert head["Firstcut-Original"] == Original.objects.get().public_id


def test_server_killed_after_the_last_byte_finishes_by_itself(client, owner):
    create(client, 5)
    upload = Upload.objects.get()
    private_storage().save(upload.key, ContentFile(b"01234"))
    upload.advance(5)

    assert actions.finish_whole_uploads(at=now() + UPLOAD_LIVES / 2) == 1
    assert Original.objects.get().bytes == 5


def test_refusal_is_a_sentence_in_the_reader_s_language(client, owner):
    response = client.post(CREATE, headers=TUS | {"Upload-Length": "0", "Accept-Language": "en"})

    assert response.content.decode() == "This file is empty."
    assert (response["Content-Type"], response["Firstcut-Code"]) == ("text/plain; charset=utf-8", "empty")
