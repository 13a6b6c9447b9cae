"""Programmes, editions, and calls as immutable versions of data."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "portal.calls"
    label = "calls"
