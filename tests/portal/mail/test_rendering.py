"""What strangers wrote stays text: no header, no markup, no link."""

import unicodedata
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils.translation import gettext_lazy

from portal.mail.models import OutgoingMail
from portal.mail.rendering import defuse, render_letter
from portal.mail.sending import build_message

X = {
    "nul": "a\0b",
    "surrogate": "a\ud800b",
    "rlo": "x\u202egpj.exe",
    "isolate": "\u2066x",
    "zero width": "\u200b\u200d",
    "blank": "\u00a0\u3000",
    "family": "👨‍👩‍👧‍👦",
    "extension b": "𠀀𪛖",
    "zalgo": "z" + "\u0301" * 500,
    "long": "字" * 100_000,
    "header": "x\r\nBcc: v@x.org\r\n\r\nbody",
    "controls": "a\t\x0b\x1b\x85b",
    "separators": "a\u2028b\u2029c",
    "bom": "\ufeffa",
    "noncharacter": "a\uffffb",
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}}{% debug %}",
    "percent": "%s %n {0.__class__}",
    "tags": "\U000e0001a",
    "markdown": "[click](http://evil.example/)",
    "name": '"a" <e@v.il>, <f@x.y>',
}


@pytest.mark.parametrize("text", X.values(), ids=X.keys())
def test_any_text_gives_one_sound_letter(text, settings):
    letter = render_letter("sample", {"title": text, "name": text}, "en")
    mail = OutgoingMail(key="k", to="ann@example.org", language="en", created_at=datetime(2026, 1, 2, tzinfo=UTC))
    mail.subject, mail.text, mail.html = letter.subject, letter.text, letter.html
    message = message_from_bytes(build_message(mail).message().as_bytes(), policy=default)

    assert (message["To"], message["Bcc"], message["From"]) == ("ann@example.org", None, settings.DEFAULT_FROM_EMAIL)
    assert len(letter.subject) <= 250
    assert [char for char in letter.subject if unicodedata.category(char) == "Cc"] == []
    for part in (letter.subject, letter.text, letter.html):
        part.encode()
        assert "\0" not in part
    assert "<script>" not in letter.html


def test_braces_of_a_stranger_are_not_run():
    assert "{{7*7}}" in render_letter("sample", {"title": "{{7*7}}", "name": ""}, "en").text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://evil.example/x", "http:\u2060//evil.\u2060example/x"),
        ("www.evil.example", "www.\u2060evil.\u2060example"),
        ("[click](https://evil.cn)", "[click](https:\u2060//evil.\u2060cn)"),
        ("3.14 seconds. And on", "3.14 seconds. And on"),
        ("恶意.公司", "恶意.\u2060公司"),
    ],
)
def test_addresses_of_strangers_are_no_links(text, shown):
    assert defuse(text) == shown


def test_links_lead_to_this_site_only(settings):
    settings.BASE_URL = "https://firstcut.example"
    values = {"title": "", "name": ""}

    text = render_letter("sample", values | {"action_url": "https://firstcut.example/en/e/1/"}, "en").text

    assert "https://firstcut.example/en/e/1/\n" in text
    for wrong in ("https://firstcut.example.evil.com/", "javascript:x", "https://firstcut.example/\nx", "//evil"):
        with pytest.raises(ValueError, match="action_url"):
            render_letter("sample", values | {"action_url": wrong}, "en")


def test_models_stay_outside(django_user_model):
    with pytest.raises(ValueError, match="plain values"):
        render_letter("sample", {"title": django_user_model(), "name": ""}, "en")


def test_translated_values_speak_the_recipients_language():
    assert render_letter("sample", {"title": gettext_lazy("Yes"), "name": ""}, "zh-hans").subject == "是 · 是"
