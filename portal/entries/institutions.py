"""The institution that enters a film: whether it is asked for, what it is called, and its credit once it is published.

`organisation` is one of the organisations we know; otherwise its names are rows, one for each language. A unit of
either (a school's laboratory) is named by rows too. What is new becomes an organisation when an editor publishes the
film.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.authorities.models import Authority, AuthorityKind, AuthorityName
from portal.calls.models import CallKind
from portal.calls.rules import readable
from portal.calls.rules.institution import EnteredByInstitution
from portal.entries.models import EnteringInstitution, Entry, InstitutionName
from portal.entries.workflow import is_editor
from portal.errors import NotAllowed
from portal.films.actions import touch
from portal.films.frozen import credit_copy
from portal.films.models import Credit, CreditRole, Film
from portal.names import NameKind, best_name
from portal.text import new_public_id

BETWEEN = " › "
ROWS = ("institution__names", "institution__organisation__names", "institution__organisation__parent__names")


def asks_institution(entry: Entry) -> bool:
    """Whether the entry may name one: in a call for institutions' films, and where a rule lets them in."""
    return entry.call.kind == CallKind.INSTITUTION or (entry.call.asks_film() and _rule(entry) is not None)


def needs_institution(entry: Entry) -> bool:
    """Whether it cannot be handed in without."""
    rule = _rule(entry)
    return entry.call.kind == CallKind.INSTITUTION or bool(rule and rule.is_required)


def _rule(entry: Entry) -> EnteredByInstitution | None:
    rules = readable(entry.answered_version())
    return next((rule for rule in rules if isinstance(rule, EnteredByInstitution)), None)


def institution_of(entry: Entry) -> EnteringInstitution | None:
    """The one it names. One query where it is not loaded yet."""
    try:
        return entry.institution
    except ObjectDoesNotExist:
        return None


def institution_words(entry: Entry, language: str | None = None) -> str:
    """What a reader of `language` calls it, with its unit: 四川电影学院 › 人工智能实验室; "" while none is named."""
    found = institution_of(entry)
    return _in_words(_chain(found), language) if found else ""


def names_of(entry: Entry) -> list[str]:
    """Every name of it and of what it is part of, for the catalogue."""
    found = institution_of(entry)
    return [row["text"] for link in _chain(found) for row in link["names"]] if found else []


def freeze_institution(entry: Entry) -> dict[str, Any] | None:
    """`chain` from the whole to the unit (slug, "" where it is new; kind; names), `person` and their `role`."""
    found = institution_of(entry) if asks_institution(entry) else None
    if found is None or not (chain := _chain(found)):
        return None
    return {"chain": chain, "person": entry.owner.name or entry.owner.email, "role": found.role}


def frozen_words(frozen: Mapping[str, Any] | None, language: str | None = None) -> str:
    """The same from a frozen copy, with who entered on its behalf."""
    if not frozen:
        return ""
    person = f"{frozen['person']}, {frozen['role']}" if frozen["role"] else frozen["person"]
    return f"{_in_words(frozen['chain'], language)} ({person})"


def _in_words(chain: Iterable[Mapping[str, Any]], language: str | None) -> str:
    links = [(best_name([InstitutionName(**row) for row in link["names"]], language), link["slug"]) for link in chain]
    return BETWEEN.join(name.text if name else slug for name, slug in links)


def _chain(institution: EnteringInstitution) -> list[dict[str, Any]]:
    rows = list(institution.names.all())
    known = institution.organisation.chain() if institution.organisation else []
    chain = [{"slug": link.slug, "kind": link.kind, "names": _names(link.names.all())} for link in known]
    for part in (False, True):
        if names := _names(row for row in rows if row.is_unit == part):
            chain.append({"slug": "", "kind": str(AuthorityKind.ORGANISATION), "names": names})
    return chain


def _names(rows: Iterable[AuthorityName | InstitutionName]) -> list[dict[str, str]]:
    return [{"text": row.text, "language": row.language, "kind": row.kind} for row in rows]


def write_institution(
    entry: Entry,
    organisation: Authority | None,
    *,
    names: Mapping[str, str],
    unit: Mapping[str, str],
    role: str,
) -> None:
    """Store what the entrant says; names by language. Rows are written only where they differ."""
    found = institution_of(entry)
    if found is None:
        if not (organisation or role or any(names.values()) or any(unit.values())):
            return
        found = EnteringInstitution.objects.create(entry=entry, organisation=organisation, role=role)
    elif (found.organisation, found.role) != (organisation, role):
        found.organisation, found.role = organisation, role
        found.save(update_fields=["organisation", "role"])
    said = [*_rows(found, names, is_unit=False), *_rows(found, unit, is_unit=True)]
    if _plain(said) != _plain(found.names.all()):
        found.names.all().delete()
        InstitutionName.objects.bulk_create(said)


def _rows(found: EnteringInstitution, names: Mapping[str, str], *, is_unit: bool) -> list[InstitutionName]:
    """The first name that is filled in counts as the original."""
    filled = [(language, text) for language, text in names.items() if text]
    return [
        InstitutionName(
            institution=found,
            text=text,
            language=language,
            kind=NameKind.TRANSLATED if number else NameKind.ORIGINAL,
            position=number,
            is_unit=is_unit,
        )
        for number, (language, text) in enumerate(filled)
    ]


def _plain(rows: Iterable[InstitutionName]) -> set[tuple[str, str, str, bool]]:
    return {(row.text, row.language, row.kind, row.is_unit) for row in rows}


@transaction.atomic
def credit_institution(
    entry: Entry, frozen: Mapping[str, Any] | None, *, by: User, at: datetime
) -> dict[str, Any] | None:
    """Credit the institution of a frozen copy in the film's record, first of all, and return the credit as a copy.

    What it names and we do not know becomes an organisation, so that its credit can be followed. Doing it twice is
    once; None where no institution enters. Raises NotAllowed.
    """
    if not frozen or entry.film is None:
        return None
    if not is_editor(by, entry):
        raise NotAllowed(_("Only the programme's editors can do this."))
    film = Film.objects.select_for_update().get(pk=entry.film.pk)
    organisation: Authority | None = None
    for link in frozen["chain"]:
        organisation = _known(link, organisation) or _made(link, organisation)
    found = film.credits.filter(role=CreditRole.INSTITUTION, organisation=organisation).first()
    if found is None:
        film.credits.update(position=F("position") + 1)
        found = Credit.objects.create(film=film, role=CreditRole.INSTITUTION, organisation=organisation, position=0)
        touch(film, at=at)
        words = _in_words(frozen["chain"], None)
        entry.history.create(move="credit", source=entry.status, target=entry.status, by=by, at=at, reason=words)
    return credit_copy(found)


def _known(link: Mapping[str, Any], parent: Authority | None) -> Authority | None:
    """The organisation of that slug; of a new one, the one that bears one of its names in the same place."""
    if link["slug"]:
        return Authority.objects.filter(slug=link["slug"]).first()
    texts = [row["text"] for row in link["names"]]
    rows = Authority.objects.of_kind(AuthorityKind.ORGANISATION).filter(parent=parent, names__text__in=texts)
    return rows.order_by("pk").first()


def _made(link: Mapping[str, Any], parent: Authority | None) -> Authority:
    made = Authority.objects.create(
        kind=AuthorityKind.ORGANISATION, slug=link["slug"] or f"organisation-{new_public_id()}", parent=parent
    )
    for position, row in enumerate(link["names"]):
        AuthorityName.objects.create(authority=made, position=position, **row)
    return made
