"""On which channels a film or an event is: it is found by their names."""

from typing import Any

from django.db.models import Prefetch

from portal.events.models import Airing, AiringStatus
from search.sources.words import names_of

NOT_CANCELLED = Airing.objects.exclude(status=AiringStatus.CANCELLED).select_related("channel")
ON_AIR: Any = Prefetch("airings", NOT_CANCELLED.prefetch_related("channel__names"), to_attr="on_air")


def names_of_channels(thing: Any) -> list[str]:
    """Every name of the channels, of a film or an event that came with ON_AIR."""
    return names_of({airing.channel_id: airing.channel for airing in thing.on_air}.values())
