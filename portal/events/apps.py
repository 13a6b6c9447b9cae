"""What happens at a place and a time."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "portal.events"
    label = "events"
