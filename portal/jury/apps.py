"""Decisions and their release."""

from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "portal.jury"
    label = "jury"

    def ready(self) -> None:
        from portal.calls.counting import tell_counts
        from portal.entries.outcomes import tell_outcomes
        from portal.jury import receivers  # noqa: F401 - connects
        from portal.jury.counting import REACHED, counts_of_decisions
        from portal.jury.standing import released_outcomes

        tell_outcomes(released_outcomes)
        tell_counts(counts_of_decisions, *REACHED)
