"""The style guide renders every component and page in three languages, for staff and developers alone."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered

from portal.front.styleguide.pages import PAGES

LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
PUBLIC = [name for name, (template, _build) in PAGES.items() if not template.startswith("portal/")]
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def developer(settings):
    settings.DEBUG = True


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_page_renders_in_every_language(client, developer, code, name):
    response = client.get(f"/{code}/styleguide/pages/{name}/")

    tags = Tags(response.content.decode()).found
    assert response.status_code == 200
    assert tags[0] == ("html", {"lang": LANGUAGES[code], "data-accent": tags[0][1]["data-accent"]})
    assert sum(tag == "h1" for tag, _attrs in tags) == 1
    assert not [attrs for _tag, attrs in tags if "style" in attrs or any(key.startswith("on") for key in attrs)]
    assert not [attrs for tag, attrs in tags if tag == "script" and "src" not in attrs]
    assert not [attrs for tag, attrs in tags if tag == "img" and "alt" not in attrs]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_sets_no_cookie(client, developer, name):
    response = client.get(f"/zh-hans/styleguide/pages/{name}/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_styleguide_renders(client, developer):
    assert client.get("/zh-hans/styleguide/").status_code == 200


@pytest.mark.django_db
def test_every_component_is_in_the_style_guide(client, developer):
    rendered = set()

    def note(sender, template, **kwargs):
        rendered.add(template.name)

    template_rendered.connect(note)
    try:
        for path in ("", *(f"pages/{name}/" for name in PAGES)):
            client.get(f"/en/styleguide/{path}")
    finally:
        template_rendered.disconnect(note)

    components = {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "components").glob("*.html")}
    assert components - rendered == set()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "pages/home/", "pictures/1-160x90.jpg"])
def test_styleguide_is_closed_to_the_public(client, path):
    assert client.get(f"/zh-hans/styleguide/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "pages/home/", "pictures/1-160x90.jpg"])
def test_styleguide_takes_no_post(client, developer, path):
    assert client.post(f"/zh-hans/styleguide/{path}").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["pages/nothing/", "pictures/1-9000x90.jpg", "pictures/1-0x90.jpg"])
def test_styleguide_knows_its_limits(client, developer, path):
    assert client.get(f"/zh-hans/styleguide/{path}").status_code == 404


def test_every_stylesheet_and_icon_that_is_named_exists():
    css = Path(settings.BASE_DIR) / "static" / "css"
    imported = re.findall(r'@import "([^"]+)"', (css / "site.css").read_text())
    components = {f"components/{path.name}" for path in (css / "components").iterdir()}
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (css.parent / "vendor" / "icons.svg").read_text()))
    used = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}

    assert [sheet for sheet in imported if not (css / sheet).exists()] == []
    assert components <= set(imported)
    assert used <= symbols


def test_templates_hold_no_inline_script_or_style():
    found = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if path.name != "500.html"
        and "emails" not in path.parts
        and re.search(r"\sstyle=|\son\w+=\"|<style|<script>|javascript:", path.read_text())
    ]

    assert found == []
