"""Rules for passwords, beside Django's own."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's, with a sentence that is there in Chinese too."""

    def get_error_message(self) -> str:
        return _("This password is too short: it needs at least %(limit)d characters.") % {"limit": self.min_length}
