"""What django-allauth asks us: addresses, mails, redirects, secrets."""

import base64
import logging
import re
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User, Viewer
from portal.accounts.permissions import FACTORS, has_factor, needs_factor
from portal.clock import now
from portal.mail.actions import queue_mail
from portal.mail.models import OutgoingMail
from portal.web.address import client_ip

# allauth's template → our letter. Everything else tells of a change to the account.
LETTERS = {
    "account/email/email_confirmation": "account-code",
    "account/email/email_confirmation_signup": "account-code",
    "account/email/password_reset_code": "account-code",
    "account/email/account_already_exists": "account-exists",
    "account/email/unknown_account": "account-unknown",
}
CHANGES = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_set": _("A password was set."),
    "account/email/email_changed": _("The e-mail address was changed."),
    "account/email/email_confirm": _("The e-mail address was confirmed."),
    "account/email/email_deleted": _("An e-mail address was removed."),
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
}
PLAIN = (str, int, float, bool)
# What anybody can make us write to an address that is not theirs, and how often in an hour one address gets it at most.
FOR_STRANGERS = {"account-code": 10, "account-exists": 2, "account-unknown": 2}
AN_HOUR = timedelta(hours=1)
logger = logging.getLogger(__name__)


def is_safe_path(url: str) -> bool:
    """Whether one may be sent to `url` after signing in: a path of this site, without tricks.

    Stricter than Django, which lets control characters, encoded ones and backslashes through.
    """
    if not url.startswith("/") or url.startswith(("//", "/\\")) or "\\" in url:
        return False
    if re.search(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]|%(0[0-9a-f]|1[0-9a-f]|7f|5c)", url, re.I):
        return False
    if url.lower().startswith(("/%2f", "/%5c", "/%2e%2e")) or "/../" in url:
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def is_too_often(letter: str, email: str) -> bool:
    """Whether this address has had so many of these that somebody may be misusing us; the page says nothing of it."""
    most = FOR_STRANGERS.get(letter)
    return most is not None and OutgoingMail.objects.written_since(now() - AN_HOUR, name=letter, to=email) >= most


class AccountAdapter(DefaultAccountAdapter):
    """Accounts."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Keep the name, and the language of the page on which somebody signed up."""
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def clean_email(self, email: str) -> str:
        """Refuse what no mail server of the public internet takes."""
        domain = email.rpartition("@")[2]
        if "." not in domain or domain.startswith("[") or not email.isascii() or len(email) > 254:
            raise ValidationError(_("Enter an e-mail address like name@example.com."), code="invalid")
        return email

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter into our outbox, in the language of the account it is about."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else get_language() or settings.LANGUAGE_CODE
        values: dict[str, Any] = {key: value for key, value in context.items() if isinstance(value, PLAIN)}
        # Links are built from the request's Host; ours come from the settings alone.
        values = {key: value for key, value in values.items() if not key.endswith("url")}
        values |= {"action_url": settings.BASE_URL + reverse("account_login"), "what": CHANGES.get(template_prefix, "")}
        letter = LETTERS.get(template_prefix, "account-changed")
        if is_too_often(letter, email):
            logger.warning("letter left out: too many to one address", extra={"letter": letter})
            return
        queue_mail(
            key=f"{letter}:{secrets.token_hex(12)}",
            to=email,
            name=letter,
            context=values,
            language=language,
            # A code opens the account: once it has left, nobody who works here may read it.
            is_secret=letter == "account-code",
        )

    def get_reauthentication_methods(self, user: Viewer) -> list[dict[str, Any]]:
        """Whoever has a second factor shows it again before address, password or factor change; others the password."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_factor = [method for method in methods if method["id"] != "reauthenticate"]
        return by_factor or methods

    def reauthenticate(self, user: User, password: str) -> bool:
        return not has_factor(user) and bool(super().reauthenticate(user, password))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_safe_path(str(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Editors to their admin, everybody else to their work."""
        if request.user.is_authenticated and request.user.is_staff:
            return reverse("wagtailadmin_home")
        for name in ("entry-list", "account"):
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{get_language() or settings.LANGUAGE_CODE}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class MFAAdapter(DefaultMFAAdapter):
    """The second factor."""

    def encrypt(self, text: str) -> str:
        """A copy of the database alone does not give anybody's codes away."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The channel's people keep at least one factor."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not needs_factor(authenticator.user)


def _fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(HKDF(SHA256(), 32, None, b"firstcut second factor").derive(force_bytes(key)))
