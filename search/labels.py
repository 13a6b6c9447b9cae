"""What a reader calls the values of facets: two queries at most, however many there are."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.authorities.models import Authority
from portal.calls.models import Call, Programme
from portal.entries.workflow import Status
from portal.films.models import AIStage, CreditRole
from search.facets import FACETS, RUNTIME_BANDS
from search.kinds import all_kinds

Labels = Mapping[str, str]


def labels_of(values: Mapping[str, Iterable[str]], language: str) -> Mapping[str, Labels]:
    """Facet → value → words; a value that nobody knows is its own word."""
    known: dict[str, Labels] = {name: reader(list(values.get(name, ())), language) for name, reader in READERS.items()}
    slugs = [slug for name, facet in FACETS.items() if facet.authority for slug in values.get(name, ())]
    authorities = _authorities(slugs, language)
    return {
        name: {value: known.get(name, authorities).get(value) or value for value in found}
        for name, found in values.items()
    }


def _authorities(slugs: list[str], language: str) -> Labels:
    if not slugs:
        return {}
    rows = Authority.objects.filter(slug__in=slugs).prefetch_related("names")
    return {row.slug: row.name(language) for row in rows}


def _programmes(slugs: list[str], language: str) -> Labels:
    return {row.slug: str(row) for row in Programme.objects.filter(slug__in=slugs)} if slugs else {}


def _calls(slugs: list[str], language: str) -> Labels:
    return (
        {row.slug: str(row) for row in Call.objects.filter(slug__in=slugs).select_related("current")} if slugs else {}
    )


def _kinds(names: list[str], language: str) -> Labels:
    return {kind.name: str(kind.label) for kind in all_kinds()}


def _choices(choices: type) -> Callable[[list[str], str], Labels]:
    def read(values: list[str], language: str) -> Labels:
        return {value: str(label) for value, label in choices.choices}  # type: ignore[attr-defined]

    return read


def _languages(codes: list[str], language: str) -> Labels:
    return dict(settings.LANGUAGES)


def _runtimes(bands: list[str], language: str) -> Labels:
    return {band: _band(*band.split("-")) for band in RUNTIME_BANDS}


def _band(start: str, end: str) -> str:
    if start == "0":
        return ngettext("up to %(end)s minute", "up to %(end)s minutes", int(end)) % {"end": end}
    if not end:
        return _("over %(start)s minutes") % {"start": start}
    return _("%(start)s to %(end)s minutes") % {"start": start, "end": end}


READERS: Mapping[str, Callable[[list[str], str], Labels]] = {
    "kind": _kinds,
    "programme": _programmes,
    "call": _calls,
    "role": _choices(CreditRole),
    "ai_stage": _choices(AIStage),
    "status": _choices(Status),
    "language": _languages,
    "runtime": _runtimes,
    "year": lambda values, language: {},
}
