"""Pictures: only pixels survive, bombs do not explode."""

import io

import pytest
from PIL import Image

from portal.clock import now
from portal.media.actions import publish_original
from portal.media.storages import private_storage
from tests.factories.media import make_read_original

pytestmark = pytest.mark.django_db


def encode(picture, kind, **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def clean_copy(original):
    with private_storage().open(original.rendition("clean").key) as file:
        picture = Image.open(file)
        picture.load()
        return picture


@pytest.mark.parametrize(
    ("kind", "type_"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("AVIF", "image/avif")]
)
def test_picture_is_read_and_written_again(kind, type_):
    original = make_read_original(encode(Image.new("RGB", (40, 30), "red"), kind), kind="picture")

    assert (original.state, original.content_type) == ("readable", type_)
    assert (original.width, original.height) == (40, 30)
    assert clean_copy(original).size == (40, 30)


def test_thumbnail_is_small_and_stays_private():
    original = make_read_original(encode(Image.new("RGB", (1500, 1000), "red"), "JPEG"), kind="picture")
    publish_original(original, by=None, at=now())

    assert original.thumb == (f"/files/{original.public_id}/thumb", 480, 320)
    assert {copy.kind for copy in original.renditions.public()} == {"clean"}


def test_place_and_orientation_are_gone_but_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    raw = encode(Image.new("RGB", (40, 30), "red"), "JPEG", exif=exif)

    picture = clean_copy(make_read_original(raw + b"<script>alert(1)</script>", kind="picture"))

    assert picture.size == (30, 40)
    assert not picture.getexif()


def test_transparency_survives():
    picture = clean_copy(make_read_original(encode(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"), kind="picture"))

    assert (picture.mode, picture.getpixel((0, 0))[3]) == ("RGBA", 0)


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "L", "P", "1"])
def test_other_colours_become_ours(mode):
    raw = encode(Image.new(mode, (9, 9)), "TIFF" if mode == "X" else "JPEG" if mode == "CMYK" else "PNG")

    assert make_read_original(raw, kind="picture").state == "readable"


def test_ai_label_of_a_picture_is_read():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("AIGC", '{"Label": "1"}')

    original = make_read_original(encode(Image.new("RGB", (9, 9)), "PNG", pnginfo=info), kind="picture")

    assert original.labels["aigc"] == {"Label": "1"}


def bomb():
    return encode(Image.new("1", (14_000, 14_000)), "PNG")


def flicker(frames=500):
    pictures = [Image.new("L", (4, 4), n % 256) for n in range(frames)]
    return encode(pictures[0], "PNG", save_all=True, append_images=pictures[1:])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_picture"),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not_picture"),
        (lambda: encode(Image.new("RGB", (9, 9)), "TIFF"), "not_picture"),
        (lambda: encode(Image.new("RGB", (16, 16)), "ICO"), "not_picture"),
        (lambda: encode(Image.new("P", (9, 9)), "GIF"), "not_picture"),
        (lambda: b"8BPS\0\1" + bytes(100), "not_picture"),
        (bomb, "picture_pixels"),
        (flicker, "picture_frames"),
        (lambda: encode(Image.effect_noise((400, 400), 90), "JPEG")[:5000], "picture_damaged"),
    ],
    ids=["svg", "eps", "tiff", "ico", "gif", "psd", "bomb", "flicker", "truncated"],
)
def test_what_we_do_not_take_gets_its_reason(make, reason):
    original = make_read_original(make(), kind="picture", name="x.jpg")

    assert (original.state, original.reason) == ("unreadable", reason)
    assert original.reason_text


def test_subtitle_file_is_checked_when_it_comes():
    good = make_read_original(b"1\n00:00:01,000 --> 00:00:02,000\nx\n", kind="subtitle")
    bad = make_read_original(b"hello", kind="subtitle")

    assert (good.state, good.facts["cues"], bad.reason) == ("readable", 1, "not_subtitle")
