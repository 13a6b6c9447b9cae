"""Rules that nobody can keep, because the call has no such step, gate or track."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.calls.gates import Schedule, needs_team
from portal.calls.models import CallVersion, GateKind
from portal.calls.rules import readable, rule_kinds, unreadable


def _teams_without_a_gate(draft: CallVersion) -> Iterator[str]:
    if needs_team(draft) and not any(gate.kind == GateKind.TEAM for gate in draft.gates.all()):
        yield _("Teams are required, and no gate says until when they may change.")


def _ages_without_a_day(draft: CallVersion) -> Iterator[str]:
    """Age is counted on the day entries close."""
    has_end = Schedule.from_gates(draft.gates.all()).closes_at() is not None
    if not has_end and any(rule.kind == "age" for rule in draft.rules.all()):
        yield _("Age is counted on the day entries close, and no gate closes them.")


def _about_what_is_not_asked(draft: CallVersion) -> Iterator[str]:
    """A rule about a film in a call that takes none, or about a portfolio where nobody is asked for one."""
    kinds = rule_kinds()
    is_asked = {"film": draft.call.asks_film(), "portfolio": draft.call.asks_portfolio()}
    for row in draft.rules.all():
        known = kinds.get(row.kind)
        if known and not is_asked.get(known.about, True):
            words = (
                _("The rule “%(rule)s” is about a film, and this call asks for none.")
                if known.about == "film"
                else _("The rule “%(rule)s” is about a portfolio, and this call asks for none.")
            )
            yield words % {"rule": known.label}


def _tracks_that_are_not_there(draft: CallVersion) -> Iterator[str]:
    tracks = {track.key for track in draft.tracks.all()}
    for rule in readable(draft):
        if rule.kind == "tracks" and not tracks:
            yield _("Entries have to choose a track, and the call has none.")
        if rule.kind == "tracks" and tracks and getattr(rule, "minimum", 0) > len(tracks):
            yield _("Entries have to choose more tracks than the call has.")
        for one in rule.materials():
            if one.track and one.track not in tracks:
                yield _("Material is asked of the track “%(track)s”, which does not exist.") % {"track": one.track}


def _of_another_release(draft: CallVersion) -> Iterator[str]:
    for kind in unreadable(draft):
        yield _("The rule “%(kind)s” cannot be read here: readers are told to ask the organiser.") % {"kind": kind}


CHECKS = (
    _teams_without_a_gate,
    _ages_without_a_day,
    _about_what_is_not_asked,
    _tracks_that_are_not_there,
    _of_another_release,
)
