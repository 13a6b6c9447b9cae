"""What an operator watches: how long the oldest due letter has waited, and how many need a person."""

from portal.clock import now
from portal.mail.models import OutgoingMail


def oldest_due_mail_s() -> float:
    """Seconds; 0 when nothing waits."""
    at = now()
    due = OutgoingMail.objects.due(at).first()
    return (at - due.not_before).total_seconds() if due else 0.0


def mail_needing_attention() -> int:
    return OutgoingMail.objects.needing_attention(now()).count()
