"""The two storages against what they are configured to: folders, or a real S3."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.module_loading import import_string

from portal.running.buckets import make_buckets
from portal.running.storage import PrivateFolder


def test_private_storage_keeps_bytes_under_a_new_name_each_time() -> None:
    private = storages["private"]
    names = [private.save("kept/片.bin", ContentFile(text)) for text in (b"one", b"two")]

    assert names[0] != names[1]
    assert [private.open(name).read() for name in names] == [b"one", b"two"]


def test_private_storage_on_disk_has_no_address(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not accessible via a URL"):
        PrivateFolder(tmp_path).url("kept/one.bin")


@pytest.mark.s3
def test_public_bucket_is_read_by_anybody_and_listed_by_nobody() -> None:
    name = storages["default"].save("still.txt", ContentFile(b"seen"))

    assert urllib.request.urlopen(storages["default"].url(name)).read() == b"seen"
    assert status_of(settings.S3_PUBLIC_URL) == 403


@pytest.mark.s3
def test_private_bucket_is_read_only_with_a_signature() -> None:
    name = storages["private"].save("film.bin", ContentFile(b"0123456789"))
    signed = storages["private"].url(name)

    part = urllib.request.Request(signed, headers={"Range": "bytes=2-4"})
    assert urllib.request.urlopen(part).read() == b"234"
    assert status_of(signed.partition("?")[0]) == 403


@pytest.mark.s3
def test_storage_is_said_in_a_task_without_its_keys() -> None:
    module, arguments, options = json.loads(json.dumps(storages["default"].deconstruct()))  # type: ignore[attr-defined]

    assert settings.S3_SECRET_KEY not in repr((module, arguments, options))
    assert import_string(module)(*arguments, **options) is storages["default"]


@pytest.mark.s3
def test_make_buckets_can_be_repeated() -> None:
    assert make_buckets() == []


def status_of(address: str) -> int:
    try:
        return int(urllib.request.urlopen(address).status)
    except urllib.error.HTTPError as error:
        return error.code
