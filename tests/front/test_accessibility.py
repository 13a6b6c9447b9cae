"""axe finds nothing wrong with any component or page, in the dark on a wide screen and in the light on a narrow one."""

import pytest
from playwright.sync_api import sync_playwright

from portal.front.styleguide.pages import PAGES
from tests.axe import findings

PATHS = ["", *(f"pages/{name}/" for name in PAGES)]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "language", "width"), [("dark", "zh-hans", 1440), ("light", "en", 390)])
def test_styleguide_has_no_violations(live_server, settings, monkeypatch, scheme, language, width):
    settings.DEBUG = True
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in this thread
    found, too_wide = [], []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in PATHS:
            page.goto(f"{live_server.url}/{language}/styleguide/{path}")
            page.wait_for_load_state("networkidle")
            found += [(path, rule, where) for rule, where in findings(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append(path)
        browser.close()

    assert found == []
    assert too_wide == []
