"""What sponsors give and get, and who asks to become one."""

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "portal.sponsors"
    label = "sponsors"
