"""Publishing what a call says, and moving its gates for everybody."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.calls.models import (
    Amendment,
    Award,
    Call,
    CallVersion,
    Clause,
    Criterion,
    Faq,
    Gate,
    Prize,
    Question,
    Rule,
    Track,
)
from portal.calls.ordering import disorders, impossible
from portal.calls.questions import mistakes_in_questions
from portal.calls.rules import parse
from portal.calls.signals import call_published
from portal.calls.wording import name_of, shown_beside
from portal.calls.zones import instant_of
from portal.errors import InvalidMove, NotAllowed

HOLE = "〔"
TEXTS = ("title", "summary", "body", "who", "what", "prize", "rights", "consent", "ethics")
PARTS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "gates": (Gate, ("kind", "label", "mode", "track", "after", "wall", "zone", "at", "grace_s")),
    "rules": (Rule, ("params", "position")),
    "questions": (
        Question,
        (
            *("kind", "label", "help", "choices", "columns", "max_rows", "max_graphemes", "is_required", "needed_at"),
            *("track", "mode", "shown_if_key", "shown_if_values", "is_shown_to_jurors", "position"),
        ),
    ),
    "tracks": (Track, ("name", "definition", "shown_as", "is_special", "position")),
    "awards": (
        Award,
        (
            *("name", "definition", "track", "decider", "decided_by", "prize"),
            *("places", "shows_places_left", "position"),
        ),
    ),
    "criteria": (Criterion, ("name", "definition", "weight", "judged_by", "position")),
    "prizes": (Prize, ("award", "track", "sponsor", "product", "amount", "currency", "expires_on", "position")),
    "clauses": (Clause, ("text", "position")),
    "faqs": (Faq, ("question", "answer", "position")),
}


def set_gate(version: CallVersion, *, key: str, kind: str, wall: str, zone: str, **fields: Any) -> Gate:
    """Write a gate of a draft; its instant is fixed here. Raises ValidationError for a time that is none or two."""
    _require_draft(version)
    at = instant_of(wall, zone)
    gate, _created = Gate.objects.update_or_create(
        version=version, key=key, defaults={"kind": kind, "wall": wall, "zone": zone, "at": at, **fields}
    )
    return gate


def set_rule(version: CallVersion, kind: str, *, position: int = 0, **params: Any) -> Rule:
    """Write a rule of a draft, checked. Raises ValidationError."""
    _require_draft(version)
    checked = parse(kind, params).params()
    rule, _created = Rule.objects.update_or_create(
        version=version, kind=kind, defaults={"params": checked, "position": position}
    )
    return rule


@transaction.atomic
def draft_of(call: Call, *, by: User) -> CallVersion:
    """The call's draft; a copy of what is in force where there is none yet."""
    _require_editor(call, by)
    Call.objects.select_for_update().get(pk=call.pk)
    draft = call.versions.filter(published_at=None).first()
    if draft:
        return draft
    last = call.versions.order_by("-number").first()
    texts = {name: getattr(last, name) for name in TEXTS} if last else {"title": call.slug}
    draft = CallVersion.objects.create(call=call, number=(last.number if last else 0) + 1, **texts)
    if last:
        _copy_rows(last, draft)
    return draft


def _copy_rows(source: CallVersion, target: CallVersion) -> None:
    for part, (model, _fields) in PARTS.items():
        rows = list(getattr(source, part).all())
        for row in rows:
            row.pk, row.version = None, target
            row._state.adding = True
        model.objects.bulk_create(rows)


@transaction.atomic
def publish_version(draft: CallVersion, *, by: User, at: datetime, note: Any = "") -> Amendment | None:
    """Put a draft in force, as a whole. From the second version on the difference becomes a public amendment."""
    call = Call.objects.select_for_update(of=("self",)).select_related("edition__programme").get(pk=draft.call_id)
    _require_editor(call, by)
    refuse_unfinished(draft)
    published = CallVersion.objects.filter(pk=draft.pk, published_at=None).update(published_at=at, published_by=by)
    if not published:
        raise InvalidMove(_("This version has already been published."))
    draft.refresh_from_db()
    return _put_in_force(call, draft, at=at, note=note)


def _put_in_force(call: Call, version: CallVersion, *, at: datetime, note: Any) -> Amendment | None:
    before, call.current = call.current, version
    call.save(update_fields=["current"])
    amendment = None
    if before:
        changes = difference(before, version)
        amendment = Amendment.objects.create(call=call, before=before, after=version, at=at, note=note, changes=changes)
    call_published.send(Call, call=call, version=version, amendment=amendment)
    return amendment


def refuse_unfinished(draft: CallVersion) -> None:
    """Raise ValidationError with every reason why this draft cannot be put in force."""
    reasons: list[Any] = mistakes_in_questions(draft)
    if not str(draft.title).strip():
        reasons.append(_("The call has no title."))
    if not str(draft.consent).strip():
        reasons.append(_("There is no text for entrants to accept."))
    reasons.extend(_("“%(text)s” is still to be filled in.") % {"text": text} for text in holes_in(draft))
    reasons.extend(impossible(draft.gates.all(), [track.key for track in draft.tracks.all()]))
    if reasons:
        raise ValidationError(reasons)


