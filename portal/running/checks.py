"""What `check --deploy` says about the environment."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register(deploy=True)
def weaknesses_can_be_reported(**_kwargs: Any) -> list[CheckMessage]:
    if settings.SECURITY_CONTACT:
        return []
    return [
        Warning(
            "SECURITY_CONTACT is empty: /.well-known/security.txt is not there.",
            hint="Name where weaknesses are reported: mailto:security@firstcut.example or an https:// address.",
            id="running.W001",
        )
    ]
