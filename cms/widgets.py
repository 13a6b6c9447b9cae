"""Wagtail's choosers, for ids that are none: the field says so in a sentence, where the bare one knows no way on."""

from typing import Any

from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.images.widgets import AdminImageChooser


class ReadsAnyId:
    """Shows nothing chosen where what was sent cannot be an id."""

    def get_instance(self, value: Any) -> Any:
        try:
            return super().get_instance(value)  # type: ignore[misc]
        except (OverflowError, ValueError):
            return None


class RecordChooser(ReadsAnyId, BaseChooser):
    """Of talents, films and things by kind."""


class ImageChooser(ReadsAnyId, AdminImageChooser):
    """Of pictures."""


class PageChooser(ReadsAnyId, AdminPageChooser):
    """Of pages of one kind."""
