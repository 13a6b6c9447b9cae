"""What an action raises when it refuses. The message is the sentence the person reads, already translated."""


class DomainError(Exception):
    """A refusal with a sentence for the person and the HTTP status that fits it."""

    status = 422


class NotAllowed(DomainError):
    """This person may not do this."""

    status = 403


class InvalidMove(DomainError):
    """The thing is no longer in a state from which this is possible."""

    status = 409


class StaleVersion(DomainError):
    """Somebody saved in between; nothing was overwritten."""

    status = 409


class TooLate(DomainError):
    """The gate had closed when the request arrived."""

    status = 409


class TooMuch(DomainError):
    """A quota or a rate is used up."""

    status = 429
