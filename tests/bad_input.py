"""Thirty-two strings that break sites, and one check that every form survives them.

    @pytest.mark.parametrize("text", BAD_TEXTS, ids=lambda text: text.name)
    def test_title_survives(client, text):
        sign_in(client, entry.owner)
        assert_survives(client, url, "title", text, {"title": "", "year": "2024"})

`assert_survives` sends `text` in `field` as a browser would (and, where a browser cannot send it, as bytes), and wants
a page or a redirect: never a 500, never raw markup, and 422 with a sentence where `is_refused` says so. Fields that
take any text (a password) or whose own rule refuses more (an address) pass `refused=None` or `refused=True`.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from django.http import HttpResponse
from django.test import Client


@dataclass(frozen=True)
class BadText:
    """A string of the set; `is_refused` says whether a one-line text of ours must be refused because of it."""

    name: str
    text: str
    is_refused: bool = False


BAD_TEXTS = [
    BadText("X1 NUL", "a\0b", True),
    BadText("X2 lone surrogate", "a\ud800b", True),  # a browser cannot send it; as bytes it arrives as U+FFFD
    BadText("X3 right-to-left override", "\u202egpj.exe", True),
    BadText("X4 unbalanced isolate", "a\u2066b", True),
    BadText("X5 zero width only", "\u200b\u200b", True),
    BadText("X6 wide blanks only", "\u00a0\u3000", True),
    BadText("X7 family", "👨‍👩‍👧‍👦" * 11),
    BadText("X8 flag, skin, keycap", "🇨🇳👋🏽3️⃣"),
    BadText("X9 rare ideographs", "𠀀𪛖"),
    BadText("X10 zalgo", "a" + "\u0301" * 500, True),
    BadText("X11 decomposed", "cafe\u0301"),
    BadText("X12 full width", "ｅｖｉｌ"),
    BadText("X13 Cyrillic a", "p\u0430ul"),
    BadText("X14 a megabyte", "a" * 1_000_000, True),
    BadText("X15 64 KB without a blank", "b" * 65_536, True),
    BadText("X16 line break", "a\r\nBcc: v@example.com", True),
    BadText("X17 controls", "a\t\x0b\x1b\x85b", True),
    BadText("X18 line separator", "a\u2028b", True),
    BadText("X19 byte order mark", "a\ufeffb", True),
    BadText("X20 private use", "a\ue000b"),
    BadText("X21 noncharacter", "a\uffffb", True),
    BadText("X22 script", "<script>alert(1)</script>"),
    BadText("X23 template", "{{7*7}}{% debug %}"),
    BadText("X24 SQL", "'; DROP TABLE users; --"),
    BadText("X25 format", "%s %n {0.__class__}"),
    BadText("X26 formula", "=cmd()|' /C calc'!A0"),
    BadText("X27 path", "../../etc/passwd"),
    BadText("X28 address of a script", "javascript:alert(1)"),
    BadText("X29 Arabic digits", "١٢"),
    BadText("X30 Turkish i", "İı"),
    BadText("X31 tag character", "a\U000e0001b", True),
    BadText("X32 emoji only", "🎬"),
]


def send(client: Client, url: str, data: dict[str, str], **extra: Any) -> HttpResponse:
    """A POST of a form, with lone surrogates as the bytes that some programs make of them."""
    body = "&".join(
        f"{quote_plus(key)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}" for key, value in data.items()
    )
    return client.post(url, body, content_type="application/x-www-form-urlencoded", **extra)


def assert_survives(
    client: Client,
    url: str,
    field: str,
    bad: BadText,
    base_data: dict[str, str],
    *,
    refused: bool | None = ...,  # type: ignore[assignment]
) -> HttpResponse:
    """Send `bad` in `field` of the form at `url`; see the module. Gives the answer back for more."""
    response = send(client, url, base_data | {field: bad.text})
    wanted = bad.is_refused if refused is ... else refused
    if "surrogate" in bad.name and wanted:
        wanted = None
    page = b"" if response.streaming else response.content
    assert response.status_code in {200, 302, 303, 409, 413, 422, 429}, (bad.name, response.status_code)
    assert b"<script>alert(1)</script>" not in page, bad.name
    assert b"Traceback" not in page
    if wanted is True:
        assert response.status_code == 422, (bad.name, response.status_code)
    elif wanted is False:
        assert response.status_code in {200, 302, 303}, (bad.name, response.status_code)
    return response
