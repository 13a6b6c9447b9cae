"""From a template folder and plain values to subject, text and HTML in the recipient's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WORD_JOINER = "\u2060"
_LOOKS_LIKE_LINK = re.compile(r"(?<=\w)(\.)(?=[^\W\d_]{2})|(?<=\w)(:)(?=//)")
LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Letter:
    """What the recipient reads."""

    subject: str
    text: str
    html: str


def render_letter(name: str, context: Mapping[str, Any], language: str) -> Letter:
    """The letter `templates/emails/<name>/` in `language`, or in the default one where we do not speak it.

    Values are texts, numbers, instants, or lists and dicts of them; models stay outside. Every text counts as written
    by a stranger: it appears literally and no mail program makes a link of it. A value whose name ends in `url` has
    to be an address of this site, one whose name ends in `email` an e-mail address. Raises ValueError otherwise.
    """
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(spoken):
        values = {key: _plain(key, value) for key, value in context.items()}
        values |= {"site_name": settings.SITE_NAME, "site_url": settings.BASE_URL, "language": spoken}
        subject = " ".join(_CONTROL.sub(" ", _render(f"emails/{name}/subject.txt", values, escape=False)).split())
        return Letter(
            subject=subject[:LONGEST_SUBJECT],
            text=_render(f"emails/{name}/body.txt", values, escape=False).strip() + "\n",
            html=_render(f"emails/{name}/body.html", values | {"subject": subject}, escape=True),
        )


def _render(path: str, values: dict[str, Any], *, escape: bool) -> str:
    template = get_template(path)
    # The plain texts must not be escaped as HTML, and the engine's own render() always does.
    return str(template.template.render(Context(values, autoescape=escape)))  # type: ignore[attr-defined]


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        return _safe_text(key, value)
    if isinstance(value, dict):
        return {inner: _plain(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(key, item) for item in value]
    if value is None or type(value).__module__ in {"builtins", "datetime", "decimal", "zoneinfo"}:
        return value
    raise ValueError(f"{key}: a letter takes plain values, not {type(value).__name__}")


def _safe_text(key: str, value: str) -> str:
    if key.endswith("url"):
        if value and (re.search(r"\s", value) or not value.startswith(f"{settings.BASE_URL.rstrip('/')}/")):
            raise ValueError(f"{key}: not an address of this site")
        return value
    if key.endswith("email"):
        try:
            validate_email(value)
        except ValidationError as error:
            raise ValueError(f"{key}: not an e-mail address") from error
        return value
    return defuse(value)


def defuse(text: str) -> str:
    """`text` without control characters, and with what looks like a link broken up invisibly."""
    return _LOOKS_LIKE_LINK.sub(lambda match: match[0] + _WORD_JOINER, _CONTROL.sub(" ", text))
