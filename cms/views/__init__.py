"""Public pages that are not Wagtail's: calls and talents, straight from the records."""
