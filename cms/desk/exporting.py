"""Lists that leave the admin as CSV: no cell with somebody's words runs as a formula where the file is opened."""

from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What spreadsheets take for the beginning of one, in full width too.
BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(value: Any) -> Any:
    """The value as a cell; numbers and dates stay what they are."""
    text = force_str(value, strings_only=True)
    return f"'{text}" if isinstance(text, str) and text.startswith(BEGINNINGS) else text


def guard_exports() -> None:
    """Wagtail writes texts into CSV as they are, titles by creators among them; its XLSX marks them as text."""
    SpreadsheetExportMixin.custom_value_preprocess[object] = {SpreadsheetExportMixin.FORMAT_CSV: harmless}
