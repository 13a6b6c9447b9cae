"""Work for real worker processes."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "tests.work"
    label = "work"
