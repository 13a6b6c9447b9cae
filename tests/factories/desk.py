"""A programme with a call, an entry that has been handed in, and people who may or may not look at it."""

from typing import Any

from django.contrib.auth.models import Permission

from portal.accounts.models import Role, RoleGrant, User
from portal.calls.actions import draft_of, publish_version, set_gate, set_rule
from portal.calls.models import Award, Call, CallKind, Edition, GateKind, Programme
from portal.clock import now
from portal.entries.models import Entry, Submission, TeamMember
from portal.entries.workflow import Status
from portal.films.frozen import freeze
from portal.films.models import Film
from portal.talent.models import Talent


def make_editor(programme: str = "", *, role: Role = Role.EDITOR, email: str = "") -> User:
    """Somebody who may enter the admin and holds `role` for `programme`, "" for all."""
    email = email or f"{role}-{programme or 'all'}-{User.objects.count()}@example.org"
    user = User.objects.create_user(email, name=f"{role} {programme}".strip().title(), is_staff=True, language="en")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    RoleGrant.objects.create(user=user, role=role, programme=programme)
    return user


def make_call(slug: str = "spring", *, programme: str = "lantern", kind: str = CallKind.FILM, **texts: Any) -> Call:
    """An open call with a gate, a rule and an award, in force."""
    home, _new = Programme.objects.get_or_create(slug=programme, defaults={"name": programme.title()})
    edition = Edition.objects.create(programme=home, slug=f"{slug}-edition", year=2026)
    call = Call.objects.create(slug=slug, edition=edition, kind=kind)
    boss = User.objects.filter(email="boss@example.org").first() or User.objects.create_superuser("boss@example.org")
    draft = draft_of(call, by=boss)
    draft.title, draft.consent = {"en": texts.get("title", f"Call {slug}")}, {"en": "I agree"}
    draft.save()
    set_gate(draft, key="opens", kind=GateKind.OPENS, wall="2026-01-01T09:00", zone="Asia/Shanghai")
    set_gate(draft, key="entry", kind=GateKind.ENTRY, wall="2027-05-01T18:00", zone="Asia/Shanghai")
    set_rule(draft, "team_size", minimum=1, maximum=6)
    Award.objects.create(version=draft, key="best", name={"en": "Best film"}, decided_by={"en": "the jury"})
    publish_version(draft, by=boss, at=now())
    call.refresh_from_db()
    return call


def make_film_record(owner: User, title: str = "River of Lamps", **fields: Any) -> Film:
    """A film's record with a title in English."""
    film = Film.objects.create(owner=owner, declared_runtime_ms=60_000, **fields)
    film.titles.create(text=title, language="en")
    return film


def make_entry(
    call: Call, *, title: str = "River of Lamps", status: str = Status.SUBMITTED, owner: User | None = None
) -> Entry:
    """An entry with its team, and its frozen copy unless it is a draft."""
    number = Entry.objects.count() + 1
    owner = owner or User.objects.create_user(f"maker{number}@example.org", name=f"Maker {number}", language="en")
    film = talent = None
    if call.kind == CallKind.FILM:
        film = make_film_record(owner, title)
    else:
        talent = Talent.objects.create(user=owner)
        talent.names.create(text=title, language="en")
    entry = Entry.objects.create(
        call=call,
        call_version=call.current,
        owner=owner,
        film=film,
        talent=talent,
        status=status,
        submitted_at=None if status == Status.DRAFT else now(),
    )
    TeamMember.objects.create(entry=entry, user=owner, is_lead=True)
    if status != Status.DRAFT:
        hand_in(entry)
    return entry


def hand_in(entry: Entry) -> Submission:
    """A frozen copy of the entry as it stands."""
    call = Call.objects.get(pk=entry.call_id)
    Call.objects.filter(pk=call.pk).update(next_receipt=call.next_receipt + 1)
    return Submission.objects.create(
        entry=entry,
        call=call,
        number=call.next_receipt,
        received_at=now(),
        idempotency_key=f"key-{entry.pk}-{call.next_receipt}",
        frozen={
            "format": 1,
            "call": {"slug": call.slug, "version": 1, "title": {"en": str(call)}},
            "film": freeze(entry.film) if entry.film else None,
        },
        frozen_sha256="0" * 64,
        by=entry.owner,
    )
