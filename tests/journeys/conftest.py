"""A real browser before the real processes: what every journey uses.

One site for all journeys, with the demo in it (`tests/journeys/site.py`). Nothing is flushed between them: a journey
makes its own people and calls, and never counts on being alone. `make_person`, `signed_in` and `letters` are in
`tests/journeys/people.py`. No journey is marked `django_db`; rows are read and written right away.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import global_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.site import SECRET_KEY, Site, rows_of, running_site

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",
]
PATIENCE_MS = 30_000
# A page without view transitions follows one that has them: Chromium says so as if it were an error.
HARMLESS = "ViewTransition opt-in disabled"
# Playwright's driver keeps an event loop in this thread, which Django takes for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def processes(django_db_blocker) -> Iterator[Site]:
    """The site itself: its processes, commands and logs."""
    with django_db_blocker.unblock(), running_site() as site:
        yield site


@pytest.fixture(autouse=True)
def rows(processes: Site, django_db_blocker, settings) -> Iterator[None]:
    """The test reads and writes the site's own rows, with the site's key and hashes; no error may be logged."""
    settings.SECRET_KEY = SECRET_KEY
    settings.BASE_URL = processes.url
    settings.SEARCH_PREFIX = processes.search_prefix
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    with django_db_blocker.unblock(), rows_of(processes):
        yield
    assert processes.complaints() == []


@pytest.fixture
def site(processes: Site) -> str:
    """The address of the running site."""
    return processes.url


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own. A page error, a violated policy or a failing server fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def watched(page: Page) -> None:
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: None if HARMLESS in str(error) else complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
        page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 500 else None)

    def opened(width: int = 1440, height: int = 900, **options: object) -> Page:
        context = browser.new_context(
            base_url=site,
            ignore_https_errors=True,
            viewport={"width": width, "height": height},
            locale=str(options.pop("locale", "zh-CN")),
            timezone_id=str(options.pop("timezone_id", "Asia/Shanghai")),
            **options,
        )
        contexts.append(context)
        context.on("page", watched)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
