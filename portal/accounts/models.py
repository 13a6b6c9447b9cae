"""People who can sign in, and what they may do where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.clock import now


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a user; the address is stored in lower case, because people type it either way."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail. What the public sees of a person is a `talent.Talent`, never this."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=now, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Sessions end with the password, as in Django, and also when `session_epoch` is counted up."""
        salt = "portal.accounts.User.session"
        return salted_hmac(salt, f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()

    def has_role(self, *roles: "Role", programme: str = "") -> bool:
        """Whether one of `roles` was granted, for all programmes or for `programme` (its slug)."""
        if self.is_superuser:
            return True
        return self.is_active and self.grants.filter(role__in=roles, programme__in={"", programme}).exists()


Viewer = User | AnonymousUser  # whoever asks


class Role(models.TextChoices):
    """What somebody does for the channel. A person may hold several."""

    ADMINISTRATOR = "administrator", _("administrator")
    EDITOR = "editor", _("channel editor")
    CURATOR = "curator", _("curator")
    CHAIR = "chair", _("jury chair")
    JUROR = "juror", _("juror")


class RoleGrant(models.Model):
    """A role, for one programme or for all.

    `programme` is a programme's slug, "" for all of them: accounts lies below calls and cannot point at it by key.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.SlugField(_("programme"), max_length=80, blank=True, allow_unicode=True)
    granted_at = models.DateTimeField(default=now, editable=False)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "programme"], name="one_grant_per_role_and_programme")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.programme or '*'}"
