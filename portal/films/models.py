"""The work and what is known about it. Its files are in `media`; what the public sees of it is a page's frozen copy."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import Role, User, Viewer
from portal.authorities.models import Authority
from portal.clock import now
from portal.films.permissions import answerable_by
from portal.media.models import Original
from portal.names import Name, best_name
from portal.talent.models import Talent
from portal.text import new_public_id


class Origin(models.TextChoices):
    """How the film came to us. Only competition entries count in entry statistics."""

    ENTRY = "entry", _("competition entry")
    PILOT = "pilot", _("commissioned pilot")
    INVITED = "invited", _("invited")
    ARCHIVE = "archive", _("archive")
    EXTERNAL = "external", _("shown elsewhere")


class AIDeclaration(models.TextChoices):
    """Whether the makers said where AI was used; silence is its own answer."""

    NOT_DECLARED = "not_declared", _("not declared")
    NONE = "none", _("no AI used")
    DECLARED = "declared", _("declared")


class FilmQuerySet(models.QuerySet["Film"]):
    def visible_to(self, user: Viewer) -> "FilmQuerySet":
        """The films `user` may open and edit: their own; every one for editors."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.EDITOR, Role.CURATOR, Role.ADMINISTRATOR):
            return self
        return self.filter(owner=user)


class Film(models.Model):
    """A film as its makers describe it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="films")
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.ENTRY)
    original = models.ForeignKey(
        Original, models.SET_NULL, null=True, blank=True, related_name="films", verbose_name=_("film file")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    declared_runtime_ms = models.PositiveBigIntegerField(_("declared runtime (ms)"), null=True, blank=True)
    logline = I18nCharField(_("in one sentence"), blank=True, default="")
    synopsis = I18nTextField(_("synopsis"), blank=True, default="")
    epigraph = I18nTextField(_("epigraph"), blank=True, default="")
    countries = models.ManyToManyField(
        Authority, blank=True, related_name="films_from", limit_choices_to={"kind": "place"}
    )
    genres = models.ManyToManyField(
        Authority, blank=True, related_name="films_of_genre", limit_choices_to={"kind": "genre"}
    )
    spoken_languages = models.CharField(_("spoken languages"), max_length=100, blank=True)
    ai_declaration = models.CharField(max_length=12, choices=AIDeclaration, default=AIDeclaration.NOT_DECLARED)
    source_url = models.URLField(_("where it can be seen"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)

    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def __str__(self) -> str:
        return self.title()

    def title(self, language: str | None = None) -> str:
        """The title for a reader of `language`, without 《》."""
        row = best_name(self.titles.all(), language)
        return row.text if row else self.public_id

    def runtime_ms(self) -> int | None:
        """In milliseconds: measured from the file where it was read, declared otherwise."""
        measured = self.original.runtime_ms if self.original else None
        return measured if measured is not None else self.declared_runtime_ms

    def reason_to_hold(self) -> str:
        """Why the public must not see it, in the reader's language; "" where nothing stands in the way."""
        if self.clearances.exclude(state=ClearanceState.CLEARED).exists():
            return str(_("Something about this film is not cleared yet."))
        if self.takedowns.filter(state=TakedownState.ACCEPTED).exists():
            return str(_("This film was taken down on request and cannot be shown again."))
        return ""


