"""What an edition asks of sponsors and offers them, and the enquiries that come of it.

It belongs to an edition, not to the programme: every round asks for something else, and what an archived one asked for
stays as it was.
"""

import hashlib
import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import User
from portal.calls.models import Edition, EditionState, editor_scopes
from portal.clock import now
from portal.text import new_public_id
from portal.workflow import HasHistory, HistoryRow

TAKING = (EditionState.ANNOUNCED, EditionState.RUNNING)


def is_looking(edition: Edition) -> bool:
    """Whether the edition has not ended: only then may somebody ask to become its sponsor."""
    return edition.state in TAKING


class Partnership(models.Model):
    """What an edition's sponsors may give and get, and which office reads their enquiries.

    `mailbox` is never shown to the public; `office` is what the public reads instead of it.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="partnership")
    lead = I18nTextField(_("to sponsors, in a few sentences"), blank=True, default="")
    office = I18nCharField(_("office that answers"), blank=True, default="")
    mailbox = models.EmailField(_("mailbox of the office"), blank=True)
    language = models.CharField(_("language of its letters"), max_length=10, default="zh-hans")
    takes_enquiries = models.BooleanField(_("takes enquiries"), default=False)

    class Meta:
        verbose_name = _("what sponsors give and get")
        verbose_name_plural = _("what sponsors give and get")

    def __str__(self) -> str:
        return str(self.edition)

    def address(self) -> str:
        """Where enquiries go: its own mailbox, else that of the whole site; "" where there is neither."""
        return self.mailbox or settings.PARTNER_MAILBOX

    def is_open(self) -> bool:
        """Whether somebody may ask now: never of an edition that is over, nor where nobody would read it."""
        return self.takes_enquiries and is_looking(self.edition) and bool(self.address())


class Side(models.TextChoices):
    """Which way something goes."""

    GIVE = "give", _("a sponsor gives")
    GET = "get", _("a sponsor gets")


class PartnershipPoint(models.Model):
    """One thing that a sponsor may give, or gets for it."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="points")
    side = models.CharField(max_length=4, choices=Side)
    text = I18nCharField(_("what"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("thing that sponsors give or get")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.text)

    def key(self) -> str:
        """What a tick sends: the same as long as the words are, though editors save the list anew."""
        words = json.dumps(self.words(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def words(self) -> dict[str, str]:
        """Its text by language."""
        data = getattr(self.text, "data", self.text)
        texts = data if isinstance(data, dict) else {settings.LANGUAGE_CODE: str(data)}
        return {language: text for language, text in texts.items() if text}


class EnquiryStatus(models.TextChoices):
    """Where an enquiry stands."""

    NEW = "new", pgettext_lazy("enquiry", "new")
    ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
    CLOSED = "closed", pgettext_lazy("enquiry", "closed")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def on_desk_of(self, user: User) -> "EnquiryQuerySet":
        """Those to the programmes `user` is an editor of."""
        scopes = editor_scopes(user)
        if user.is_superuser or "" in scopes:
            return self
        return self.filter(edition__programme__slug__in=scopes)


class Enquiry(HasHistory):
    """Somebody asks to become a sponsor. `offered` holds the ticked words of then, by language."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enquiries")
    name = models.CharField(_("name"), max_length=400, blank=True)
    organisation = models.CharField(_("organisation"), max_length=400, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    offered = models.JSONField(_("what they offer"), default=list, blank=True)
    message = models.TextField(_("message"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    received_at = models.DateTimeField(_("received"), default=now)
    has_letter = models.BooleanField(_("told by letter"), default=True)
    forgotten_at = models.DateTimeField(_("words deleted"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=8, choices=EnquiryStatus, default=EnquiryStatus.NEW)
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    objects: ClassVar[EnquiryQuerySet] = EnquiryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("sponsor’s enquiry")
        verbose_name_plural = _("sponsors’ enquiries")
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(status__in=EnquiryStatus.values), name="enquiry_status_known"),
        ]

    def __str__(self) -> str:
        return self.organisation or self.name or self.number

    @property
    def number(self) -> str:
        """What the enquirer is told."""
        return self.public_id.upper()


class EnquiryMove(HistoryRow):
    """That an enquiry was answered, closed or opened again."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="history")
    source = models.CharField(max_length=8, choices=EnquiryStatus)
    target = models.CharField(max_length=8, choices=EnquiryStatus)
