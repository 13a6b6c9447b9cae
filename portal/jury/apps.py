"""Decisions and their release."""

from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "portal.jury"
    label = "jury"

    def ready(self) -> None:
        from portal.entries.outcomes import tell_outcomes
        from portal.jury import receivers  # noqa: F401 - connects
        from portal.jury.standing import released_outcomes

        tell_outcomes(released_outcomes)
