"""PDFs: what is in them is counted, and a file that only says it is one is told so."""

import io
import zlib

import pytest
from PIL import Image

from tests.factories.media import make_read_original

pytestmark = pytest.mark.django_db


def paper(pages: int) -> bytes:
    """A PDF as a program writes one."""
    target = io.BytesIO()
    first, *others = [Image.new("RGB", (9, 9), "white") for _page in range(pages)]
    first.save(target, "PDF", save_all=True, append_images=others)
    return target.getvalue()


def packed(pages: int) -> bytes:
    """A PDF whose page tree lies in a compressed stream, as Word and LaTeX write it."""
    tree = f"<< /Type /Pages /Kids [3 0 R] /Count {pages} >>".encode()
    branch = b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [] >>"
    head = f"2 0 3 {len(tree) + 1} ".encode()
    body = zlib.compress(head + tree + b" " + branch)
    stream = f"<< /Type /ObjStm /N 2 /First {len(head)} /Filter /FlateDecode >>".encode()
    return b"%PDF-1.7\n7 0 obj\n" + stream + b"\nstream\n" + body + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def locked() -> bytes:
    return b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    ("make", "pages", "is_locked"),
    [
        (lambda: paper(1), 1, False),
        (lambda: paper(12), 12, False),
        (lambda: packed(10_000), 10_000, False),
        (locked, None, True),
    ],
    ids=["one", "twelve", "packed", "locked"],
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


def test_packed_stream_without_end_takes_no_more_than_its_room():
    bomb = zlib.compress(bytes(600 * 1024**2), 9)
    raw = b"%PDF-1.7\n7 0 obj << /Type /ObjStm /First 9 >>\nstream\n" + bomb + b"\nendstream\nendobj\nstartxref"

    assert make_read_original(raw, kind="document").reason == "document_damaged"
