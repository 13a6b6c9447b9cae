"""Everybody here reads English, so that addresses and sentences are the same in every test."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield
