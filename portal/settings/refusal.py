"""What is said, once and plainly, when the environment does not let a server start."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import dj_email_url
from django.core.exceptions import ValidationError as InvalidAddress
from django.core.validators import validate_email
from environs import ValidationError

MAIL_SERVERS = {"smtp", "smtps", "submission"}
DEVELOPMENT_KEY = "only-for-development-never-for-a-server-0000"


def secret_key(key: str) -> None:
    if len(key) < 32:
        raise ValidationError("needs at least 32 characters.")
    # dev.py is what imports base.py on a developer's machine.
    if key == DEVELOPMENT_KEY and "portal.settings.dev" not in sys.modules:
        raise ValidationError("is the key for development; everybody knows it.")


def hosts(names: Sequence[str]) -> None:
    if not names or "*" in names:
        raise ValidationError("names the hosts that this site answers to, separated by commas; * is not one.")


def base_url(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or address.endswith("/"):
        raise ValidationError("is the public address, like https://firstcut.example, without a slash at the end.")


def email_url(address: str) -> None:
    # Letters as files are what a developer wants; on a server nobody would ever read them.
    if not address and "portal.settings.dev" in sys.modules:
        return
    parts = urlsplit(address)
    if parts.scheme not in dj_email_url.SCHEMES or (parts.scheme in MAIL_SERVERS and not parts.hostname):
        raise ValidationError(
            "says how letters leave, like smtp://user:password@mail.example:587/?tls=true; without it nobody could"
            " confirm an address or get a receipt. file:///var/mail-kept/ keeps them as files, where that is meant."
        )


def security_contact(address: str) -> None:
    if address and not address.startswith(("mailto:", "https://", "tel:")):
        raise ValidationError("is where weaknesses are reported: mailto:…, https://… or tel:….")


def mailbox(address: str) -> None:
    if not address:
        return
    try:
        validate_email(address)  # the rule of the outbox: an enquiry whose letter cannot be written is lost
    except InvalidAddress:
        raise ValidationError("is the address of one mailbox: partners@example.org.") from None


def rate(often: str) -> None:
    if often and not re.fullmatch(r"[1-9][0-9]*/[smhd]", often):
        raise ValidationError("is how often something may come, like 600/m: so many a s, m, h or d; empty: no bound.")


def data_dir(folder: Path) -> None:
    """Make the folder; raises SystemExit where nothing could be kept in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        is_usable = False
    if not is_usable:
        raise SystemExit(sentence({"DATA_DIR": [f"{folder} is no folder that this process may write into."]}))


def sentence(problems: Mapping[str, list[str]] | list[str]) -> str:
    """One message for all that is wrong; the whole start is refused with it."""
    if isinstance(problems, list):
        problems = {"environment": problems}
    lines = [f"  {name}: {' '.join(reasons)}" for name, reasons in sorted(problems.items())]
    return "\n".join(["Firstcut does not start: the environment is not as it has to be (see .env.example).", *lines])
