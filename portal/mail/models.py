"""One row for each letter to each recipient: what it says, and what became of it."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.clock import now

SENDING_TAKES_AT_MOST = timedelta(minutes=5)


class MailState(models.TextChoices):
    """Where a letter is. Only `sent` claims that a mail server has accepted it."""

    HELD = "held", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    SHOWN = "shown", _("shown here, not sent")
    FAILED = "failed", _("failed")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> "OutgoingMailQuerySet":
        """Held letters whose time has come, those that wait longest first."""
        return self.filter(state=MailState.HELD, not_before__lte=at).order_by("not_before", "pk")

    def written_since(self, at: datetime, *, name: str, to: str) -> int:
        """How many letters of this kind one address was written since then: what others make us write has an end."""
        return self.filter(created_at__gt=at, name=name, to=to.lower()).count()

    def in_doubt(self, at: datetime) -> "OutgoingMailQuerySet":
        """Letters that may or may not have gone out: the server's answer was never heard. Never resent by itself."""
        lost = Q(claimed_at__lt=at - SENDING_TAKES_AT_MOST) | ~Q(reason="")
        return self.filter(lost, state=MailState.SENDING)

    def forgotten(self) -> "OutgoingMailQuerySet":
        """Those whose words were erased: nothing of them can be sent."""
        return self.filter(text="")

    def with_words(self) -> "OutgoingMailQuerySet":
        return self.exclude(text="")

    def needing_attention(self, at: datetime) -> "OutgoingMailQuerySet":
        """What an operator has to look at: in doubt, or failed and still to be sent."""
        failed = Q(state=MailState.FAILED) & ~Q(text="")
        return self.filter(failed | Q(pk__in=self.in_doubt(at).values("pk")))


class OutgoingMail(models.Model):
    """A letter, worded when it was written: later changes of template or title do not touch it."""

    key = models.CharField(_("occasion"), max_length=200, help_text=_("One letter for each occasion and recipient."))
    to = models.EmailField(_("to"))
    name = models.SlugField(_("message"), max_length=60)
    about = models.CharField(_("about"), max_length=200, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    is_secret = models.BooleanField(_("holds a secret link"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.HELD)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written"), default=now, editable=False)
    not_before = models.DateTimeField(_("not before"), default=now)
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[OutgoingMailQuerySet] = OutgoingMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["not_before"], name="mail_held", condition=Q(state="held")),
            models.Index(fields=["-created_at", "-id"], name="mail_newest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "to"], name="one_mail_per_key_and_recipient"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="mail_sending_is_claimed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "shown", "failed"]) | Q(finished_at__isnull=False),
                name="mail_end_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.to}"

    def claim(self, *, at: datetime) -> bool:
        """Take the letter for sending; False when somebody else has."""
        held = OutgoingMail.objects.filter(pk=self.pk, state=MailState.HELD)
        won = held.update(state=MailState.SENDING, claimed_at=at, reason="", attempts=models.F("attempts") + 1)
        if won:
            self.state, self.claimed_at, self.attempts = MailState.SENDING, at, self.attempts + 1
        return bool(won)

    claim.alters_data = True  # type: ignore[attr-defined]

    def is_in_doubt(self, at: datetime) -> bool:
        """Whether nobody knows if the server took the letter."""
        lost = self.reason != "" or (self.claimed_at is not None and self.claimed_at < at - SENDING_TAKES_AT_MOST)
        return self.state == MailState.SENDING and lost

    @property
    def may_be_read(self) -> bool:
        """Whether staff may read the words: a link that lets its reader in is theirs only where nothing leaves."""
        return not self.is_secret or self.state == MailState.SHOWN
