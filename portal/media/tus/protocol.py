"""What tus says in headers, read strictly: https://tus.io/protocols/resumable-upload (version 1.0.0)."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.errors import DomainError
from portal.media.models import Kind
from portal.media.names import display_name

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination,checksum"
CHUNK_TYPE = "application/offset+octet-stream"
CHECKSUMS = ("sha256", "sha1")
OVERRIDABLE = frozenset({"PATCH", "DELETE", "HEAD"})
MAX_METADATA = 4096
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class Refusal(DomainError):
    """A refusal with its status, a code for programs, and headers that belong to it."""

    def __init__(self, status: int, code: str, message: object, **headers: str) -> None:
        super().__init__(str(message))
        self.status, self.code = status, code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True)
class Checksum:
    """The digest that a chunk must have."""

    algorithm: str
    digest: bytes

    def hasher(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


@dataclass(frozen=True)
class Metadata:
    """What the client says about the file; display text and purpose are all we take."""

    name: str
    purpose: str


def parse_number(text: str, *, header: str) -> int:
    """A byte count from a header; plain digits only, and no more than a row can hold."""
    if not _NUMBER.fullmatch(text):
        raise Refusal(400, "bad_number", _("%(header)s must be a number of bytes.") % {"header": header})
    return int(text)


def parse_checksum(text: str) -> Checksum | None:
    """The Upload-Checksum header; None where there is none."""
    if not text:
        return None
    algorithm, _space, encoded = text.partition(" ")
    if algorithm not in CHECKSUMS:
        raise Refusal(
            400, "checksum_algorithm", _("We can check sha256 and sha1."), Tus_Checksum_Algorithm="sha256,sha1"
        )
    return Checksum(algorithm, _decode(encoded.strip()))


def parse_metadata(text: str) -> Metadata:
    """The Upload-Metadata header: `filename` is cleaned as display text, `purpose` must be one we know."""
    if len(text) > MAX_METADATA:
        raise Refusal(400, "bad_metadata", _("The description of the file is too long."))
    pairs: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _space, encoded = pair.partition(" ")
        if key in pairs:
            raise Refusal(400, "bad_metadata", _("The description of the file says something twice."))
        pairs[key] = _text(encoded.strip())
    purpose = pairs.get("purpose", Kind.FILM)
    if purpose not in Kind.values:
        raise Refusal(400, "bad_purpose", _("We do not know what this file is for."))
    return Metadata(display_name(pairs.get("filename", "")), purpose)


def parse_idempotency_key(text: str) -> str:
    """The Idempotency-Key header, "" where there is none."""
    if text and not _KEY.fullmatch(text):
        raise Refusal(400, "bad_idempotency_key", _("The key of this request is not one we can store."))
    return text


def _text(encoded: str) -> str:
    try:
        return _decode(encoded).decode()
    except UnicodeDecodeError:
        raise Refusal(400, "bad_metadata", _("The description of the file is not readable text.")) from None


def _decode(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, "bad_metadata", _("A header of this request is not base64.")) from None
