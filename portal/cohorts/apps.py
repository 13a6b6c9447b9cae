"""The people an edition has chosen, and their consent to be named together."""

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "portal.cohorts"
    label = "cohorts"

    def ready(self) -> None:
        from portal.cohorts import receivers  # noqa: F401 - connects
