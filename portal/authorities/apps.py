"""What many records point at, and the names it goes by."""

from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "portal.authorities"
    label = "authorities"
