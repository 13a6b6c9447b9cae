"""The work: titles, credits, AI use, culture, clearances, takedowns."""

from django.apps import AppConfig


class FilmsConfig(AppConfig):
    name = "portal.films"
    label = "films"
