"""Whether what was handed in is still what it was: each copy against the hash that its receipt told."""

from collections.abc import Iterator

from portal.entries.freezing import sha256_of
from portal.entries.models import Submission

AT_ONCE = 200


def altered_copies() -> Iterator[Submission]:
    """Copies that somebody changed past every form and action, oldest first."""
    rows = Submission.objects.select_related("call").order_by("pk")
    for submission in rows.iterator(chunk_size=AT_ONCE):
        if sha256_of(submission.frozen) != submission.frozen_sha256:
            yield submission
