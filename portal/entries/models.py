"""What somebody hands in, who is in it, what they accepted, and the frozen copy each receipt stands for."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User, Viewer
from portal.authorities.models import Authority
from portal.calls.models import Call, CallKind, CallVersion, Gate, GateKind, editor_scopes
from portal.clock import now
from portal.entries.workflow import EDITABLE, HANDED_IN, Status
from portal.films.models import Film, Origin
from portal.media.models import Original
from portal.names import Name
from portal.talent.models import Talent
from portal.text import new_public_id
from portal.workflow import HasHistory, HistoryRow


class EntryQuerySet(models.QuerySet["Entry"]):
    def handed_in(self) -> "EntryQuerySet":
        return self.filter(status__in=HANDED_IN)

    def counted(self) -> "EntryQuerySet":
        """Those that entry statistics count: handed in and not withdrawn, and neither invited nor commissioned."""
        competing = Q(film=None) | Q(film__origin=Origin.ENTRY)
        return self.handed_in().exclude(status=Status.WITHDRAWN).exclude(call__kind=CallKind.SEGMENT).filter(competing)

    def for_work(self) -> "EntryQuerySet":
        """With the rows every page of an entry reads, in one query."""
        return self.select_related(
            "call__current", "call__edition__programme", "call_version", "film__original", "talent", "owner"
        )

    def for_saving(self, at: datetime) -> "EntryQuerySet":
        """With what a step asks first, in the same query: is any gate of the call near, are there links or windows."""
        gates = Gate.objects.filter(version=OuterRef("call__current"))
        moving = Q(kind=GateKind.OPENS, at__gt=at) | Q(kind=GateKind.ENTRY, at__lte=at)
        return self.for_work().annotate(
            is_between_gates=~Exists(gates.filter(moving)),
            has_windows=Exists(CorrectionWindow.objects.filter(entry=OuterRef("pk"))),
            has_countries=Exists(Film.countries.through.objects.filter(film=OuterRef("film"))),
            has_genres=Exists(Film.genres.through.objects.filter(film=OuterRef("film"))),
        )

    def written_by(self, user: User) -> "EntryQuerySet":
        """Those `user` leads or has joined."""
        return self.filter(Q(owner=user) | Q(members__user=user, members__left_at=None)).distinct()

    def visible_to(self, user: Viewer) -> "EntryQuerySet":
        """Entries `user` may open: those they are part of, and every handed-in one of an editor's programmes."""
        if not user.is_authenticated:
            return self.none()
        own = Q(pk__in=Entry.objects.written_by(user).values("pk"))
        return self.filter(own | Q(pk__in=Entry.objects.on_desk_of(user).values("pk")))

    def on_desk_of(self, user: User) -> "EntryQuerySet":
        """Handed-in entries of the programmes `user` is an editor of."""
        return self.handed_in().in_programmes_of(user)

    def drafts_on_desk_of(self, user: User) -> "EntryQuerySet":
        """Drafts of these programmes. Editors may know that there is one and lift its gates, not what it says."""
        return self.filter(status=Status.DRAFT).in_programmes_of(user)

    def in_programmes_of(self, user: User) -> "EntryQuerySet":
        """Entries of the calls `user` is an editor of, in whatever state."""
        if user.is_superuser:
            return self.all()
        scopes = editor_scopes(user)
        if not scopes:
            return self.none()
        return self.all() if "" in scopes else self.filter(call__edition__programme__slug__in=scopes)


class Entry(HasHistory):
    """An answer to a call, from the first saved word to its end. It pins the version of the call it answers."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="entries")
    call_version = models.ForeignKey(CallVersion, models.PROTECT, related_name="entries")
    owner = models.ForeignKey(User, models.PROTECT, related_name="entries")
    talent = models.ForeignKey(Talent, models.PROTECT, null=True, blank=True, related_name="entries")
    film = models.ForeignKey(Film, models.PROTECT, null=True, blank=True, related_name="entries")
    mode = models.SlugField(_("participation mode"), max_length=40, blank=True)
    team_name = models.CharField(_("team name"), max_length=200, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    declarations = models.JSONField(default=dict, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(submitted_at__isnull=False), name="handed_in_with_instant"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["call", "status", "-submitted_at"], name="entries_on_desk")]

    def __str__(self) -> str:
        return self.title()

    def title(self, language: str | None = None) -> str:
        """The film's title, the talent's name, the proposal's; the entry's own id while there is none."""
        if self.film:
            return self.film.title(language)
        return self.talent.name(language) if self.talent else self.own_name() or self.public_id

    def own_name(self) -> str:
        """What a proposal is called: the answer to the question with the key `title`; "" where there is none."""
        return str(self.answers.get("title") or "")

    def is_editable(self) -> bool:
        """Whether its state allows editing; whether the gate does is `schedule`'s answer."""
        return self.status in EDITABLE

    def chosen_tracks(self) -> tuple[str, ...]:
        """Keys of the tracks it takes part in; empty while none is chosen."""
        return tuple(self.declarations.get("tracks") or ())

    def answered_version(self) -> CallVersion:
        """The version it answers: the one it pins, until its people move it up. See `entries.versions`."""
        return self.call_version


# Lines of the history that change no status.
NOTES = {
    "open_window": _("correction window opened"),
    "close_window": _("correction window closed"),
    "version": _("Version of the call it answers"),
    "credit": _("institution credited"),
    "mode": _("participation mode changed"),
}


