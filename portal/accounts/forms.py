"""django-allauth's forms with our limits, and the form of the account page."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.fields import CleanCharField
from portal.zones import zone_names, zone_words

LONGEST_PASSWORD = 4096  # hashing more than this is only a way to keep the server busy
LONGEST_OTHER = 330


class RefusesUnstorable:
    """Gives every text field a limit and a sentence for what no database or hash takes.

    Passwords and addresses are kept as typed, so they do not go through `clean_text`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # The credential of a passkey is JSON that only the browser writes.
            if type(field) is CleanCharField or not isinstance(field, forms.CharField) or name == "credential":
                continue
            limit = LONGEST_PASSWORD if isinstance(field.widget, forms.PasswordInput) else LONGEST_OTHER
            field.validators = [
                _Storable(str(field.label or name), limit),
                *(v for v in field.validators if type(v).__name__ != "ProhibitNullCharactersValidator"),
            ]
            field.widget.attrs.pop("placeholder", None)


class _Storable:
    def __init__(self, label: str, limit: int) -> None:
        self.label, self.limit = label, limit

    def __call__(self, text: str) -> None:
        if len(text) > self.limit:
            raise ValidationError(
                _("%(label)s is %(length)d characters long; the limit is %(limit)d."),
                params={"label": self.label, "length": len(text), "limit": self.limit},
            )
        for position, char in enumerate(text, 1):
            if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 or char in "\u2028\u2029":
                raise ValidationError(
                    _("%(label)s contains a character we cannot store (character %(position)d)."),
                    params={"label": self.label, "position": position},
                )


class LoginForm(RefusesUnstorable, account.LoginForm):
    """Sign in."""


class SignupForm(RefusesUnstorable, account.SignupForm):
    """Name, address, one password."""

    field_order: ClassVar[list[str]] = ["name", "email", "password1"]
    name = CleanCharField(
        label=_("Your name"),
        max_graphemes=100,
        max_length=200,
        is_name=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )

    def try_save(self, request: HttpRequest) -> Any:
        """An address that is known already takes as long as a new one: hashing the password is what takes time."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(RefusesUnstorable, account.AddEmailForm):
    """A new address."""


class ChangePasswordForm(RefusesUnstorable, account.ChangePasswordForm):
    """A new password, with the old one."""


class ResetPasswordForm(RefusesUnstorable, account.ResetPasswordForm):
    """Ask for a code."""


class ResetPasswordKeyForm(RefusesUnstorable, account.ResetPasswordKeyForm):
    """A new password, with the code given."""


class EmailCodeForm(RefusesUnstorable, account.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ResetCodeForm(RefusesUnstorable, account.ConfirmPasswordResetCodeForm):
    """The code that lets one choose a new password."""


class ReauthenticateForm(RefusesUnstorable, account.ReauthenticateForm):
    """The password once more."""


class ActivateTOTPForm(RefusesUnstorable, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class AuthenticateForm(RefusesUnstorable, factor.AuthenticateForm):
    """The second factor when signing in."""


class FactorReauthenticateForm(RefusesUnstorable, factor.ReauthenticateForm):
    """The second factor once more."""


class AddWebAuthnForm(RefusesUnstorable, webauthn.AddWebAuthnForm):
    """A new passkey."""


class EditWebAuthnForm(RefusesUnstorable, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""


def time_zones(own: str = "") -> list[tuple[str, str]]:
    """Zones by name, without the aliases that only old programs use; the person's own is always among them."""
    names = sorted(zone for zone in zone_names() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    known = [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]
    return known if own in ("", *dict(known)) else [(own, zone_words(own)), *known]


class AccountForm(forms.ModelForm[User]):
    """What a person may change about their account at once."""

    name = CleanCharField(
        label=_("Your name"),
        max_graphemes=100,
        max_length=200,
        is_name=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Your time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones(self.instance.time_zone)  # type: ignore[attr-defined]

    class Meta:
        model = User
        fields = ("name", "language", "time_zone")
