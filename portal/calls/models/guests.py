"""Who may enter a call that is not open to everybody."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.models.calls import Call


class Guest(models.Model):
    """An address the editors have invited to enter. Whoever confirms it on signing up is that person."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="guests")
    email = models.EmailField(_("e-mail address"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("guest of a call")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "email"], name="invited_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="guest_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email
