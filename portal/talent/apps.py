"""People and studios, their portfolio, and their consent to be listed."""

from django.apps import AppConfig


class TalentConfig(AppConfig):
    name = "portal.talent"
    label = "talent"
