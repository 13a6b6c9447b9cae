"""Reading a profile into its form and writing it back; only what is different is written."""

from typing import Any

from i18nfield.strings import LazyI18nString

from portal.drafts import LANGUAGES
from portal.names import NameKind
from portal.talent.models import Talent, TalentName

TEXTS = ("statement", "biography")
HEADS = (NameKind.ORIGINAL, NameKind.TRANSLATED)


def values_of(talent: Talent) -> dict[str, Any]:
    """The form's values as the database holds them."""
    names = {row.language: row.text for row in talent.names.all() if row.kind in HEADS}
    values: dict[str, Any] = {f"name_{suffix}": names.get(tag, "") for suffix, tag in LANGUAGES}
    for name in TEXTS:
        texts = texts_of(getattr(talent, name))
        values |= {f"{name}_{suffix}": texts.get(tag.lower(), "") for suffix, tag in LANGUAGES}
    return values | {
        "kind": talent.kind,
        "region": talent.region.slug if talent.region else "",
        "skills": [record.slug for record in talent.skills.all()],
        "tools": [record.slug for record in talent.tools.all()],
        "is_open_to_contact": talent.is_open_to_contact,
    }


def texts_of(value: Any) -> dict[str, str]:
    """A text in several languages as language → text."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {code: text for code, text in data.items() if text}
    return {"zh-hans": str(data)} if data else {}


def write(talent: Talent, cleaned: dict[str, Any]) -> None:
    """Store cleaned values of a `ProfileForm`. The caller counts the version and announces."""
    for name in TEXTS:
        sent = {tag.lower(): cleaned[f"{name}_{suffix}"] for suffix, tag in LANGUAGES}
        merged = texts_of(getattr(talent, name)) | sent
        setattr(talent, name, LazyI18nString({code: text for code, text in merged.items() if text}))
    talent.kind = cleaned["kind"] or talent.kind
    talent.region = cleaned["region"]
    talent.is_open_to_contact = cleaned["is_open_to_contact"]
    talent.save(update_fields=[*TEXTS, "kind", "region", "is_open_to_contact"])
    _write_names(talent, cleaned)
    for relation, records in ((talent.skills, cleaned["skills"]), (talent.tools, cleaned["tools"])):
        if {row.pk for row in relation.all()} != {record.pk for record in records}:
            relation.set(records)


def _write_names(talent: Talent, cleaned: dict[str, Any]) -> None:
    """The first name that is filled in counts as the original; editors may say otherwise."""
    rows = {row.language: row for row in talent.names.all() if row.kind in HEADS}
    has_original = any(
        row.kind == NameKind.ORIGINAL and cleaned[f"name_{s}"] for s, t in LANGUAGES for row in [rows.get(t)] if row
    )
    for position, (suffix, tag) in enumerate(LANGUAGES):
        text, row = cleaned[f"name_{suffix}"], rows.get(tag)
        if row is not None and not text:
            row.delete()
        elif row is not None and row.text != text:
            TalentName.objects.filter(pk=row.pk).update(text=text)
        elif row is None and text:
            kind = NameKind.TRANSLATED if has_original else NameKind.ORIGINAL
            has_original = True
            TalentName.objects.create(talent=talent, text=text, language=tag, kind=kind, position=position)
