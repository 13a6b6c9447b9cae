"""Files over HTTP: ranges to the letter, private files for whom they are, public ones only while they are public."""

import pytest
from django.urls import reverse

from portal.clock import now
from portal.media import actions, captioning, permissions
from portal.media.models import Original
from portal.media.storages import public_storage
from tests.factories.media import OwnerFactory, make_original, make_read_original

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("local_files")]

TEN = b"0123456789"
SANDBOX = "default-src 'none'; sandbox"


def body(response):
    return b"".join(response) if response.streaming else response.content


@pytest.fixture
def owner(client):
    owner = OwnerFactory()
    client.force_login(owner)
    return owner


@pytest.fixture
def url(owner):
    return make_original(TEN, owner=owner, name="荆楚 <b>.mp4").get_absolute_url()


@pytest.mark.parametrize(
    ("header", "content", "content_range"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", TEN, "bytes 0-9/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
        ("bytes=5-99999999", b"56789", "bytes 5-9/10"),
        ("BYTES=0-0", b"0", "bytes 0-0/10"),
    ],
)
def test_range_is_served(client, url, header, content, content_range):
    response = client.get(url, headers={"Range": header})

    assert (response.status_code, body(response)) == (206, content)
    assert (response["Content-Range"], response["Content-Length"]) == (content_range, str(len(content)))


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0", "bytes=0-1,3-4", "bytes=0-,0-,0-"])
def test_range_beyond_the_file_or_in_pieces_is_refused(client, url, header):
    response = client.get(url, headers={"Range": header})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("header", ["lines=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=٣-", "nonsense"])
def test_range_we_do_not_understand_is_ignored(client, url, header):
    response = client.get(url, headers={"Range": header})

    assert (response.status_code, body(response)) == (200, TEN)
    assert response["Accept-Ranges"] == "bytes"


def test_range_of_another_version_is_not_mixed_with_this_one(client, url):
    etag = client.get(url)["ETag"]

    same = client.get(url, headers={"Range": "bytes=0-3", "If-Range": etag})
    other = client.get(url, headers={"Range": "bytes=0-3", "If-Range": '"other"'})

    assert (same.status_code, body(same), other.status_code, body(other)) == (206, b"0123", 200, TEN)


def test_head_says_what_get_would(client, url):
    whole = client.head(url)
    part = client.head(url, headers={"Range": "bytes=0-3"})

    assert (whole.status_code, whole["Content-Length"], whole.content) == (200, "10", b"")
    assert (part.status_code, part["Content-Length"]) == (206, "4")


def test_who_has_the_file_already_gets_no_bytes(client, url):
    etag = client.get(url)["ETag"]

    assert client.get(url, headers={"If-None-Match": f'"x", W/{etag}'}).status_code == 304


def test_original_is_only_ever_a_download(client, url):
    response = client.get(url)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", SANDBOX)
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["file-original", "file-poster", "file-preview", "file-clean"])
def test_private_file_is_nowhere_for_others(client, owner, name):
    original = make_read_original(owner=owner)
    url = reverse(name, args=[original.public_id])
    etag = f'"{original.key.rpartition("/")[2]}"'
    client.force_login(OwnerFactory())

    answers = [client.get(url), client.head(url), client.get(url, headers={"If-None-Match": etag})]
    client.logout()
    answers.append(client.get(url))

    assert [answer.status_code for answer in answers] == [404] * 4
    assert client.post(url).status_code == 405


def test_room_above_may_let_others_read(client, url, monkeypatch):
    from django.db.models import Q

    reader = OwnerFactory()
    client.force_login(reader)
    monkeypatch.setattr(permissions, "_readers", [])

    permissions.let_read(lambda user: Q(pk__in=Original.objects.all()) if user == reader else Q(pk__in=()))

    assert client.get(url).status_code == 200
    assert list(Original.objects.visible_to(OwnerFactory())) == []


def test_published_film_plays_for_anybody(client, django_assert_num_queries):
    original = make_read_original()
    captioning.attach_caption(
        original, b"1\n00:00:00,000 --> 00:00:01,000\n<i>a</i> & b\n", language="en", kind="subtitles", label="English",
        by=original.owner, at=now(),
    )  # fmt: skip
    actions.publish_original(original, by=original.owner, at=now())
    preview, caption = original.rendition("preview"), original.captions.get()
    preview.refresh_from_db()

    with django_assert_num_queries(0):
        response = client.get(preview.url, headers={"Range": "bytes=0-7"})
        words = client.get(caption.url)

    assert (response.status_code, response["Content-Type"], body(response)[4:]) == (206, "video/mp4", b"ftyp")
    assert response["Cache-Control"] == "public, max-age=3, must-revalidate"
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", SANDBOX)
    assert not response.cookies
    assert body(words).decode() == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na &amp; b\n"
    assert words["Content-Type"] == "text/vtt"


def test_publishing_twice_changes_nothing():
    original = make_read_original()
    poster = original.rendition("poster")

    addresses = {actions.publish_rendition(poster, by=original.owner, at=now()) for _i in range(2)}

    assert len(addresses) == 1


def test_withdrawn_film_is_gone_and_may_come_back_elsewhere(client, django_capture_on_commit_callbacks):
    original = make_read_original()
    before = actions.publish_rendition(original.rendition("preview"), by=original.owner, at=now())

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_public(original, by=original.owner, at=now())

    assert client.get(before).status_code == 404
    assert original.renditions.public().count() == 0
    preview = Original.objects.get().rendition("preview")
    assert actions.publish_rendition(preview, by=original.owner, at=now()) != before


@pytest.mark.parametrize(
    "key",
    ["../../private/x", "public/../secret.mp4", "public/ab/x.mp4", "originals/ab/" + "a" * 32, "public/ab/%00.mp4"],
)
def test_public_address_reaches_nothing_else(client, key):
    from django.core.files.base import ContentFile

    public_storage().save("originals/ab/" + "a" * 32, ContentFile(b"x"))

    assert client.get(f"/files/public/{key}").status_code == 404


def test_public_file_by_wrong_method(client):
    assert client.post(reverse("file-public", args=["public/ab/" + "a" * 32 + ".mp4"])).status_code == 405
