"""A profile as its owner sees it."""

from typing import Any

from django.urls import reverse

from portal.talent.forms import PortfolioItemForm
from portal.talent.models import Talent


def portfolio_page(talent: Talent, entry_id: str = "") -> dict[str, Any]:
    """The list of works with its form. `entry_id` names the entry whose step one came from and goes back to."""
    suffix = f"?entry={entry_id}" if entry_id else ""
    rows = [
        {
            "id": item.pk,
            "name": item.title,
            "note": " · ".join(str(part) for part in (item.year, item.part) if part),
            "url": item.url,
            "edit_url": reverse("talent-item", args=[item.pk]) + suffix,
            "delete_url": reverse("talent-item-delete", args=[item.pk]) + suffix,
        }
        for item in talent.portfolio.all()
    ]
    return {
        "items": rows,
        "item_form": PortfolioItemForm(),
        "add_url": reverse("talent-portfolio") + suffix,
        "order_url": reverse("talent-order") + suffix,
        "order_version": talent.version,
    }
