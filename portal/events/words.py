"""When an event is, in words: on the clocks of its zone, and no more than is known."""

from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.front.templatetags.front import day, local_time


def when_words(event: Event) -> str:
    """The day, and the hour where one is known; what is tentative says so."""
    when = day(event.local_day()) if event.is_all_day else local_time(event.starts_at, event.zone)
    return _("%(when)s (to be confirmed)") % {"when": when} if event.is_tentative else when
