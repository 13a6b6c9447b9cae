"""Originals and how they got here, what was measured in them, and what we made of them."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Viewer
from portal.clock import now
from portal.errors import InvalidMove
from portal.text import new_public_id

from . import reasons
from .limits import UPLOAD_LIVES_HOURS
from .permissions import readable_by

UPLOAD_LIVES = timedelta(hours=UPLOAD_LIVES_HOURS)


def new_upload_id() -> str:
    """Longer than other ids: whoever reads an upload's address in a log must not be able to guess another."""
    return new_public_id(20)


class Kind(models.TextChoices):
    """What a file is for. It decides how it is read, and how big it may be."""

    FILM = "film", _("film")
    PICTURE = "picture", _("picture")
    SUBTITLE = "subtitle", _("subtitles")
    DOCUMENT = "document", _("document")


class ReadState(models.TextChoices):
    """How far our own reading of a file has come."""

    RECEIVED = "received", _("being read")
    READABLE = "readable", _("readable")
    UNREADABLE = "unreadable", _("unreadable")


class OriginalQuerySet(models.QuerySet["Original"]):
    def visible_to(self, user: Viewer) -> "OriginalQuerySet":
        """The files `user` may open: their own, and what rooms above let them read."""
        return self.filter(readable_by(user))

    def unread(self) -> "OriginalQuerySet":
        """Files whose last byte is here, but which nobody has read yet."""
        return self.filter(state=ReadState.RECEIVED)


class Original(models.Model):
    """A file exactly as it came. Its bytes never change and are never public; `key` names them in private storage."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="originals"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("file name"), max_length=200)
    bytes = models.PositiveBigIntegerField(_("bytes"))
    key = models.CharField(max_length=100, unique=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ReadState, default=ReadState.RECEIVED)
    reason = models.CharField(max_length=30, blank=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    labels = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        verbose_name = _("original file")
        verbose_name_plural = _("original files")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="original_kind_known"),
            models.CheckConstraint(condition=Q(bytes__gte=1), name="original_has_bytes"),
            models.CheckConstraint(condition=~Q(key=""), name="original_has_key"),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(Exact(Length("sha256"), 64)), name="original_sha256_whole_or_absent"
            ),
            models.CheckConstraint(
                condition=Q(state=ReadState.RECEIVED, reason="", sha256="", read_at=None)
                | Q(state=ReadState.READABLE, reason="", read_at__isnull=False) & ~Q(sha256="")
                | Q(state=ReadState.UNREADABLE, read_at__isnull=False) & ~Q(reason=""),
                name="original_state_fits_what_was_read",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reason_text(self) -> str:
        """Why it could not be read, in the reader's language; "" if it could, or nobody has tried yet."""
        return reasons.sentence(self.reason)

    @property
    def runtime_ms(self) -> int | None:
        """Milliseconds from the first picture to the end of the last one; longer sound does not count."""
        return cast("int | None", self.facts.get("runtime_ms"))

    @property
    def width(self) -> int | None:
        """Pixels, as stored; a film turned by 90° is shown the other way round."""
        return cast("int | None", self.facts.get("width"))

    @property
    def height(self) -> int | None:
        return cast("int | None", self.facts.get("height"))

    @property
    def pages(self) -> int | None:
        """Of a document; None where they could not be counted."""
        return cast("int | None", self.facts.get("pages"))

    @property
    def is_locked(self) -> bool:
        """Whether a document is encrypted, so that it may ask for a password."""
        return bool(self.facts.get("is_locked"))

    @property
    def thumb(self) -> tuple[str, int, int] | None:
        """Address, width and height of a picture's small copy, for those who may open the file. No query."""
        if "thumb" not in self.facts:
            return None
        width, height = self.facts["thumb"]
        return reverse("file-thumb", args=[self.public_id]), width, height

    @property
    def frame_rate(self) -> Fraction | None:
        """Mean pictures per second."""
        rate = self.facts.get("frame_rate")
        return Fraction(rate) if rate else None

    @property
    def has_audio(self) -> bool | None:
        return cast("bool | None", self.facts.get("has_audio"))

    @property
    def picture(self) -> str:
        """The picture in a few signs, for people: 1920 × 1080 · 25 fps · h264."""
        if not self.width:
            return ""
        rate = f"{float(self.frame_rate):.4g} fps" if self.frame_rate else ""
        return " · ".join(filter(None, (f"{self.width} × {self.height}", rate, self.facts.get("video_codec"))))

    @property
    def sound(self) -> str:
        """The sound in a few signs, for people; "" where there is none."""
        if not self.has_audio:
            return ""
        rate = self.facts.get("audio_rate")
        return " · ".join(filter(None, (self.facts.get("audio_codec"), f"{rate / 1000:g} kHz" if rate else "")))

    def rendition(self, kind: str) -> "Rendition | None":
        """The copy of `kind`, if it was made. Reads the prefetched rows where there are some."""
        return next((one for one in self.renditions.all() if one.kind == kind), None)

    def current_captions(self) -> list["Caption"]:
        """What stands beside the film now. Reads the prefetched rows where there are some."""
        return [one for one in self.captions.all() if one.replaced_at is None]

    def get_absolute_url(self) -> str:
        """Where those who may open it download it; nobody else finds anything there."""
        return reverse("file-original", args=[self.public_id])


class RenditionKind(models.TextChoices):
    """What a copy is for."""

    POSTER = "poster", _("poster")
    PREVIEW = "preview", _("preview")
    CLEAN = "clean", _("clean picture")
    THUMB = "thumb", _("thumbnail")


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def public(self) -> "RenditionQuerySet":
        """Copies anybody may fetch."""
        return self.exclude(public_key="")

    def withheld(self) -> "RenditionQuerySet":
        """Those that are yet to become public with what they are a copy of; thumbnails never do."""
        return self.filter(public_key="").exclude(kind=RenditionKind.THUMB)


