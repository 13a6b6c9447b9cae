"""What the catalogue holds: one plain record per work, person, entry or page, whatever the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from json import dumps

from search import analysis
from search.facets import FACETS

FORMAT = 1  # counts up when `fields_of` or the analyser changes; every index is then filled anew
LONGEST_TEXT = 100_000  # characters of one text that are indexed
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogDocument:
    """One document. It has no address and nothing to show: a hit is read from the database.

    `names` are titles or names in every language, `aliases` what else it is called, `spellings` pinyin that somebody
    wrote themselves, `texts` running text by language tag. `facets` maps names of `facets.FACETS` to their values.
    `date` is since when it is to be found here, `begins` when it takes place: what is yet to come is not newer for it.
    """

    kind: str
    object_id: str
    version: int = 0
    names: Sequence[str] = ()
    aliases: Sequence[str] = ()
    spellings: Sequence[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    date: datetime | None = None
    begins: datetime | None = None
    runtime_ms: int | None = None

    def __post_init__(self) -> None:
        unknown = set(self.facets) - set(FACETS)
        if unknown:
            raise ValueError(f"no such facets: {sorted(unknown)}")

    @property
    def id(self) -> str:
        return document_id(self.kind, self.object_id)


def document_id(kind: str, object_id: str | int) -> str:
    """What a document is called in every index."""
    return f"{kind}:{object_id}"


def split_id(doc_id: str) -> tuple[str, str]:
    """Kind and object of a document's id."""
    kind, _, object_id = doc_id.partition(":")
    return kind, object_id


# Fields of pre-tokenised text with what a match in them is worth; facets are `f_` and the facet's name.
TEXT_FIELDS: Mapping[str, float] = {"names": 4.0, "aliases": 2.5, "pinyin": 2.0, "starts": 1.5, "text": 1.0}
INTEGER_FIELDS = ("version", "date", "begins", "runtime")
FACET_FIELDS: Mapping[str, str] = {name: f"f_{name}" for name in FACETS}

Field = str | int | list[str]


def fields_of(document: CatalogDocument) -> dict[str, Field]:
    """The document as both engines store it: text analysed, instants in seconds since 1970, durations in ms.

    Keys without a value are left out. `digest` is a hash of all the rest, by which drift is found.
    """
    every_name = [*document.names, *document.aliases]
    title = next(iter(document.names), "")
    fields: dict[str, Field] = {
        "names": analysis.name_tokens(document.names),
        "aliases": analysis.name_tokens(document.aliases),
        "pinyin": analysis.pinyin_tokens(every_name, document.spellings),
        "starts": analysis.start_tokens(every_name),
        "text": analysis.text_tokens([*every_name, *(text[:LONGEST_TEXT] for text in document.texts.values())]),
        # The id ends the key, so that an order is the same on every engine.
        "title": f"{analysis.sort_key(title)} {document.id}",
        "version": document.version,
    }
    for name, instant in (("date", document.date), ("begins", document.begins)):
        if instant is not None:
            fields[name] = int(instant.astimezone(UTC).timestamp())
    if document.runtime_ms is not None:
        fields["runtime"] = document.runtime_ms
    values = {"kind": [document.kind], **document.facets}
    for name, chosen in values.items():
        cut = list(dict.fromkeys(value[:LONGEST_VALUE] for value in chosen if value))
        if cut:
            fields[FACET_FIELDS[name]] = cut
    fields = {name: value for name, value in fields.items() if value not in ("", [])}
    digest = blake2b(dumps(fields, sort_keys=True, ensure_ascii=False).encode(), digest_size=8).hexdigest()
    return {"id": document.id, **fields, "digest": digest}


def schema_hash() -> str:
    """Changes whenever an index filled by other code can no longer answer for this one."""
    shape = [FORMAT, sorted(TEXT_FIELDS), INTEGER_FIELDS, sorted(FACETS)]
    return blake2b(dumps(shape).encode(), digest_size=4).hexdigest()
