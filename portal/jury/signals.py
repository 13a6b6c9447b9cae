"""What the jury announces, inside the transaction of the change."""

from django.dispatch import Signal

decision_recorded = Signal()  # entry: what was decided about it is different now
decisions_released = Signal()  # release, entries: their decisions are public from now on
