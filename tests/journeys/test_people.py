"""The channel's people come in: password, second factor, admin; nothing on the way breaks its policy."""

import os

import pytest

from tests.cast import PASSWORD
from tests.journeys.people import fresh_code, make_person, path_of

ADMIN = [
    "/admin/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/role-grants/",
    "/admin/role-grants/new/",
    "/admin/reports/site-history/",
    "/admin/account/",
]


def test_administrator_sets_up_a_factor_and_walks_through_the_admin(open_page, site):
    user = make_person("administrator", factor=False, language="en")
    page = open_page(locale="en-GB")

    page.goto("/admin/")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form.account-form button[type=submit]").click()
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/en/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form.account-form button[type=submit]").first.click()
    page.locator("#authenticator_secret").wait_for()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(fresh_code(secret))
    page.locator("form.account-form button[type=submit]").click()
    page.wait_for_url("**/recovery-codes/")

    seen = {}
    for address in ADMIN:
        answer = page.goto(address)
        page.wait_for_load_state("load")
        seen[address] = (answer.status, page.url.removeprefix(site))

    assert {address: status for address, (status, _url) in seen.items()} == dict.fromkeys(ADMIN, 200), seen
    assert [url for _status, url in seen.values()] == ADMIN


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_of_signing_in_fit_and_keep_the_policy(open_page, language, width):
    page = open_page(width=width)

    for route in ("account_login", "account_signup", "account_reset_password"):
        page.goto(path_of(route, language=language))
        assert page.locator("form.account-form input:visible").count() >= 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), route
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}/{route}-{language}-{width}.png", full_page=True)
