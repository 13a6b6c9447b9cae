"""What axe finds on a page, asked in one place: never of a document that is still arriving."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Finding = tuple[str, str]
# Inside media-chrome 4.19, whose button is a menu's too.
KNOWN: set[Finding] = {("aria-allowed-attr", "media-captions-button")}


def findings(page: Page, *, besides: list[str] | None = None) -> list[Finding]:
    """The broken rules and what breaks them, as (rule, selector), but for what is known and what is `besides`.

    Besides: selectors of parts that are not ours. A click returns as soon as the next page begins to arrive; half of
    it has no `<main>` and no heading, so the page is waited for first.
    """
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => null)")
    context = {"exclude": [[selector] for selector in besides]} if besides else None
    found = [
        (str(violation["id"]), str(node["target"][0]))
        for violation in Axe().run(page, context=context).response["violations"]
        for node in violation["nodes"]
    ]
    return [finding for finding in found if finding not in KNOWN]