def holes_in(draft: CallVersion) -> list[str]:
    """Texts in which a preset left a place open: 〔 〕. Each once, in its first language."""
    values = [getattr(draft, name) for name in TEXTS]
    values += [
        getattr(row, name)
        for part, (_model, names) in PARTS.items()
        for row in getattr(draft, part).all()
        for name in names
    ]
    texts = [list(data.values()) if isinstance(data := plain(value), dict) else [data] for value in values]
    return [next(text for text in row if HOLE in str(text)) for row in texts if any(HOLE in str(text) for text in row)]


@transaction.atomic
def move_gate(call: Call, key: str, *, wall: str, by: User, at: datetime, note: Any = "") -> Amendment | None:
    """Move one gate for everybody, in force at once and said in public.

    Raises InvalidMove for a time that is over or out of order, NotAllowed, ValidationError for one that is none or two.
    What waits in the draft stays there and is not published along with it; its own copy of the gate moves too.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("current", "edition__programme").get(pk=call.pk)
    _require_editor(call, by)
    before = call.current
    gate = before.gates.filter(key=key).first() if before else None
    if before is None or gate is None:
        raise InvalidMove(_("This gate is not in force."))
    instant = instant_of(wall, gate.zone)
    _require_possible(before, gate, instant, at)
    draft = call.versions.filter(published_at=None).first()
    newest = call.versions.order_by("-number").first() or before
    number = newest.number + 1
    if draft:
        number = draft.number
        CallVersion.objects.filter(pk=draft.pk).update(number=newest.number + 1)
        draft.gates.filter(key=key, wall=gate.wall, zone=gate.zone).update(wall=wall, at=instant)
    texts = {name: getattr(before, name) for name in TEXTS}
    version = CallVersion.objects.create(call=call, number=number, published_at=at, published_by=by, **texts)
    _copy_rows(before, version)
    version.gates.filter(key=key).update(wall=wall, at=instant)
    return _put_in_force(call, version, at=at, note=note)


def _require_possible(version: CallVersion, gate: Gate, instant: datetime, at: datetime) -> None:
    """Raise InvalidMove for a time that is over, and for one that would put the gates out of their order."""
    if instant < at:
        raise InvalidMove(
            _("This time is over: by our clock it is %(now)s UTC.") % {"now": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"}
        )
    gates = list(version.gates.all())
    known = disorders(gates)
    for row in gates:
        if row.key == gate.key:
            row.at = instant
    for first, second in disorders(gates):
        if (first, second) not in known:
            raise InvalidMove(
                _("“%(first)s” would pass later than “%(second)s”, which comes after it. Move that one first.")
                % {"first": first, "second": second}
            )


def difference(before: CallVersion, after: CallVersion) -> list[dict[str, Any]]:
    """What changed, as rows of part, key, field, old, new and the row's name; texts keep all their languages."""
    changes = [
        {"part": "texts", "key": name, "field": name, "old": plain(old), "new": plain(new)}
        for name in TEXTS
        if plain(old := getattr(before, name)) != plain(new := getattr(after, name))
    ]
    for part, (_model, names) in PARTS.items():
        old_rows, new_rows = _by_key(before, part), _by_key(after, part)
        for key in dict.fromkeys([*old_rows, *new_rows]):
            old_row, new_row = old_rows.get(key), new_rows.get(key)
            for name in names:
                was = plain(getattr(old_row, name)) if old_row else None
                now_is = plain(getattr(new_row, name)) if new_row else None
                if was != now_is:
                    change = {"part": part, "key": key, "field": name, "old": was, "new": now_is}
                    changes.append(change | _names(part, name, old_row, new_row))
    return changes


def _names(part: str, field: str, old_row: Any, new_row: Any) -> dict[str, Any]:
    """What the rows are called in every language: an amendment says no keys, and what they name may change later."""
    beside = {"old_name": shown_beside(part, field, old_row), "new_name": shown_beside(part, field, new_row)}
    found = {side: value for side, value in beside.items() if value is not None}
    return {"name": name_of(part, new_row or old_row)} | found


def _by_key(version: CallVersion, part: str) -> dict[str, Any]:
    return {getattr(row, "key", None) or row.kind: row for row in getattr(version, part).all()}


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if hasattr(value, "data"):
        if isinstance(value.data, dict):
            return {language: text for language, text in value.data.items() if text} or ""
        return value.data or ""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    return str(value) if isinstance(value, str | Decimal) else value  # an enumeration's member becomes its plain text


def _require_draft(version: CallVersion) -> None:
    if version.published_at is not None:
        raise InvalidMove(_("A published version cannot be changed; edit the draft."))


def _require_editor(call: Call, by: User) -> None:
    if not by.has_role(Role.EDITOR, Role.ADMINISTRATOR, programme=call.edition.programme.slug):
        raise NotAllowed(_("Only the programme's editors can change this call."))
