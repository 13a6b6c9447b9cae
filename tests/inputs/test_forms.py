"""Every form of the site survives everything that people and programs send, on whichever database runs the tests."""

import logging
from collections.abc import Iterator
from typing import Any

import django.test.client
import pytest
from django.db import transaction
from django.test import override_settings
from django.test.client import store_rendered_templates
from django.urls import get_resolver
from django.utils.translation import override

from tests.inputs.rows import FORMS, OTHERS
from tests.inputs.sweep import Sweep
from tests.inputs.values import NOT_OFFERED
from tests.inputs.world import World
from tests.routes import ROWS


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Made once for the file, rolled back after it."""
    places = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("public"))
    with places, override("en"), django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def sweep(request, world: World, db: None, monkeypatch) -> Iterator[Sweep]:
    monkeypatch.setattr(django.test.client, "store_rendered_templates", store_pages)
    logging.disable(logging.CRITICAL)  # thousands of refusals are thousands of lines
    yield Sweep(request.param, FORMS[request.param], world)
    logging.disable(logging.NOTSET)


def store_pages(store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **kwargs: Any) -> None:
    """As Django's test client, without the thousands of widgets of a large form: copying each is half of the time."""
    if not (template.name or "").startswith(("django/forms/", "wagtailadmin/widgets/", "wagtailadmin/shared/")):
        store_rendered_templates(store, signal, sender, template, context, **kwargs)


# What is hidden there is written by Wagtail's own script, which Wagtail trusts: places, crops, where to go on.
SCRIPTED = ("/admin/pages/", "/admin/images/", "/admin/documents/")


def accepts_post(view: Any) -> bool:
    """Whether a class-based view has something to do with a POST."""
    cls = getattr(view, "view_class", None)
    while cls is None and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
        cls = getattr(view, "view_class", None)
    return cls is not None and hasattr(cls, "post") and "post" in cls.http_method_names


def taking_posts(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every route that takes a POST; functions of ours say so in tests/routes.py."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from taking_posts(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif pattern.name and (
            accepts_post(pattern.callback) or "POST" in getattr(ROWS.get(pattern.name), "methods", ())
        ):
            yield space + pattern.name


def test_every_form_has_a_row() -> None:
    known = {key.partition("#")[0] for key in FORMS}
    unknown = {name for name in taking_posts() if name not in known and not name.startswith(tuple(OTHERS))}

    assert sorted(unknown) == [], "add a row to tests/inputs/rows.py; its docstring says how"


every_form = pytest.mark.parametrize(
    "sweep",
    [pytest.param(key, marks=pytest.mark.large_form if row.is_large else ()) for key, row in FORMS.items()],
    indirect=True,
)


@every_form
def test_form_survives_every_text(sweep: Sweep) -> None:
    sweep.all_texts()

    assert sweep.problems == []


@every_form
def test_form_survives_what_it_did_not_offer(sweep: Sweep) -> None:
    sweep.all_choices(NOT_OFFERED)
    if not sweep.row.is_foreign and not sweep.page.startswith(SCRIPTED):
        sweep.all_hidden(NOT_OFFERED)

    assert sweep.problems == []


@every_form
def test_form_refuses_what_is_no_number_date_or_address(sweep: Sweep) -> None:
    sweep.all_kinds()

    assert sweep.problems == []


@every_form
def test_form_survives_bodies_that_no_browser_sends(sweep: Sweep) -> None:
    if not sweep.row.is_foreign:
        sweep.all_bodies()

    assert sweep.problems == []
