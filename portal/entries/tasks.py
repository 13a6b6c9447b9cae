"""Work on entries after the answer: telling people that the call they answer has changed."""

from portal.entries.letters import write_amendment_letters
from portal.queue import retrying


@retrying(max_attempts=10, limit_s=1800)
def tell_of_amendment(amendment_pk: int) -> None:
    """One letter to everybody concerned. Running it twice, or again after it was killed, writes no letter twice."""
    write_amendment_letters(amendment_pk)
