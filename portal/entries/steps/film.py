"""Step: about the film."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from portal.accounts.models import User
from portal.authorities.models import Authority
from portal.drafts import LANGUAGES
from portal.entries.forms.film import FilmForm
from portal.entries.models import Entry
from portal.entries.steps.base import Step, changed, plain_texts
from portal.films.models import Film, FilmTitle
from portal.names import NameKind

HEADS = (NameKind.ORIGINAL, NameKind.TRANSLATED)
PLAIN = ("year", "spoken_languages", "declared_runtime_ms")
TEXTS = ("logline", "synopsis")


class FilmStep(Step):
    slug = "film"
    name: ClassVar[str | Promise] = gettext_lazy("About the film")
    help: ClassVar[str | Promise] = gettext_lazy("Write in the film's own language; translations can follow.")
    template = "portal/entries/step_film.html"
    form_class = FilmForm

    def applies_to(self, entry: Entry) -> bool:
        return entry.call.asks_film()

    def stored(self, entry: Entry) -> dict[str, Any]:
        film = film_of(entry)
        titles = {row.language: row for row in film.titles.all() if row.kind in HEADS}
        values: dict[str, Any] = {name: getattr(film, name) for name in PLAIN}
        own = next((row.language for row in titles.values() if row.kind == NameKind.ORIGINAL), "")
        values["original_language"] = own or readers_tag()
        for name in TEXTS:
            texts = plain_texts(getattr(film, name))
            values |= {f"{name}_{suffix}": texts.get(tag.lower(), "") for suffix, tag in LANGUAGES}
        values |= {f"title_{suffix}": titles[tag].text if tag in titles else "" for suffix, tag in LANGUAGES}
        for name in ("countries", "genres"):
            is_empty = not getattr(entry, f"has_{name}", True)
            values[name] = [] if is_empty else [record.slug for record in getattr(film, name).all()]
        return values

    def missing(self, entry: Entry) -> list[tuple[str, str]]:
        film = film_of(entry)
        own = next((row for row in film.titles.all() if row.kind == NameKind.ORIGINAL), None)
        tag = own.language if own else readers_tag()
        suffix = next((suffix for suffix, known in LANGUAGES if known == tag), "zh_hans")
        found = [] if own else [(_("Write the film's title."), f"title_{suffix}")]
        if not plain_texts(film.synopsis).get(tag.lower()):
            found.append((_("Write a synopsis in the film's own language."), f"synopsis_{suffix}"))
        if not film.year:
            found.append((_("Write the year of the film."), "year"))
        return found

    def write(self, entry: Entry, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
        film = film_of(entry)
        values = {name: cleaned[name] for name in PLAIN}
        for name in TEXTS:
            texts = plain_texts(getattr(film, name))
            sent = {tag.lower(): cleaned[f"{name}_{suffix}"] for suffix, tag in LANGUAGES}
            merged = {code: text for code, text in (texts | sent).items() if text}
            values[name] = getattr(film, name) if merged == texts else LazyI18nString(merged)
        names = changed(film, values)
        count_change(film, at=at, **{name: values[name] for name in names})
        self._write_titles(film, cleaned)
        for name in ("countries", "genres"):
            if cleaned[name] or getattr(entry, f"has_{name}", True):
                set_records(getattr(film, name), cleaned[name])

    def _write_titles(self, film: Film, cleaned: dict[str, Any]) -> None:
        own = cleaned.get("original_language") or readers_tag()
        rows = {row.language: row for row in film.titles.all() if row.kind in HEADS}
        for position, (suffix, tag) in enumerate(LANGUAGES):
            text, row = cleaned[f"title_{suffix}"], rows.get(tag)
            kind = NameKind.ORIGINAL if tag == own else NameKind.TRANSLATED
            if row is None and text:
                FilmTitle.objects.create(film=film, text=text, language=tag, kind=kind, position=position)
            elif row is not None and not text:
                row.delete()
            elif row is not None and (row.text, row.kind) != (text, kind):
                FilmTitle.objects.filter(pk=row.pk).update(text=text, kind=kind)


def film_of(entry: Entry) -> Film:
    """The film of an entry that must have one."""
    if entry.film is None:
        raise LookupError(f"entry {entry.public_id} of a film call has no film")
    return entry.film


def count_change(film: Film, *, at: datetime, **values: Any) -> None:
    """Store `values` on the film's row as its next version: the desk asks it whether a published copy is behind."""
    Film.objects.filter(pk=film.pk).update(**values, version=F("version") + 1, updated_at=at)


def readers_tag() -> str:
    """The reader's language as a BCP 47 tag of ours."""
    code = (get_language() or "zh-hans").lower()
    return next((tag for _suffix, tag in LANGUAGES if tag.lower() == code), "zh-Hans")


def set_records(relation: Any, records: list[Authority]) -> None:
    """Point `relation` at exactly these records; no query when it already does and was prefetched."""
    rows: QuerySet[Authority] = relation.all()
    if {row.pk for row in rows} != {record.pk for record in records}:
        relation.set(records)
