"""Pictures and documents that editors put into the library: what is taken, and what can be done with it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.embeds.finders import get_finders

from cms.images import FirstcutDocument, FirstcutImage
from tests.cast import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = make_user("editor", language="en")
    sign_in(client, user)
    return user


def picture(kind: str, size: tuple[int, int] = (8, 8), mode: str = "1") -> bytes:
    raw = io.BytesIO()
    Image.new(mode, size).save(raw, kind)
    return raw.getvalue()


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 8 8\n(%pipe%id) (w) file\n"


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG), ("a.png", SVG), ("a.jpg", EPS), ("a.eps", EPS), ("a.jpg", picture("GIF")),
        ("a.gif", picture("GIF")), ("a.png", b"<html><script>alert(1)</script>"),
    ],
    ids=["svg", "svg as png", "eps as jpg", "eps", "gif as jpg", "gif", "html as png"],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused(client, name, content):
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": SimpleUploadedFile(name, content)})

    assert answer.json()["success"] is False
    assert not FirstcutImage.objects.exists()


@pytest.mark.usefixtures("editor")
def test_huge_picture_is_refused_before_it_is_decoded(client):
    """A few kilobytes that would take hundreds of megabytes from whoever decodes them."""
    huge = SimpleUploadedFile("a.png", picture("PNG", (6500, 6500)))
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": huge})

    assert answer.json()["success"] is False and "pixels" in answer.json()["error_message"]


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.pdf"])
def test_document_runs_in_nobodys_browser(client, name):
    document = FirstcutDocument.objects.create(title="Paper", file=ContentFile(b"<script>alert(1)</script>", name))

    answer = client.get(document.url)

    assert answer["Content-Disposition"].startswith("inline" if name == "a.pdf" else "attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "default-src 'none'")


@pytest.mark.usefixtures("editor")
def test_document_lies_where_nobody_guesses_and_keeps_its_name():
    """Whoever may not read it must not find it beside its view either: a bucket is asked by the name alone."""
    one, other = (FirstcutDocument.objects.create(title="P", file=ContentFile(b"a", "results.pdf")) for _n in range(2))

    assert one.filename == other.filename == "results.pdf"
    assert [len(part) for part in one.file.name.split("/")] == [9, 32, 11]
    assert one.file.name != other.file.name


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    "address", ["https://www.youtube.com/watch?v=1", "http://127.0.0.1:9/", "http://169.254.169.254/"]
)
def test_no_address_is_fetched(client, address):
    answer = client.post(reverse("wagtailembeds:chooser_upload"), {"embed-chooser-url": address})

    assert get_finders() == []
    assert answer.json()["step"] == "chooser" and "error" in answer.json()["html"]
