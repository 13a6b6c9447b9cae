"""What somebody hands in: team, answers, declarations, receipt."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    name = "portal.entries"
    label = "entries"

    def ready(self) -> None:
        from portal.calls.counting import tell_counts
        from portal.calls.signals import call_published
        from portal.entries.counting import MEASURES, counts_of_entries
        from portal.entries.files import readers_of_entries
        from portal.entries.permissions import answerers_of_entries
        from portal.entries.receivers import call_was_published, original_was_read
        from portal.films.permissions import let_answer
        from portal.media.permissions import let_read
        from portal.media.signals import original_read

        call_published.connect(call_was_published, dispatch_uid="entries.call_was_published")
        original_read.connect(original_was_read, dispatch_uid="entries.original_was_read")
        let_read(readers_of_entries)
        let_answer(answerers_of_entries)
        tell_counts(counts_of_entries, *MEASURES)