class EntryMove(HistoryRow):
    """One change of status, or a note beside them."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="history")
    source = models.CharField(max_length=12, choices=Status)
    target = models.CharField(max_length=12, choices=Status)

    def words(self) -> str:
        """What happened, for the desk."""
        if self.move in NOTES:
            return str(NOTES[self.move])
        return f"{self.get_source_display()} → {self.get_target_display()}"


class TeamMember(models.Model):
    """Somebody who takes part. Rows stay when people leave."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    part = models.CharField(_("part in the team"), max_length=200, blank=True)
    is_lead = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        ordering: ClassVar = ["joined_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "user"], condition=Q(left_at=None), name="in_a_team_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(is_lead=True, left_at=None), name="one_lead_per_team"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Invitation(models.Model):
    """A letter to join a team. Only the hash of its token is kept; it works once, for the address it was sent to."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "email"], condition=Q(accepted_at=None, revoked_at=None), name="one_open_invitation"
            )
        ]

    def __str__(self) -> str:
        return self.email

    def is_open(self, instant: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and instant < self.expires_at


class EnteringInstitution(models.Model):
    """The institution on whose behalf the lead enters a film: one we know, or its names alone. See `institutions`."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="institution")
    organisation = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role of the person who enters"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("institution that enters")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.role}"


class InstitutionName(Name):
    """A name of an institution that is not among the organisations, or of its unit."""

    institution = models.ForeignKey(EnteringInstitution, models.CASCADE, related_name="names")
    is_unit = models.BooleanField(default=False)

    class Meta(Name.Meta):
        verbose_name = _("name")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "is_unit", "language"], name="one_institution_name_a_tongue")
        ]


# How the slots of an entry's files begin; see `slots`.
ANSWER = "answer:"
MATERIAL = "material:"


class EntryFileQuerySet(models.QuerySet["EntryFile"]):
    def held(self) -> "EntryFileQuerySet":
        """Files that lie in their slot now."""
        return self.filter(detached_at=None)


class EntryFile(models.Model):
    """A file beside the film, in a slot (see `slots`). Rows stay when the file is replaced: a receipt may name it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    slot = models.CharField(max_length=80)
    original = models.ForeignKey(Original, models.CASCADE, related_name="entry_files")
    attached_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    attached_at = models.DateTimeField()
    detached_at = models.DateTimeField(null=True, blank=True)

    objects = EntryFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an entry")
        ordering: ClassVar = ["slot", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "slot"], condition=Q(detached_at=None), name="one_file_per_slot"),
            models.CheckConstraint(condition=~Q(slot=""), name="entry_file_has_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.slot}"


class AcceptedKind(models.TextChoices):
    """Which text of a call was accepted."""

    CONSENT = "consent", _("rights")
    ETHICS = "ethics", _("code of ethics")


class RightsAcceptance(models.Model):
    """Who accepted which text of which version, and when. The hash is of the text as it was shown.

    Versions never change, and newer ones touch no acceptance: what was accepted can be read for good.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="acceptances")
    call_version = models.ForeignKey(CallVersion, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AcceptedKind, default=AcceptedKind.CONSENT)
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.at:%Y-%m-%d %H:%M}"


class Submission(models.Model):
    """One handing-in: the frozen copy, its hash, and the receipt's number. Never changed but for `film_sha256`.

    Handing in again keeps the number and counts up `sequence`; the newest one is what the channel judges.
    `received_at` is when the server received the request; `film_sha256` is filled in when the task has read the file.
    `window` is the correction window it came in, where one was open then.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="submissions")
    call = models.ForeignKey(Call, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    sequence = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=64)
    frozen = models.JSONField()
    frozen_sha256 = models.CharField(max_length=64)
    original = models.ForeignKey(Original, models.SET_NULL, null=True, blank=True, related_name="submissions")
    film_sha256 = models.CharField(max_length=64, blank=True)
    files = models.ManyToManyField(EntryFile, related_name="submissions")
    window = models.ForeignKey(
        "CorrectionWindow",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("correction window"),
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("submission")
        ordering: ClassVar = ["-sequence", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number", "sequence"], name="one_copy_per_number_and_sequence"),
            models.UniqueConstraint(fields=["entry", "sequence"], name="one_copy_per_entry_and_sequence"),
            models.UniqueConstraint(fields=["entry", "idempotency_key"], name="one_submission_per_key"),
        ]

    def __str__(self) -> str:
        return self.receipt()

    def receipt(self) -> str:
        """The number a person can read out: call, then a number that counts up within it."""
        return f"{self.call.slug.upper()}-{self.number:05d}"

    def late_words(self) -> str:
        """How it came to be late and was taken all the same; "" where it was not late."""
        if not self.is_late:
            return ""
        return gettext("late, by an exception") if self.window_id else gettext("late, within the grace")


class CorrectionWindow(models.Model):
    """A time within which one entry may be changed and handed in again although its gates have passed.

    Half-open and ends by itself; `closed_at` is set when it was ended early or another took its place.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="windows")
    until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("correction window")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="window_ends_after_it_opens"),
            models.UniqueConstraint(fields=["entry"], condition=Q(closed_at=None), name="one_window_per_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.until:%Y-%m-%d %H:%M}"

    def is_open(self, instant: datetime) -> bool:
        return self.closed_at is None and self.at <= instant < self.until
