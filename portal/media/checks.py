"""Start-up checks of this room."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register(deploy=True)
def films_are_read_behind_walls(**_kwargs: Any) -> list[CheckMessage]:
    """Hostile films are read in a jail; without bubblewrap the jail has limits but no walls."""
    from .probing import jail

    if settings.DEBUG or jail.has_walls():
        return []
    if not jail.has_bubblewrap():
        return [
            Warning(
                "bubblewrap (bwrap) is missing; films are read with limits only.",
                hint="Install the package `bubblewrap` on every machine that runs a worker.",
                id="media.W001",
            )
        ]
    return [
        Warning(
            "bubblewrap (bwrap) may not make namespaces here; films are read with limits only.",
            hint="docs/operating.md, “The jail for films”, says what a container has to allow.",
            id="media.W002",
        )
    ]
