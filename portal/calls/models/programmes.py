"""A channel's programmes, the chain of their editions, and who took part."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from portal.accounts.models import Role, User
from portal.authorities.models import Authority


def editor_scopes(user: User) -> set[str]:
    """The slugs of the programmes `user` is an editor of; "" among them is every programme."""
    if not user.is_active:
        return set()
    return set(user.grants.filter(role__in=(Role.EDITOR, Role.ADMINISTRATOR)).values_list("programme", flat=True))


class Accent(models.TextChoices):
    """The one colour a programme brings; each is checked for contrast on both themes."""

    LACQUER = "lacquer", _("lacquer red")
    BRONZE = "bronze", _("bronze green")
    INK = "ink", _("ink blue")
    AMBER = "amber", _("amber")
    JADE = "jade", _("jade")
    PLUM = "plum", _("plum")
    CINNABAR = "cinnabar", _("cinnabar")
    MOON = "moon", _("moon white")


class Programme(models.Model):
    """A channel's lasting undertaking. Closing a call leaves it alive."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    name = I18nCharField(_("name"))
    purpose = I18nTextField(_("what it is for"), blank=True, default="")
    organiser = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="programmes")
    accent = models.CharField(_("accent"), max_length=12, choices=Accent, default=Accent.LACQUER)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return str(self.name)


class EditionState(models.TextChoices):
    """Where an edition stands in its life."""

    ANNOUNCED = "announced", _("announced")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    ARCHIVED = "archived", _("archived")


class Edition(models.Model):
    """One round of a programme. Its ordinal follows from the chain; nobody types it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    starting_number = models.PositiveSmallIntegerField(_("number of the earliest edition"), default=1)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    year = models.PositiveSmallIntegerField(_("year"))
    theme = I18nCharField(_("theme"), blank=True, default="")
    account = I18nTextField(_("what came of it"), blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=EditionState, default=EditionState.ANNOUNCED)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"

    def number(self) -> int:
        """Its place in the chain, counted from the earliest edition's starting number."""
        steps, edition = 0, self
        while edition.previous is not None and steps < 500:
            steps, edition = steps + 1, edition.previous
        return edition.starting_number + steps


class EditionPerson(models.Model):
    """Somebody with a part in an edition: juror, mentor, speaker, organiser. Its term is this edition."""

    class Part(models.TextChoices):
        JUROR = "juror", _("juror")
        CHAIR = "chair", _("jury chair")
        SPEAKER = "speaker", _("speaker")
        MENTOR = "mentor", _("mentor")
        ORGANISER = "organiser", _("organiser")
        PARTNER = "partner", _("partner")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="people")
    part = models.CharField(_("part"), max_length=9, choices=Part)
    name = I18nCharField(_("name"))
    honours = I18nCharField(_("known for"), blank=True, default="")
    organisation = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("person of an edition")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)
