"""The entry form of a version of a call before anybody has entered it, for whoever writes that call."""

from collections.abc import Sequence
from datetime import datetime

from portal.accounts.models import User
from portal.calls.models import CallVersion
from portal.entries.models import Entry, TeamMember
from portal.films.models import Film, Origin
from portal.talent.models import Talent


def trial_entry(version: CallVersion, *, by: User, at: datetime, mode: str = "", tracks: Sequence[str] = ()) -> Entry:
    """An empty draft in this mode and these tracks, as if the version were in force and its gates open.

    Its rows are real, so that every step reads it as any other. The caller's transaction has to take them back.
    """
    call = version.call
    call.current = version
    entry = Entry(call=call, call_version=version, owner=by, created_at=at, updated_at=at, mode=mode)
    entry.declarations = {"tracks": list(tracks)} if tracks else {}
    if call.asks_portfolio():
        entry.talent = Talent.objects.create()
    elif call.asks_film():
        entry.film = Film.objects.create(owner=by, origin=Origin.ENTRY, created_at=at, updated_at=at)
    entry.save()
    TeamMember.objects.create(entry=entry, user=by, is_lead=True, joined_at=at)
    return entry
