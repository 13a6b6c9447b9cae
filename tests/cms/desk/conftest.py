"""The desk in English, and the sample letter of the mail tests for those who ask for it."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _in_english(settings):
    """The admin speaks the default language to people who have chosen none; these tests read its sentences."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def _sample_templates(settings):
    engine = settings.TEMPLATES[0]
    folder = Path(settings.BASE_DIR, "tests/portal/mail/templates")
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], folder]}]
