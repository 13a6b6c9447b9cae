"""Who signs in to the demo: one password, one authenticator secret, verified addresses."""

from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings

from cms.demo.content.people import ACCOUNTS, PASSWORD, SECRET, Account
from portal.accounts.actions import confirm_email, enrol_totp, grant_role
from portal.accounts.models import User
from portal.clock import now


def seed_accounts() -> None:
    """Make the accounts that are missing."""
    for account in ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            _make(account)


def _make(account: Account) -> None:
    is_admin = account.role == "administrator"
    user = User.objects.create_user(
        account.email, PASSWORD, name=account.name, language=account.language, is_superuser=is_admin
    )
    confirm_email(user)
    if account.role:
        grant_role(user, account.role, by=None, at=now())
        enrol_totp(user, SECRET)


def user_of(key: str) -> User:
    return User.objects.get(email=next(account.email for account in ACCOUNTS if account.key == key))


def table() -> str:
    """What is printed at the end: who can sign in."""
    rows = [f"  {account.role or 'creator':<14} {account.email}" for account in ACCOUNTS]
    return "\n".join(
        [
            *rows,
            f"  password       {PASSWORD}",
            "  second factor  .venv/bin/python manage.py demo_code ADDRESS",
            f"                 (or this secret in an authenticator: {SECRET})",
        ]
    )


def write_note() -> None:
    """One line beside the data for the server's own start-up line."""
    has_factor = Authenticator.objects.filter(user__email=ACCOUNTS[0].email).exists()
    names = ", ".join(account.email for account in ACCOUNTS[:4])
    code = " · code: .venv/bin/python manage.py demo_code ADDRESS" if has_factor else ""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo-accounts.txt").write_text(f"{names} · password {PASSWORD}{code}\n")
