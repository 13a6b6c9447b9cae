"""How Firstcut is started, watched and stopped."""

import os

from django.apps import AppConfig

from .parent import VARIABLE, end_with_parent


class RunningConfig(AppConfig):
    name = "portal.running"

    def ready(self) -> None:
        from . import checks  # noqa: F401

        # The worker; gunicorn, whose own children come here too, does it in its configuration.
        if os.environ.get(VARIABLE) == str(os.getppid()):
            end_with_parent()
