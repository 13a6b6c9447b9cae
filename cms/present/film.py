"""A film page's frozen copy as cards, slates and the whole page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.models import FilmPage
from cms.present.pictures import still
from cms.present.words import NameRow, head, said
from cms.roots import address_of
from portal.films.models import AIStage as Stage
from portal.films.models import CreditRole, Origin
from portal.front.shapes import AIStage, Credit, CreditNode, FilmCard, Link, Playback, Slate, Still, Track
from portal.front.words import foreign, reader_language
from portal.text import in_a_row
from search.facets import FACETS

FACET_OF_KIND = {facet.authority: facet.name for facet in FACETS.values() if facet.authority}
STRIP: dict[str, tuple[str, ...]] = {
    "script": (Stage.SCRIPT,),
    "picture": (Stage.IMAGE, Stage.VIDEO, Stage.PERFORMANCE),
    "voice": (Stage.VOICE,),
    "music": (Stage.MUSIC,),
    "edit": (Stage.EDIT,),
}


def in_reader_locale(wanted: Iterable[int | None]) -> dict[int, FilmPage]:
    """For each of these pages, of any language, the live page of the same film in the reader's tree.

    One query; a second one where some are of another language. Pictures are not read: see `pictures.prefetch`.
    """
    pks = {pk for pk in wanted if pk}
    if not pks:
        return {}
    rows = FilmPage.objects.select_related("hero", "programme", "locale").defer_streamfields()
    asked = list(rows.filter(pk__in=pks))
    here = {page.translation_key: page for page in asked if page.live and _is_here(page)}
    others = {page.translation_key for page in asked if not _is_here(page)}
    if others:
        twins = rows.filter(live=True, translation_key__in=others, locale__language_code=reader_language())
        here |= {page.translation_key: page for page in twins}
    return {page.pk: here[page.translation_key] for page in asked if page.translation_key in here}


def _is_here(page: FilmPage) -> bool:
    return bool(page.locale.language_code == reader_language())


def title_of(page: FilmPage) -> NameRow:
    return head(page.frozen.get("titles", ())) or NameRow(page.title, reader_language(), "original")


def card(page: FilmPage, *, line: bool = True, ai: bool = False) -> FilmCard:
    """The film as a card; `page.hero` must be loaded."""
    title = title_of(page)
    return FilmCard(
        title=title.text,
        url=page_url(page),
        still=still(page.hero),
        slate=slate(page.frozen),
        lang=foreign(title.language),
        line=said(page.frozen.get("texts", {}).get("logline")) if line else "",
        ai=ai_strip(page.frozen) if ai else (),
        is_stand_in=page.is_stand_in,
        label=origin_label(page.frozen),
    )


def page_url(page: Any) -> str:
    """The page's address."""
    return address_of(page)


def origin_label(frozen: Mapping[str, Any]) -> str:
    return {Origin.PILOT: _("Pilot"), Origin.INVITED: _("Invited"), Origin.EXTERNAL: _("Shown elsewhere")}.get(
        frozen.get("origin", ""), ""
    )


def slate(frozen: Mapping[str, Any]) -> Slate:
    """The line of facts: maker, year, runtime, place, tools."""
    maker, lang = _maker(frozen)
    places = [name.text for place in frozen.get("countries", ()) if (name := head(place["names"]))]
    tools = [name.text for tool in used_tools(frozen) if (name := head(tool["names"]))]
    return Slate(
        maker=maker,
        maker_lang=lang,
        year=str(frozen.get("year") or ""),
        runtime_ms=frozen.get("runtime_ms"),
        place=in_a_row(places),
        tools=tools[:3],
    )


def _maker(frozen: Mapping[str, Any]) -> tuple[str, str]:
    for credit in frozen.get("credits", ()):
        if credit["role"] in (CreditRole.MAKER, CreditRole.DIRECTOR):
            if credit["chain"]:
                names = [name for link in credit["chain"] if (name := head(link["names"]))]
                return pgettext("between the parts of an organisation", ", ").join(
                    name.text for name in names
                ), foreign(names[-1].language) if names else ""
            name = head(credit["names"])
            return (credit["name"], "") if credit["name"] else (name.text, foreign(name.language)) if name else ("", "")
    return "", ""


