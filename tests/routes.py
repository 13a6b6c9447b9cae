"""Who gets what at every address: the table that `test_routes.py` holds against the URL configuration.

**A new route needs a row here**, or the build fails. Add to ROWS:

    "entry-detail": Row(owner=200, kwargs=lambda world: {"public_id": world.entry.public_id}),

- The key is the route's name (with its namespace, if it has one).
- `anonymous`, `creator` (a stranger), `owner`, `juror`, `editor`, `administrator` say what each gets: a status, or
  SIGN_IN for the redirect to the sign-in page. What is left out: SIGN_IN for anonymous, 404 for everybody else
  (another person's object is not there). `everybody=200` fills in what you did not say; `signed_in=200` all but
  anonymous.
- `kwargs` takes the `World` and returns the arguments of `reverse()`. Things that several rows need are cached
  properties of `World`, made with the factories on first use; `world.owner` must own what you make.
- `methods` are those the view allows. The first one is what everybody is tried with (`data` is sent with a POST);
  each of GET, POST, PUT, PATCH and DELETE that is not among them must be answered with 405 to the owner
  (`tried_by="administrator"` to somebody else).
- `query` is appended to the address, `headers` are sent along.

Addresses of Wagtail, Django's admin and django-allauth have no rows: PREFIXES says how each kind is checked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from portal.accounts.models import User
from portal.calls.models import Edition
from portal.clock import now
from portal.entries.models import Entry, Invitation
from portal.entries.steps import steps_of
from portal.entries.team import invite
from portal.media.actions import create_upload
from portal.media.models import Kind, Original, Rendition, Upload
from portal.media.storages import new_key, private_storage
from portal.talent.models import PortfolioItem, Talent
from tests.cast import make_user
from tests.factories.cohorts import choose
from tests.factories.entries import EntryFactory, hand_in
from tests.factories.media import make_original
from tests.factories.talent import TalentFactory

SIGN_IN = 302
ROLES = ("anonymous", "creator", "owner", "juror", "editor", "administrator")


class World:
    """The cast, and things that belong to `owner`. Everything is made when a row first asks for it."""

    @cached_property
    def creator(self) -> User:
        return make_user("creator")

    @cached_property
    def owner(self) -> User:
        return make_user("creator", email="owner@example.org")

    @cached_property
    def juror(self) -> User:
        return make_user("juror")

    @cached_property
    def editor(self) -> User:
        return make_user("editor")

    @cached_property
    def administrator(self) -> User:
        return make_user("administrator")

    @cached_property
    def upload(self) -> Upload:
        return create_upload(by=self.owner, length=9, name="film.mp4", purpose=Kind.FILM, at=now())

    @cached_property
    def original(self) -> Original:
        return make_original(b"no film, but bytes", owner=self.owner)

    def rendition(self, kind: str) -> Rendition:
        key = private_storage().save(new_key("renditions"), ContentFile(b"picture"))
        fields = {"key": key, "content_type": "image/jpeg", "bytes": 7}
        return Rendition.objects.get_or_create(original=self.original, kind=kind, defaults=fields)[0]

    @cached_property
    def draft(self) -> Entry:
        return EntryFactory(owner=self.owner)

    @cached_property
    def entry(self) -> Entry:
        entry = EntryFactory(complete=True, owner=self.owner)
        hand_in(entry)
        return entry

    @cached_property
    def invitation(self) -> Invitation:
        invite(self.draft, "mate@example.org", by=self.owner, at=now())
        return Invitation.objects.get(entry=self.draft)

    @cached_property
    def talent(self) -> Talent:
        return TalentFactory(user=self.owner, items=1)

    @cached_property
    def work(self) -> PortfolioItem:
        return self.talent.portfolio.get()

    @cached_property
    def cohort(self) -> Edition:
        return choose(self.talent).call.edition


@dataclass(frozen=True)
class Row:
    """One route; see above."""

    anonymous: int | None = None
    creator: int | None = None
    owner: int | None = None
    juror: int | None = None
    editor: int | None = None
    administrator: int | None = None
    everybody: int | None = None
    signed_in: int | None = None
    kwargs: Callable[[World], dict[str, Any]] = lambda _world: {}
    methods: tuple[str, ...] = ("GET", "HEAD")
    data: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    query: str = ""
    tried_by: str = "owner"

    def expected(self, role: str) -> int:
        own: int | None = getattr(self, role)
        if own is not None:
            return own
        if role != "anonymous" and self.signed_in is not None:
            return self.signed_in
        if self.everybody is not None:
            return self.everybody
        return SIGN_IN if role == "anonymous" else 404


def rendition_of(kind: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"public_id": world.rendition(kind).original.public_id}


def of_draft(**more: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"public_id": world.draft.public_id} | {key: make(world) for key, make in more.items()}


FORM = ("GET", "HEAD", "POST")
RENDITIONS = ("poster", "preview", "clean", "thumb")
# A private file is sent by the disk's own view; on S3 a short-lived address is.
FILE = 302 if settings.S3_PRIVATE_BUCKET else 200
TUS = {"Tus-Resumable": "1.0.0"}
STAFF: dict[str, Any] = {"editor": 200, "administrator": 200}
ROWS: dict[str, Row] = {
    # accounts
    "account": Row(signed_in=200, methods=("GET", "HEAD", "POST")),
    "account-export": Row(signed_in=200),
    # entries: their team's alone; the channel's people read them on the desk
    "entry-list": Row(signed_in=200),
    "entry-start": Row(signed_in=200, methods=FORM, kwargs=lambda world: {"slug": world.draft.call.slug}),
    "entry-invitation": Row(signed_in=410, methods=FORM, kwargs=lambda _world: {"token": "none"}),
    "entry": Row(owner=302, kwargs=of_draft()),
    "entry-step": Row(owner=200, methods=FORM, kwargs=of_draft(slug=lambda world: steps_of(world.draft)[0].slug)),
    "entry-file": Row(owner=200, methods=FORM, kwargs=of_draft()),
    "entry-captions": Row(owner=302, methods=FORM, kwargs=of_draft()),
    "entry-caption-remove": Row(owner=409, methods=("POST",), kwargs=of_draft(caption_id=lambda _world: "none")),
    "entry-slot": Row(methods=FORM, kwargs=of_draft(slot=lambda _world: "answer:none")),
    "entry-slot-empty": Row(methods=("POST",), kwargs=of_draft(slot=lambda _world: "answer:none")),
    "entry-changes": Row(owner=200, methods=FORM, kwargs=of_draft()),
    "entry-submit": Row(owner=200, methods=FORM, kwargs=of_draft()),
    "entry-receipt": Row(owner=200, kwargs=lambda world: {"public_id": world.entry.public_id}),
    "entry-invite": Row(owner=422, methods=("POST",), kwargs=of_draft()),
    "entry-invitation-revoke": Row(
        owner=302, methods=("POST",), kwargs=of_draft(invitation_id=lambda world: world.invitation.pk)
    ),
    "entry-member-remove": Row(
        owner=302, methods=("POST",), kwargs=of_draft(member_id=lambda world: world.draft.members.get().pk)
    ),
    "entry-withdraw": Row(owner=200, methods=FORM, kwargs=of_draft()),
    "entry-takedown": Row(owner=200, methods=FORM, kwargs=of_draft()),
    "entry-delete": Row(owner=200, methods=FORM, kwargs=of_draft()),
    # one's own profile
    "talent-profile": Row(signed_in=200, methods=FORM),
    "talent-portfolio": Row(signed_in=200, methods=FORM),
    "talent-order": Row(signed_in=409, methods=("POST",)),
    "talent-item": Row(owner=200, methods=FORM, kwargs=lambda world: {"pk": world.work.pk}),
    "talent-item-delete": Row(owner=302, methods=("POST",), kwargs=lambda world: {"pk": world.work.pk}),
    "talent-listing": Row(signed_in=200, methods=FORM),
    # one's own cohorts
    "cohort-list": Row(signed_in=200),
    "cohort-answer": Row(owner=200, methods=FORM, kwargs=lambda world: {"slug": world.cohort.slug}),
    # files and uploads: no redirect to the sign-in, because programs and players ask
    "uploads": Row(anonymous=401, signed_in=400, methods=("POST", "OPTIONS"), headers=TUS),
    "upload": Row(
        anonymous=401,
        owner=200,
        methods=("HEAD", "PATCH", "DELETE", "OPTIONS"),
        headers=TUS,
        kwargs=lambda world: {"public_id": world.upload.public_id},
    ),
    "file-public": Row(everybody=404, kwargs=lambda _world: {"key": "public/00/none.mp4"}),
    "file-original": Row(anonymous=404, owner=FILE, kwargs=lambda world: {"public_id": world.original.public_id}),
    **{f"file-{kind}": Row(anonymous=404, owner=FILE, kwargs=rendition_of(kind)) for kind in RENDITIONS},
    "file-caption": Row(
        everybody=404, kwargs=lambda world: {"public_id": world.original.public_id, "caption_id": "none"}
    ),
    # the catalogue, calls and talents, public
    "catalogue": Row(everybody=200),
    "catalogue-suggest": Row(everybody=200),
    "calls": Row(everybody=200),
    "feed": Row(everybody=200),
    "robots": Row(everybody=200),
    "security-txt": Row(everybody=200),
    "sitemap": Row(everybody=200),
    "oembed": Row(everybody=404),
    "picture": Row(everybody=404, kwargs=lambda _world: {"folder": "images", "name": "none.webp"}),
    "film-embed": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "call": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "call-calendar": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "call-gate": Row(everybody=404, kwargs=lambda _world: {"slug": "none", "key": "entry"}),
    "call-feed": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "cohort": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "event": Row(everybody=404, kwargs=lambda _world: {"slug": "none"}),
    "partners": Row(everybody=404, methods=FORM, kwargs=lambda _world: {"slug": "none"}),
    "partners-received": Row(everybody=404, kwargs=lambda _world: {"slug": "none", "public_id": "none"}),
    "airing-calendar": Row(everybody=404, kwargs=lambda _world: {"public_id": "none"}),
    "talent": Row(everybody=404, kwargs=lambda _world: {"public_id": "none"}),
    # the style guide
    "styleguide": Row(anonymous=404, **STAFF),
    "styleguide-page": Row(anonymous=404, **STAFF, kwargs=lambda _world: {"name": "home"}),
    "styleguide-picture": Row(anonymous=404, **STAFF, kwargs=lambda _world: {"number": 1, "width": 320, "height": 180}),
}

# Whose views lie below which address (after the language), and how they are checked:
# "admin": nobody without the right gets 200; "login": the door leads to the sign-in; "third": their own tests.
PREFIXES = {
    "admin/login/": "login",
    "django-admin/login/": "login",
    "_util/login/": "login",
    "_util/": "third",
    "admin/": "admin",
    "django-admin/": "admin",
    "documents/": "third",
    "accounts/": "third",
    "media/": "third",
}
