"""Carries held letters to the mail server. Each is claimed first, so that none can go out twice."""

import hashlib
import logging
import smtplib
import threading
import time
from datetime import datetime, timedelta
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, close_old_connections, connections, reset_queries

from portal.clock import now
from portal.mail.models import MailState, OutgoingMail, OutgoingMailQuerySet

logger = logging.getLogger(__name__)
BATCH = 50
POLL_S = 0.5
GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 2 * 3600
SERVER_AWAY_PAUSE = timedelta(seconds=30)
STORE_FOR_S = 30.0


def send_for_ever(stop: threading.Event) -> None:
    """The background loop. Several workers may run it: the claim decides who sends which letter."""
    while not stop.is_set():
        close_old_connections()
        reset_queries()
        if not send_due(stop):
            stop.wait(POLL_S)


def send_due(stop: threading.Event | None = None) -> int:
    """Send one batch of what is due. Returns how many letters were dealt with."""
    at = now()
    due = list(OutgoingMail.objects.due(at)[:BATCH])
    if not due:
        return 0
    if not settings.EMAIL_URL:
        return _show(due, at)
    carrier = _carrier()
    try:
        carrier.open()
    except Exception as error:  # refused, timed out, wrong password, no such host: no letter is to blame
        return _put_off_all(error, at)
    count = 0
    try:
        for mail in due:
            if stop is not None and stop.is_set():
                break
            if mail.claim(at=now()):
                count += 1
                if not _deliver(mail, carrier):
                    break
    finally:
        _close(carrier)
    return count


def _carrier() -> Any:
    """The backend of the settings; for SMTP ours, which can tell a refusal from a doubt."""
    if settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        return get_connection("portal.mail.smtp.EmailBackend")
    return get_connection()


def _close(carrier: Any) -> None:
    try:
        carrier.close()
    except Exception:
        logger.info("the mail server hung up first")


def _show(due: list[OutgoingMail], at: datetime) -> int:
    """Without a mail server nothing leaves: the outbox shows the letters, and says so."""
    held = OutgoingMail.objects.filter(pk__in=[mail.pk for mail in due], state=MailState.HELD)
    return held.update(state=MailState.SHOWN, finished_at=at)


def _put_off_all(error: Exception, at: datetime) -> int:
    reason = describe(error)
    logger.warning("the mail server cannot be reached: %s", reason)
    due = OutgoingMail.objects.due(at)
    due.filter(created_at__lt=at - GIVE_UP_AFTER).update(state=MailState.FAILED, finished_at=at, reason=reason)
    OutgoingMail.objects.due(at).update(not_before=at + SERVER_AWAY_PAUSE, reason=reason)
    return 0


def _deliver(mail: OutgoingMail, carrier: Any) -> bool:
    """Hand a claimed letter over and store what came of it. False when the connection is of no more use."""
    try:
        carrier.send_messages([build_message(mail)])
    except Exception as error:
        _store(mail, **_outcome(mail, error, is_in_doubt=_is_in_doubt(carrier, error)))
        return isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
    forgotten = {"text": "", "html": ""} if mail.is_secret else {}
    _store(mail, state=MailState.SENT, finished_at=now(), reason="", **forgotten)
    return True


def build_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The letter as it goes out. The sender comes from the settings alone, never from what people typed."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": message_id(mail),
            "Date": format_datetime(mail.created_at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def message_id(mail: OutgoingMail) -> str:
    """The same for the same letter however often it goes out, so that mail programs fold copies into one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    digest = hashlib.sha256(f"{mail.key}\n{mail.to}".encode()).hexdigest()[:32]
    return f"<{digest}@{domain}>"


def _is_in_doubt(carrier: Any, error: Exception) -> bool:
    """Whether the server may have accepted the letter although sending raised `error`."""
    if hasattr(carrier, "is_in_doubt"):
        return bool(carrier.is_in_doubt)
    # A provider's API: an answer is an answer; without one nobody knows.
    return _status(error) is None


def _status(error: Exception) -> int | None:
    """The SMTP or HTTP code in `error`; a refused sender counts as temporary, because a person has to mend that."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return 451
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=550)
    code = getattr(error, "smtp_code", None) or getattr(error, "status_code", None)
    if code is None and type(error).__name__ == "AnymailRecipientsRefused":
        return 550
    return code


def _is_permanent(error: Exception) -> bool:
    code = _status(error)
    if code is None:
        # Not a word of the server's: a letter that cannot even be built (ValueError) will not get better.
        return isinstance(error, ValueError)
    if isinstance(error, smtplib.SMTPException):
        return code >= 500
    return code == 550 or (400 <= code < 500 and code != 429)


def _outcome(mail: OutgoingMail, error: Exception, *, is_in_doubt: bool) -> dict[str, Any]:
    at, reason = now(), describe(error)
    if is_in_doubt:
        logger.error("mail %s is in doubt: %s", mail.pk, reason)
        return {"reason": reason}
    if _is_permanent(error) or at - mail.created_at > GIVE_UP_AFTER:
        logger.warning("mail %s failed: %s", mail.pk, reason)
        return {"state": MailState.FAILED, "finished_at": at, "reason": reason}
    pause = min(FIRST_PAUSE_S * 2 ** min(mail.attempts - 1, 20), LONGEST_PAUSE_S)
    return {"state": MailState.HELD, "not_before": at + timedelta(seconds=pause), "reason": reason}


def describe(error: Exception) -> str:
    """What went wrong, in one storable line; never empty, because an empty reason means nothing did."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        words = "; ".join(f"{code} {text.decode('utf-8', 'replace')}" for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    else:
        words = f"{type(error).__name__}: {error}"
    return " ".join(words.replace("\0", " ").encode("utf-8", "replace").decode().split())[:500] or "?"


def _store(mail: OutgoingMail, **changes: Any) -> None:
    """Store what became of a claimed letter; patiently, for if that fails the letter stays in doubt."""
    ends_at = time.monotonic() + STORE_FOR_S
    while True:
        try:
            _put(mail, changes)
            return
        except (OperationalError, InterfaceError):
            connections.close_all()
            if time.monotonic() > ends_at:
                raise
            time.sleep(0.5)


def _put(mail: OutgoingMail, changes: dict[str, Any]) -> None:
    claimed: OutgoingMailQuerySet = OutgoingMail.objects.filter(
        pk=mail.pk, state=MailState.SENDING, claimed_at=mail.claimed_at
    )
    if changes.get("state") != MailState.HELD:
        claimed.update(**changes)
        return
    claimed.with_words().update(**changes)
    claimed.forgotten().delete()  # its words were deleted while it was on its way: there is nothing to try again
