"""The desk in English, a call and its editor, and the sample letter of the mail tests for those who ask for it."""

from pathlib import Path

import pytest

from tests.cast import sign_in
from tests.factories.desk import make_call, make_editor


@pytest.fixture
def call():
    """An open one of the programme `lantern`."""
    return make_call()


@pytest.fixture
def editor(client, call):
    """Of that programme, and signed in."""
    user = make_editor("lantern")
    sign_in(client, user)
    return user


@pytest.fixture(autouse=True)
def _in_english(settings):
    """The admin speaks the default language to people who have chosen none; these tests read its sentences."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def _sample_templates(settings):
    engine = settings.TEMPLATES[0]
    folder = Path(settings.BASE_DIR, "tests/portal/mail/templates")
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], folder]}]
