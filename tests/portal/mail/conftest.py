"""A message of the tests' own, in tests/portal/mail/templates/emails/sample."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _sample_templates(settings):
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
