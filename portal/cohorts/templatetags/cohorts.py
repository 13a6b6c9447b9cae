"""The tab of a profile that only people of a cohort have."""

from typing import Any

from django import template

from portal.cohorts.standing import memberships
from portal.talent.models import Talent

register = template.Library()


@register.inclusion_tag("portal/cohorts/tab.html")
def cohort_tab(talent: Talent, here: str) -> dict[str, Any]:
    """Leads to one's cohorts; `waiting` says how many of them one has not answered for."""
    found = memberships(talent)
    waiting = sum(row.consent is None for row in found)
    return {"is_shown": bool(found) or here == "cohorts", "here": here, "waiting": waiting}
