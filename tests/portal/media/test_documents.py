"""PDFs: what is in them is counted, and a file that only says it is one is told so."""

import io
import struct
import zlib
from itertools import accumulate

import pytest
from PIL import Image
from pypdf import PdfWriter

from portal.media import reading
from portal.media.probing.jail import Limits
from tests.factories.media import make_read_original

pytestmark = pytest.mark.django_db


def paper(pages: int) -> bytes:
    """A PDF as a program writes one."""
    target = io.BytesIO()
    first, *others = [Image.new("RGB", (9, 9), "white") for _page in range(pages)]
    first.save(target, "PDF", save_all=True, append_images=others)
    return target.getvalue()


def packed(pages: int, padding: int = 0) -> bytes:
    """A PDF whose objects lie in a compressed stream and whose table is one too, as Word and LaTeX write it.

    `padding` bytes of nothing follow the objects: a few thousand packed ones come of many million.
    """
    kids = b" ".join(b"%d 0 R" % (10 + page) for page in range(pages))
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)}
    objects |= {10 + page: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>" for page in range(pages)}
    starts = [0, *accumulate(len(body) + 1 for body in objects.values())]
    head = b"".join(b"%d %d " % pair for pair in zip(objects, starts, strict=False))
    written = b"%PDF-1.5\n"
    places = {number: (2, 5, index) for index, number in enumerate(objects)} | {5: (1, len(written), 0)}
    packing = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
    written += stream(5, packing, head + b" ".join(objects.values()) + b" " * padding)
    table = places | {6: (1, len(written), 0)}
    rows = b"".join(struct.pack(">BIH", *table.get(number, (0, 0, 0))) for number in range(max(table) + 1))
    end = b"startxref\n%d\n%%%%EOF" % len(written)
    return written + stream(6, b"/Type /XRef /Root 1 0 R /W [1 4 2] /Size %d" % (max(table) + 1), rows) + end


def stream(number: int, words: bytes, body: bytes) -> bytes:
    small = zlib.compress(body)
    head = b"%d 0 obj\n<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (number, words, len(small))
    return head + small + b"\nendstream\nendobj\n"


def encrypted(password: str) -> bytes:
    """Three pages; without a password to open them they are only protected against changes."""
    writer, target = PdfWriter(), io.BytesIO()
    for _page in range(3):
        writer.add_blank_page(90, 90)
    writer.encrypt(password, owner_password="another", algorithm="AES-256")
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "pages", "is_locked"),
    [
        (lambda: paper(1), 1, False),
        (lambda: paper(12), 12, False),
        (lambda: packed(2_000), 2_000, False),
        (lambda: encrypted(""), 3, False),
        (lambda: encrypted("secret"), None, True),
    ],
    ids=["one", "twelve", "packed", "protected", "locked"],
)
def test_pages_are_counted(make, pages, is_locked):
    original = make_read_original(make(), kind="document", name="process.pdf")

    assert (original.state, original.content_type) == ("readable", "application/pdf")
    assert (original.pages, original.is_locked) == (pages, is_locked)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"<!doctype html><script>alert(1)</script>", "not_document"),
        (lambda: b"PK\x03\x04docx", "not_document"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "not_document"),
        (lambda: paper(3)[:-400], "document_damaged"),
        (lambda: b"%PDF-1.7\n%\n", "document_damaged"),
        (lambda: b"%PDF-1.7\n" + b"1 0 obj " * 9 + b"startxref", "document_damaged"),
    ],
    ids=["page", "docx", "picture", "cut-off", "empty", "open-objects"],
)
def test_what_only_says_it_is_a_pdf_is_told_so(make, reason):
    original = make_read_original(make(), kind="document", name="process.pdf")

    assert (original.state, original.reason) == ("unreadable", reason)
    assert "PDF" in original.reason_text


def test_pdf_under_a_pictures_name_is_told_so():
    original = make_read_original(paper(1), kind="picture", name="poster.png")

    assert (original.state, original.reason) == ("unreadable", "not_picture")


@pytest.mark.parametrize(
    ("mib", "state", "reason"), [(1, "readable", ""), (200, "unreadable", "document_too_hard")], ids=["little", "bomb"]
)
def test_packed_stream_takes_no_more_than_its_room(mib, state, reason):
    raw = packed(3, padding=mib * 1024**2)
    original = make_read_original(raw, kind="document")

    assert len(raw) < 1024**2  # so much of nothing comes in little
    assert (original.state, original.reason) == (state, reason)


def test_reading_that_is_killed_says_so_of_the_document(monkeypatch):
    monkeypatch.setattr(reading, "SMALL", Limits(wall_seconds=0, cpu_seconds=60))
    original = make_read_original(paper(1), kind="document")

    assert (original.state, original.reason) == ("unreadable", "document_too_hard")
    assert "PDF" in original.reason_text and "MP4" not in original.reason_text


def test_reading_that_is_killed_says_so_of_the_picture(monkeypatch):
    monkeypatch.setattr(reading, "SMALL", Limits(wall_seconds=0, cpu_seconds=60))
    original = make_read_original(b"\x89PNG\r\n\x1a\n", kind="picture")

    assert (original.state, original.reason) == ("unreadable", "picture_too_hard")
    assert "picture" in original.reason_text and "MP4" not in original.reason_text
