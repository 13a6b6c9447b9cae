"""What can be won in a call, in which track, by what measure, and who decides: for the reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.present.words import said
from portal.calls.models import Award as AwardRow
from portal.calls.models import CallVersion, Prize
from portal.calls.models import Track as TrackRow
from portal.front.shapes import Award, Fact, Rule
from portal.front.words import text_for
from portal.jury.models import Decision, WonPrize
from portal.jury.places import Places, places_of
from portal.text import in_a_row


def tracks(version: CallVersion) -> list[Fact]:
    return [
        Fact(
            said(row.name),
            in_a_row(part for part in (_special(row), _plain(row.definition), _plain(row.shown_as)) if part),
        )
        for row in version.tracks.all()
    ]


def _plain(texts: Any) -> str:
    """The text for the reader where it becomes part of a sentence: without the mark of its own language."""
    return text_for(texts)[0]


def _special(track: TrackRow) -> str:
    return _("special track") if track.is_special else ""


def awards(version: CallVersion) -> list[Award]:
    """Each with its prizes, its places, and who decides, in words where there are any.

    What is left of the places counts public grants alone: one under embargo shows in no number.
    """
    rows = list(version.awards.all())
    tracks = {track.key: track for track in version.tracks.all()}
    places = places_of((row for row in rows if row.shows_places_left), Decision.objects.public())
    return [
        Award(
            said(row.name),
            said(row.definition),
            in_a_row(part for part in (_plain(row.prize), *_prizes_of(version, row.key)) if part),
            said(row.decided_by) or (str(row.get_decider_display()) if row.decider else ""),
            _scope(row, tracks),
            _places(row, places.get(row.pk)),
        )
        for row in rows
    ]


def _scope(award: AwardRow, tracks: Mapping[str, TrackRow]) -> str:
    """The track it is for; that it is for all of them where there are any."""
    track = tracks.get(award.track)
    if track is None:
        return _("for all tracks") if tracks and not award.track else ""
    words = _("for the special track %(track)s") if track.is_special else _("for the track %(track)s")
    return words % {"track": _plain(track.name)}


def _places(award: AwardRow, found: Places | None) -> str:
    if not award.places:
        return ""
    number = ngettext("%(n)d place", "%(n)d places", award.places) % {"n": award.places}
    return _("%(places)s, %(left)d left") % {"places": number, "left": found.left} if found else number


def other_prizes(version: CallVersion) -> list[Rule]:
    """Those of a track or of everybody, which no award brings."""
    keys = {row.key for row in version.awards.all()}
    tracks = {row.key: _plain(row.name) for row in version.tracks.all()}
    return [
        Rule(
            prize_words(row), _("for the track %(track)s") % {"track": tracks[row.track]} if row.track in tracks else ""
        )
        for row in version.prizes.all()
        if row.award not in keys
    ]


def _prizes_of(version: CallVersion, award: str) -> list[str]:
    return [prize_words(row) for row in version.prizes.all() if row.award == award]


def prize_words(row: Prize | WonPrize) -> str:
    """In money with its currency, in kind without one."""
    words = _plain(row.product)
    if row.amount is not None:
        words = (
            f"{words} ({row.currency} {row.amount.normalize():,f})"
            if row.currency
            else (f"{words} ({row.amount.normalize():,f})")
        )
    if sponsor := _plain(row.sponsor):
        words = _("%(prize)s, given by %(sponsor)s") % {"prize": words, "sponsor": sponsor}
    if row.expires_on:
        words = _("%(prize)s, to be used until %(day)s") % {"prize": words, "day": row.expires_on.isoformat()}
    return words


def criteria(version: CallVersion) -> list[Fact]:
    """What is judged, its share of all weights, and who judges it."""
    rows = list(version.criteria.all())
    whole = sum(row.weight or 0 for row in rows)
    return [
        Fact(
            f"{_plain(row.name)} {row.weight * 100 / whole:.0f}%" if row.weight and whole else said(row.name),
            in_a_row(part for part in (_plain(row.definition), str(row.get_judged_by_display())) if part),
        )
        for row in rows
    ]
