"""Who belongs to whom: an entry to the programme's own house, or to that of somebody who judges."""

from collections.abc import Mapping
from typing import Any

from portal.calls.models import Call, EditionPerson
from portal.entries.models import EnteringInstitution, Entry
from portal.films.models import Credit

# A studio of a laboratory of a school of a university.
UPWARDS = [f"organisation{'__parent' * step}" for step in range(4)]
JUDGING = (EditionPerson.Part.JUROR, EditionPerson.Part.CHAIR)


def is_from_host(call: Call, frozen: Mapping[str, Any]) -> bool:
    """Whether what was handed in names the programme's own organiser, or a part of it: as whoever enters it, or in a
    credit. Later edits of the film change nothing. Reads the edition's programme and its organiser."""
    host = call.programme.organiser
    film, institution = frozen.get("film") or {}, frozen.get("institution") or {}
    chains = [institution.get("chain", ()), *(credit.get("chain", ()) for credit in film.get("credits", ()))]
    return host is not None and any(link["slug"] == host.slug for chain in chains for link in chain)


def affiliations_of(entry: Entry) -> set[int]:
    """The organisations behind an entry as it stands now, with all they are part of: those its film credits and the
    one that enters it. Two queries."""
    credits = Credit.objects.filter(film__entries=entry, organisation__isnull=False).order_by()
    entering = EnteringInstitution.objects.filter(entry=entry, organisation__isnull=False)
    rows = (*credits.values_list(*UPWARDS), *entering.values_list(*UPWARDS))
    return {link for chain in rows for link in chain if link}


def recused_from(entry: Entry) -> list[EditionPerson]:
    """Who judges in this edition and may not judge this entry, because both belong to one house."""
    own = affiliations_of(entry)
    if not own:
        return []
    people = EditionPerson.objects.filter(edition=entry.call.edition_id, part__in=JUDGING, organisation__isnull=False)
    rows = people.select_related("organisation__parent__parent__parent").prefetch_related("organisation__names")
    return [
        person for person in rows if person.organisation and own & {link.pk for link in person.organisation.chain()}
    ]
