"""The code that an authenticator app would show."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from portal.clock import now


def code_at(secret: str, *, steps: int = 0) -> str:
    """Six digits for now, or for `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(now().timestamp()) // 30 + steps))
