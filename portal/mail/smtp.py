"""SMTP that remembers whether a letter may have been accepted although no answer came."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend


class _Watched:
    """Sets `is_in_doubt` from the moment the last byte of a letter has gone out until the server answers."""

    is_in_doubt = False
    _in_body = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.is_in_doubt, self._in_body = False, True
        try:
            answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        finally:
            self._in_body = False
        self.is_in_doubt = False
        return answer

    def send(self, s: Any) -> None:
        super().send(s)  # type: ignore[misc]
        # The command goes out as text, the letter itself as bytes; before its last byte no server accepts it.
        if self._in_body and isinstance(s, bytes):
            self.is_in_doubt = True


class WatchedSMTP(_Watched, smtplib.SMTP):
    """Plain, or with STARTTLS."""


class WatchedSMTPSSL(_Watched, smtplib.SMTP_SSL):
    """Encrypted from the start."""


class EmailBackend(DjangoBackend):
    """Django's SMTP backend; `is_in_doubt` says whether the last letter may have been accepted."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSMTPSSL if self.use_ssl else WatchedSMTP

    @property
    def is_in_doubt(self) -> bool:
        return bool(getattr(self.connection, "is_in_doubt", False))
