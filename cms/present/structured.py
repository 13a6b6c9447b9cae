"""What machines read of a page: schema.org as JSON-LD."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cms.present.page import absolute
from portal.calls.gates import Schedule, local_time
from portal.calls.models import Call
from portal.events.models import AiringStatus, Event
from portal.front.shapes import AiringLine, Cue, Playback, RosterPerson, Still
from portal.front.templatetags.front import iso_duration
from portal.front.words import text_for
from portal.zones import zone_or_utc

SCHEMA = "https://schema.org"


def film(context: dict[str, Any], url: str) -> dict[str, Any]:
    """A Movie; with a VideoObject only where the film plays here."""
    frozen, playback = context["frozen"], context["playback"]
    found = {
        "@context": SCHEMA,
        "@type": "Movie",
        "name": context["title"],
        "alternateName": [other.text for other in context["other_titles"]],
        "url": absolute(url),
        "description": context["description"],
        "dateCreated": str(frozen.get("year") or ""),
        "duration": iso_duration(frozen.get("runtime_ms")),
        "video": _video(context, playback) if playback else None,
        "publication": [broadcast(line, context["title"]) for line in context["airings"]],
    }
    return {key: value for key, value in found.items() if value}


def _video(context: dict[str, Any], playback: Playback) -> dict[str, Any]:
    since = context.get("shown_since")
    found = {
        "@type": "VideoObject",
        "name": context["title"],
        "description": context["description"] or context["title"],
        "thumbnailUrl": absolute(playback.poster),
        "contentUrl": absolute(playback.sources[0][0]),
        "uploadDate": since.isoformat() if since else "",
        "duration": iso_duration(context["frozen"].get("runtime_ms")),
    }
    return {key: value for key, value in found.items() if value}


def collection(title: str, url: str, cues: Sequence[Cue]) -> dict[str, Any]:
    """An ItemList in running order."""
    return {
        "@context": SCHEMA,
        "@type": "ItemList",
        "name": title,
        "url": absolute(url),
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": cue.film.title, "url": absolute(cue.film.url)}
            for place, cue in enumerate(cues, 1)
        ],
    }


def call(found: Call, title: str, url: str) -> list[dict[str, Any]]:
    """One Event a gate, at the local time of its own zone with the offset."""
    return [
        {
            "@context": SCHEMA,
            "@type": "Event",
            "name": f"{title}: {text_for(gate.label)[0] or gate.get_kind_display()}",
            "startDate": local_time(gate).isoformat(),
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "VirtualLocation", "url": absolute(url)},
            "url": absolute(url),
        }
        for gate in Schedule.of(found).gates
    ]


ATTENDANCE = {"offline": "Offline", "online": "Online", "mixed": "Mixed"}


def event(found: Event, name: str, url: str, place: str, airings: Sequence[AiringLine]) -> list[dict[str, Any]]:
    """One Event under one name, its other names beside it, and a BroadcastEvent for each airing."""
    itself = {"@type": "Event", "@id": absolute(url), "name": name, "url": absolute(url)}
    told = itself | {
        "@context": SCHEMA,
        "alternateName": [other for other in found.aliases if other != name],
        "description": text_for(found.description)[0],
        "startDate": _start(found.local_day(), None if found.is_all_day else found.starts_at, found.zone),
        "endDate": _start(found.local_day(), found.ends_at, found.zone) if found.ends_at else "",
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/{ATTENDANCE[found.attendance]}EventAttendanceMode",
        "location": {"@type": "Place", "name": place} if place else "",
    }
    shown = {key: value for key, value in told.items() if value}
    return [shown, *({"@context": SCHEMA, **broadcast(line, name), "broadcastOfEvent": itself} for line in airings)]


def broadcast(line: AiringLine, name: str) -> dict[str, Any]:
    """A BroadcastEvent with its channel; where no hour is known, a date alone. What is tentative says so in words."""
    status = "EventCancelled" if line.status == AiringStatus.CANCELLED else "EventScheduled"
    return {
        "@type": "BroadcastEvent",
        "name": name,
        "startDate": _start(line.day, line.at, line.zone),
        "eventStatus": f"{SCHEMA}/{status}",
        "publishedOn": {"@type": "BroadcastService", "name": line.channel, "broadcastDisplayName": line.channel},
    } | ({"description": line.status_words} if line.status == AiringStatus.TENTATIVE else {})


def _start(day: date, at: datetime | None, zone: str) -> str:
    """With the offset of its zone; the day alone where nobody has named an hour."""
    return at.astimezone(zone_or_utc(zone)).isoformat() if at else day.isoformat()


def person(name: str, url: str, line: str, portrait: Still | None = None) -> dict[str, Any]:
    """A Person, only what the profile shows."""
    found = {
        "@context": SCHEMA,
        "@type": "Person",
        "name": name,
        "url": absolute(url),
        "description": line,
        "image": absolute(portrait.src) if portrait else "",
    }
    return {key: value for key, value in found.items() if value}


def roster(name: str, url: str, people: Sequence[RosterPerson]) -> dict[str, Any]:
    """An ItemList of the people a cohort's page names; an address only for those with a public profile."""
    return {
        "@context": SCHEMA,
        "@type": "ItemList",
        "name": name,
        "url": absolute(url),
        "numberOfItems": len(people),
        "itemListElement": [
            {"@type": "ListItem", "position": place, "item": _named(one)} for place, one in enumerate(people, 1)
        ],
    }


def _named(one: RosterPerson) -> dict[str, Any]:
    found = {
        "@type": "Person",
        "name": one.name,
        "url": absolute(one.url),
        "description": one.plain_line,
        "image": absolute(one.portrait.src) if one.portrait else "",
    }
    return {key: value for key, value in found.items() if value}
