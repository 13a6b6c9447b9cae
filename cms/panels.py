"""Panels of the page editor."""

from typing import Any

from wagtail.admin.panels import Panel

from portal.films.frozen import freeze


class CopyPanel(Panel):
    """Which approved copy a film page shows, and whether the creator's record is newer."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/publishing/copy_panel.html"

        def is_shown(self) -> bool:
            return bool(
                super().is_shown() and self.instance.pk and self.instance.film_id and not self.instance.alias_of_id
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return context | {
                "page": page,
                "shown_version": page.frozen.get("version"),
                "version": page.film.version,
                "is_newer": is_behind(page),
            }


def is_behind(page: Any) -> bool:
    """Whether the creator has changed what the page shows since its copy was approved."""
    from cms.desk.comparing import differences

    if page.frozen.get("version") == page.film.version:
        return False
    return bool(differences(page.frozen, freeze(page.film)))
