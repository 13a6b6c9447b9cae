"""The front: no models, no person, no session."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "portal.front"
    label = "front"
