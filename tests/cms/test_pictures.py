"""The library's pictures have an address in production too, and nothing else below it has."""

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django_tasks_db.models import DBTaskResult
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.tasks import delete_file_from_storage_task

from portal.media.storages import public_storage
from portal.settings.storages import local_storages

REAL_STORAGES = project.STORAGES


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path) -> None:
    """A folder of this machine, also where the other tests run on S3."""
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.STORAGES = settings.STORAGES | local_storages(private_root=tmp_path / "private")


def test_rendition_is_read_at_its_own_address(client, django_assert_num_queries):
    image = get_image_model().objects.create(title="Light", file=get_test_image_file())
    rendition = image.get_rendition("width-40|format-webp")

    with django_assert_num_queries(0):
        answer = client.get(rendition.url)

    assert answer.status_code == 200 and answer["Content-Type"] == "image/webp"
    assert b"".join(answer.streaming_content) == rendition.file.open("rb").read()
    assert "sandbox" in answer["Content-Security-Policy"] and not answer.cookies
    assert client.get(rendition.url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(image.file.url).status_code == 200


def test_picture_lies_where_nobody_can_guess(client):
    first, second = (
        get_image_model().objects.create(title="Light", file=get_test_image_file(filename="winner.png")) for _ in "12"
    )

    assert client.get("/media/original_images/winner.png").status_code == 404
    assert first.file.name.endswith(".png") and first.file.name != second.file.name


def test_address_of_a_copy_does_not_tell_that_of_the_original():
    image = get_image_model().objects.create(title="Light", file=get_test_image_file(filename="winner.png"))
    rendition = image.get_rendition("width-40|format-webp")

    secret = image.file.name.rpartition("/")[2].partition(".")[0]
    assert len(secret) >= 32 and secret not in rendition.url
    assert "winner" not in image.file.name + rendition.file.name


@pytest.mark.parametrize(
    "key", ["documents/plan.pdf", "documents/plan.png", "images/page.html", "images/deep/x.png", "images/.png", "x.png"]
)
def test_nothing_else_is_read(client, key):
    public_storage().save(key, ContentFile(b"x"))

    assert client.get(f"/media/{key}").status_code == 404


@pytest.mark.parametrize("name", ["..%2f..%2fmanage.png", "%00.png", "none.png"])
def test_address_reaches_no_other_folder(client, name):
    assert client.get(f"/media/images/{name}").status_code == 404


def test_picture_by_wrong_method(client):
    assert client.post("/media/images/none.png").status_code == 405


@pytest.mark.s3
def test_deleted_picture_leaves_the_bucket(django_capture_on_commit_callbacks, settings):
    settings.STORAGES = REAL_STORAGES
    picture = get_image_model().objects.create(title="Light", file=get_test_image_file())
    storage, name = storages["default"], picture.file.name

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    told = DBTaskResult.objects.get(task_path__endswith="delete_file_from_storage_task").args_kwargs["args"]
    delete_file_from_storage_task.call(*told)

    assert not storage.exists(name)
