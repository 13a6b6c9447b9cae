"""What films announce, inside the transaction of the change."""

from django.dispatch import Signal

film_changed = Signal()  # film: its record is different now
film_taken_down = Signal()  # film: an accepted takedown; whoever shows it must stop at once
