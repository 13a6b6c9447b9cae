"""The people of the journeys, how they sign in, and the letters they get."""

import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page

from portal.accounts.models import User
from portal.clock import now
from portal.mail.models import MailState, OutgoingMail
from tests.cast import PASSWORD, SECRET, make_user, sign_in
from tests.portal.accounts.codes import code_at

BETWEEN_LETTERS = b"-" * 79 + b"\n"  # as Django writes several into one file
_numbers: Iterator[int] = count(1)


def address_of(name: str) -> str:
    """An e-mail address that nobody else has."""
    return f"{name}-{next(_numbers)}-{time.time_ns()}@example.org"


def make_person(role: str = "creator", **fields: Any) -> User:
    """Somebody with a verified address, the password PASSWORD and, where their role needs it, a second factor."""
    return make_user(role, email=address_of(role), **fields)


def path_of(name: str, *args: object, language: str = "en") -> str:
    """The path of the route `name` in `language`."""
    with override(language):
        return str(reverse(name, args=args))


def signed_in(open_page: Callable[..., Page], user: User, **options: Any) -> Page:
    """A browser of somebody who has signed in, with the second factor where they need one."""
    client = sign_in(Client(), user)
    page = open_page(**({"locale": "en-GB"} | options))
    name = settings.SESSION_COOKIE_NAME
    # No domain: the browser takes a __Host- cookie for this very host alone.
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": settings.BASE_URL}])
    return page


def fresh_code(secret: str) -> str:
    """What an authenticator app shows, with five of its thirty seconds left at least: the server takes no older one."""
    left = 30 - now().timestamp() % 30
    if left < 5:
        time.sleep(left)
    return code_at(secret)


def sign_in_by_hand(page: Page, user: User, *, secret: str = SECRET, language: str = "en") -> None:
    """Through the forms: address, password, and the code of an authenticator app where one is asked for."""
    page.goto(path_of("account_login", language=language))
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.account-form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)
    if "/2fa/authenticate" in page.url:
        page.locator("[name=code]").fill(fresh_code(secret))
        page.locator("form.account-form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/2fa/authenticate" not in url)


def letter(name: str, to: str, *, seconds: float = 20, **about: Any) -> OutgoingMail:
    """The newest letter `name` to that address, once the worker has carried it away; with the words that left."""
    ends_at = time.monotonic() + seconds
    while True:
        found = OutgoingMail.objects.filter(name=name, to=to, **about).first()
        if found and found.state == MailState.SENT:
            # The outbox forgets what lets its reader in.
            found.text = found.text or _carried(found)
            return found
        assert time.monotonic() < ends_at, f"no letter {name!r} to {to} by {now()}: {found and found.state}"
        time.sleep(0.2)


def _carried(mail: OutgoingMail) -> str:
    """The plain words of that letter, out of the files in which letters end here."""
    folder = Path(settings.DATA_DIR) / "site" / "letters"
    for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True):
        for raw in reversed(path.read_bytes().split(BETWEEN_LETTERS)):
            message = message_from_bytes(raw.lstrip(), policy=policy.default)
            body = message.get_body(("plain",))
            if message["To"] == mail.to and str(message["Subject"]).strip() == mail.subject and body:
                return str(body.get_content())
    raise AssertionError(f"no file holds the letter {mail.subject!r} to {mail.to}")


def path_in(mail: OutgoingMail, part: str) -> str:
    """The path of the link in the letter that has `part` in it."""
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", mail.text)
    assert found, mail.text
    return found[1]


def within(seconds: float, holds: Callable[[], bool], *, every: float = 0.25) -> float:
    """Ask until it holds; after how many seconds it did. Fails when it never does."""
    began = time.monotonic()
    while not holds():
        passed = time.monotonic() - began
        assert passed < seconds, f"not after {passed:.1f} s"
        time.sleep(every)
    return time.monotonic() - began


def register(page: Page, name: str, email: str) -> None:
    """From the form of signing up to the account's own page, by the code that comes by letter."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("form.account-form button[type=submit]").first.click()
    page.locator("[name=code]").wait_for()
    code = re.search(r"^ {4}(\S+)$", letter("account-code", email).text, re.M)
    assert code
    page.locator("[name=code]").fill(code[1])
    page.locator("form.account-form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/confirm-email/" not in url and "/signup/" not in url)
