"""Structured data inside HTML. The one place where text that is put together is declared safe, after its escaping."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(data: Any) -> SafeString:
    """`data` as a JSON-LD block, which no policy forbids. Nothing in it can end the block early."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))
