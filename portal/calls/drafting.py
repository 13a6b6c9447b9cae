"""The draft of a call, written as a whole from one screen, and what stands against publishing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.calls.actions import PARTS, TEXTS, draft_of, plain, refuse_unfinished
from portal.calls.models import Call, CallVersion, Gate, Rule
from portal.calls.rules import parse, unreadable
from portal.calls.zones import instant_of
from portal.errors import StaleVersion
from portal.seen import fingerprint

LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


@dataclass(frozen=True)
class Wording:
    """Everything an editor wrote on the screen of one call, cleaned."""

    texts: Mapping[str, Any]
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Of every part of a call but its rules, by the part's name; a part that is missing has no rows."""
    taken_out: frozenset[str] = frozenset()
    """Kinds of the rules that this release cannot read and the editor does without."""


@transaction.atomic
def save_draft(call: Call, wording: Wording, *, by: User, token: str, at: datetime) -> CallVersion:
    """Write the draft as a whole.

    Raises StaleVersion when the call is not what `token` stood for any more; ValidationError; NotAllowed.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    if token != token_of(version_to_edit(call)):
        raise StaleVersion(_("Somebody has saved this call in the meantime. Nothing was overwritten."))
    draft = draft_of(call, by=by)
    for name in TEXTS:
        setattr(draft, name, wording.texts.get(name, ""))
    draft.save()
    _write_rules(draft, wording)
    for part, (model, names) in PARTS.items():
        if part == "gates":
            _write_gates(draft, wording.rows.get(part, ()))
        elif part != "rules":
            _write_rows(draft, model, wording.rows.get(part, ()), has_position="position" in names)
    return draft


def version_to_edit(call: Call) -> CallVersion | None:
    """The draft; where there is none, what is in force; None for a new call."""
    return call.versions.filter(published_at=None).first() or call.current


def token_of(version: CallVersion | None) -> str:
    """Stands for the exact content of a version: it is another one as soon as anything is."""
    if version is None:
        return "new"
    content: dict[str, Any] = {name: plain(getattr(version, name)) for name in TEXTS}
    for part, (_model, names) in PARTS.items():
        content[part] = [
            [
                getattr(row, "key", "") or row.kind,
                *(plain(getattr(row, name)) for name in names),
            ]
            for row in getattr(version, part).all()
        ]
    return fingerprint(content)


def _write_gates(draft: CallVersion, rows: Sequence[Mapping[str, Any]]) -> None:
    with_instants = [dict(row) | {"at": instant_of(row["wall"], row["zone"])} for row in rows]
    _write_rows(draft, Gate, with_instants, has_position=False)


def _write_rows(
    draft: CallVersion, model: type[Any], rows: Sequence[Mapping[str, Any]], *, has_position: bool = True
) -> None:
    """The rows in this order, known by their keys; what is not among them is gone."""
    keys = [row["key"] for row in rows]
    if len(set(keys)) < len(keys):
        raise ValidationError(_("Two rows have the same key."), code="key")
    model.objects.filter(version=draft).exclude(key__in=keys).delete()
    for position, row in enumerate(rows):
        values = {name: value for name, value in row.items() if name != "key"}
        if has_position:
            values["position"] = position
        model.objects.update_or_create(version=draft, key=row["key"], defaults=values)


def _write_rules(draft: CallVersion, wording: Wording) -> None:
    """Rules that another release has written are left as they are, unless they are taken out."""
    left = set(unreadable(draft)) - wording.taken_out
    draft.rules.exclude(kind__in=left.union(wording.rules)).delete()
    for position, (kind, params) in enumerate(wording.rules.items()):
        checked = parse(kind, dict(params)).params()
        Rule.objects.update_or_create(version=draft, kind=kind, defaults={"params": checked, "position": position})


def reasons_against(draft: CallVersion) -> list[str]:
    """Why it cannot be published yet."""
    try:
        refuse_unfinished(draft)
    except ValidationError as error:
        return [str(message) for message in error.messages]
    return []