class Rendition(models.Model):
    """A copy made by us, without what the file said about its maker. `public_key` names its public twin."""

    original = models.ForeignKey(Original, models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=10, choices=RenditionKind)
    key = models.CharField(max_length=100, unique=True)
    public_key = models.CharField(max_length=100, blank=True)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["original", "kind"], name="one_rendition_per_kind"),
            models.UniqueConstraint(fields=["public_key"], condition=~Q(public_key=""), name="rendition_public_key"),
            models.CheckConstraint(condition=Q(kind__in=RenditionKind.values), name="rendition_kind_known"),
            models.CheckConstraint(condition=Q(bytes__gte=1), name="rendition_has_bytes"),
            models.CheckConstraint(
                condition=Q(public_key="", published_at=None) | ~Q(public_key="") & Q(published_at__isnull=False),
                name="rendition_public_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.original_id}"

    @property
    def is_public(self) -> bool:
        return self.public_key != ""

    @property
    def url(self) -> str:
        """The public address if there is one, else the one that asks who is reading."""
        from .storages import public_url

        if self.is_public:
            return public_url(self.public_key)
        return reverse(f"file-{self.kind}", args=[self.original.public_id])


class CaptionQuerySet(models.QuerySet["Caption"]):
    def current(self) -> "CaptionQuerySet":
        """Those that nobody has replaced or taken away."""
        return self.filter(replaced_at=None)


class Caption(models.Model):
    """What is said or heard, as WebVTT of our own writing. Replaced ones may stay: a page may still show them."""

    class CaptionKind(models.TextChoices):
        """Captions describe sound too; subtitles only what is said."""

        CAPTIONS = "captions", _("captions")
        SUBTITLES = "subtitles", _("subtitles")

    original = models.ForeignKey(Original, models.CASCADE, related_name="captions")
    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    language = models.CharField(_("language"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=CaptionKind, default=CaptionKind.SUBTITLES)
    label = models.CharField(_("label"), max_length=80)
    key = models.CharField(max_length=100, unique=True)
    public_key = models.CharField(max_length=100, blank=True)
    is_default = models.BooleanField(_("shown unless switched off"), default=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CaptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering: ClassVar = ["language", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["original", "language", "kind"],
                condition=Q(replaced_at=None),
                name="one_caption_per_language_and_kind",
            ),
            models.UniqueConstraint(
                fields=["original"],
                condition=Q(is_default=True, replaced_at=None),
                name="one_default_caption_per_original",
            ),
            models.CheckConstraint(condition=~Q(language=""), name="caption_has_language"),
            models.CheckConstraint(condition=Q(kind__in=["captions", "subtitles"]), name="caption_kind_known"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_public(self) -> bool:
        return self.public_key != ""

    @property
    def url(self) -> str:
        """The public address if there is one, else the one that asks who is reading."""
        from .storages import public_url

        if self.is_public:
            return public_url(self.public_key)
        return reverse("file-caption", args=[self.original.public_id, self.public_id])


class UploadState(models.TextChoices):
    """Where an upload stands; nothing leaves `finished`, `expired` or `aborted`."""

    OPEN = "open", _("open")
    FINISHED = "finished", _("finished")
    EXPIRED = "expired", _("expired")
    ABORTED = "aborted", _("aborted")


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: Viewer) -> "UploadQuerySet":
        """The uploads `user` may continue or look at: their own."""
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def open(self) -> "UploadQuerySet":
        """Uploads that still wait for bytes, or for their file to be put together."""
        return self.filter(state=UploadState.OPEN)

    def overdue_at(self, at: datetime) -> "UploadQuerySet":
        """Open uploads to which nobody has sent anything for too long."""
        return self.open().filter(expires_at__lte=at)


class Upload(models.Model):
    """A file on its way. `offset` never counts a byte that is not on disk, whatever is killed."""

    public_id = models.CharField(max_length=24, unique=True, default=new_upload_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    key = models.CharField(max_length=100, unique=True, editable=False)
    idempotency_key = models.CharField(max_length=64, blank=True)
    backend = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.OPEN)
    original = models.OneToOneField(Original, models.SET_NULL, null=True, blank=True, related_name="upload")
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes: ClassVar = [models.Index(fields=["state", "expires_at"], name="upload_state_expiry")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(length__gte=1), name="upload_has_bytes"),
            models.CheckConstraint(condition=Q(offset__lte=models.F("length")), name="upload_offset_within_length"),
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="upload_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=Kind.values), name="upload_purpose_known"),
            models.CheckConstraint(
                condition=~Q(state=UploadState.FINISHED) | Q(offset=models.F("length")), name="upload_finished_is_whole"
            ),
            models.UniqueConstraint(
                fields=["owner", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="one_upload_per_owner_and_idempotency_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.length}"

    @property
    def is_whole(self) -> bool:
        """Whether every byte is here; the file itself may still have to be put together."""
        return self.offset == self.length

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.public_id])

    def advance(self, offset: int, *, backend: dict[str, Any] | None = None) -> None:
        """Count the bytes up to `offset`, which must be durable already. A lost race raises InvalidMove (409)."""
        changes: dict[str, Any] = {"offset": offset, "expires_at": now() + UPLOAD_LIVES}
        if backend is not None:
            changes["backend"] = backend
        waiting = Upload.objects.filter(pk=self.pk, state=UploadState.OPEN, offset=self.offset)
        if not waiting.update(**changes):
            raise InvalidMove(_("Another window has sent this piece already."))
        self.__dict__.update(changes)

    advance.alters_data = True  # type: ignore[attr-defined]
