"""What this room announces, inside the transaction of the change."""

from django.dispatch import Signal

airings_changed = Signal()
"""`events`, `films`: the keys of those that have other airings now, or had."""
