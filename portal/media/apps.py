"""Files that people bring, and what we make of them."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "portal.media"
    label = "media"

    def ready(self) -> None:
        from . import checks  # noqa: F401