class FilmTitle(Name):
    """A title of a film, stored without 《》."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="titles")

    class Meta(Name.Meta):
        verbose_name = _("title")


class CreditRole(models.TextChoices):
    """What somebody did; `other` carries its own words in `part`."""

    MAKER = "maker", _("maker")
    DIRECTOR = "director", _("director")
    WRITER = "writer", _("writer")
    PRODUCER = "producer", _("producer")
    AI_ARTIST = "ai_artist", _("AI artist")
    EDITOR = "editor", _("editor")
    MUSIC = "music", _("music")
    VOICE = "voice", _("voice")
    INSTITUTION = "institution", _("entered by")
    OTHER = "other", _("other")


class Credit(models.Model):
    """Who did what: a talent, an organisation (with the units it is part of), or a plain name."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=12, choices=CreditRole, default=CreditRole.MAKER)
    part = models.CharField(_("in their own words"), max_length=200, blank=True)
    talent = models.ForeignKey(Talent, models.SET_NULL, null=True, blank=True, related_name="credits")
    organisation = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="credits")
    name = models.CharField(_("name as credited"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("credit")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.credited()

    def credited(self, language: str | None = None) -> str:
        """The name as credited; else the talent's; else the organisation's."""
        if self.name:
            return self.name
        if self.talent:
            return self.talent.name(language)
        return self.organisation.name(language) if self.organisation else ""


class AIStage(models.TextChoices):
    """The stages of making a film, in the order a reader knows them."""

    SCRIPT = "script", _("script")
    IMAGE = "image", _("picture")
    VIDEO = "video", _("video")
    PERFORMANCE = "performance", _("3D and performance")
    VOICE = "voice", _("voice")
    MUSIC = "music", _("music and sound")
    EDIT = "edit", _("edit and post")


class AIShare(models.TextChoices):
    """How much of a stage was made with AI."""

    NONE = "none", _("none")
    SOME = "some", _("some")
    MOST = "most", _("most")
    ALL = "all", _("all")


class AIUse(models.Model):
    """Where AI was used. "None" is an answer too, and not the same as no row."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="ai_uses")
    stage = models.CharField(_("stage"), max_length=12, choices=AIStage)
    share = models.CharField(_("share"), max_length=4, choices=AIShare, default=AIShare.NONE)
    tools = models.ManyToManyField(Authority, blank=True, related_name="ai_uses", limit_choices_to={"kind": "tool"})
    human_part = models.CharField(_("what people did"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("AI use")
        constraints: ClassVar = [models.UniqueConstraint(fields=["film", "stage"], name="one_ai_use_per_stage")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.get_share_display()}"


class CulturalLink(models.Model):
    """A place, era, figure, motif, craft or object the film is about, and where in it."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="culture")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="film_links")
    at_ms = models.PositiveBigIntegerField(_("from (ms)"), null=True, blank=True)
    note = I18nCharField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("cultural link")
        ordering: ClassVar = ["at_ms", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["film", "authority"], name="one_link_per_thing")]

    def __str__(self) -> str:
        return f"{self.film_id} → {self.authority}"


class ClearanceKind(models.TextChoices):
    """What has to be in order before a film is published, apart from whether it was chosen."""

    RIGHTS = "rights", _("rights")
    LIKENESS = "likeness", _("likeness and voice")
    THIRD_PARTY = "third_party", _("third-party material")
    AI_LABEL = "ai_label", _("AI label")
    CAPTIONS = "captions", _("captions")


class ClearanceState(models.TextChoices):
    """How far it is."""

    PENDING = "pending", _("pending")
    CLEARED = "cleared", _("cleared")
    REFUSED = "refused", _("refused")


class Clearance(models.Model):
    """One answer of the channel's people on one kind of clearance."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="clearances")
    kind = models.CharField(_("kind"), max_length=12, choices=ClearanceKind)
    state = models.CharField(_("state"), max_length=8, choices=ClearanceState, default=ClearanceState.PENDING)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("clearance")
        constraints: ClassVar = [models.UniqueConstraint(fields=["film", "kind"], name="one_clearance_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class TakedownState(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class TakedownQuerySet(models.QuerySet["Takedown"]):
    def on_desk_of(self, user: User) -> "TakedownQuerySet":
        """Those that are `user`'s to answer."""
        return self.filter(film__in=Film.objects.filter(answerable_by(user)))


class Takedown(models.Model):
    """A request to take a published film off the site: by its owner, or by somebody with a claim."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="takedowns")
    requested_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=now)
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=8, choices=TakedownState, default=TakedownState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("takedown request")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film"], condition=Q(state="open"), name="one_open_takedown_per_film"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="takedown_decided_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film} ({self.get_state_display()})"