def used_tools(frozen: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each tool once, in the order of the stages."""
    tools = {tool["slug"]: tool for stage in frozen.get("ai", {}).get("stages", ()) for tool in stage["tools"]}
    return list(tools.values())


def ai_strip(frozen: Mapping[str, Any]) -> list[AIStage]:
    """The five stages a viewer sees. A stage nobody spoke of is not declared; silence is not "none"."""
    ai = frozen.get("ai", {})
    rows = {row["stage"]: row for row in ai.get("stages", ())}
    strip = []
    for stage, parts in STRIP.items():
        said = [rows[part] for part in parts if part in rows]
        used = [row for row in said if row["share"] != "none"]
        if ai.get("declaration") == "none":
            state = "none"
        elif ai.get("declaration") != "declared" or not said:
            state = "undeclared"
        else:
            state = "used" if used else "none"
        strip.append(AIStage(stage, state, " ".join(_ai_words(row) for row in used)))
    return strip


def _ai_words(row: Mapping[str, Any]) -> str:
    tools = [name.text for tool in row["tools"] if (name := head(tool["names"]))]
    return " · ".join(part for part in (in_a_row(tools), row["words"]) if part)


def credits_of(frozen: Mapping[str, Any], listed: Mapping[str, Still | None]) -> list[Credit]:
    """The credit roll: one line a role, organisations as trees. Only `listed` ones are linked, with a face."""
    roles: dict[str, list[CreditNode]] = {}
    for row in frozen.get("credits", ()):
        label = row["part"] or str(CreditRole(row["role"]).label)
        roles.setdefault(label, []).append(_node(row, listed))
    return [Credit(role, nodes) for role, nodes in roles.items()]


def _node(row: Mapping[str, Any], listed: Mapping[str, Still | None]) -> CreditNode:
    person = head(row["names"])
    leaf: list[CreditNode] = []
    if row["name"] or person:
        url = reverse("talent", args=[row["talent"]]) if row["talent"] in listed else ""
        text = row["name"] or (person.text if person else "")
        leaf = [CreditNode(text, url, foreign(person.language) if person else "", portrait=listed.get(row["talent"]))]
    for link in reversed(row["chain"]):
        name = head(link["names"])
        text, lang = (name.text, foreign(name.language)) if name else (link["slug"], "")
        leaf = [CreditNode(text, catalogue_url("organisation", link["slug"], text), lang, "", leaf)]
    return leaf[0] if leaf else CreditNode("—")


def catalogue_url(kind: str, slug: str, name: str = "") -> str:
    """The catalogue narrowed to an authority record; a search for its name where no facet is for its kind."""
    facet = FACET_OF_KIND.get(kind)
    return f"{reverse('catalogue')}?{urlencode({facet: slug} if facet else {'q': name or slug})}"


def linked(things: Iterable[Mapping[str, Any]]) -> list[Link]:
    """Authority records as links into the catalogue."""
    links = []
    for thing in things:
        name = head(thing["names"])
        if name:
            links.append(
                Link(name.text, catalogue_url(thing["kind"], thing["slug"], name.text), foreign(name.language))
            )
    return links


def other_titles(frozen: Mapping[str, Any], shown: NameRow) -> list[Link]:
    """Titles beside the one shown, in their own languages: other tongues before other scripts, each text once."""
    rows = [NameRow(row["text"], row["language"], row["kind"]) for row in frozen.get("titles", ())]
    others = {
        row.text: foreign(row.language) or row.language
        for row in rows
        if row.text != shown.text and row.kind in ("original", "translated")
    }
    own = shown.language.partition("-")[0]
    ordered = sorted(others.items(), key=lambda title: title[1].partition("-")[0] == own)
    return [Link(text, "", lang) for text, lang in ordered]


def playback(page: FilmPage, title: str, poster: str) -> Playback | None:
    """What the player plays; None where the film is not shown here."""
    video = page.frozen.get("video")
    if not video:
        return None
    tracks = [
        Track(row["url"], row["kind"], row["language"], row["label"], row["is_default"])
        for row in _captions_for_reader(page.frozen.get("captions", ()))
    ]
    return Playback(
        title=title,
        sources=[(video["url"], video["type"])],
        poster=poster or page.frozen.get("poster_url", ""),
        tracks=tracks,
        width=video["width"] or 1920,
        height=video["height"] or 804,
        is_stand_in=page.is_stand_in,
    )


def _captions_for_reader(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The reader's language first and on by default; at most one default, as HTML demands."""
    wanted = reader_language()
    ordered = sorted(rows, key=lambda row: row["language"].lower() != wanted)
    return [dict(row) | {"is_default": index == 0} for index, row in enumerate(ordered)]
