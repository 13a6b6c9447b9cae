"""What accounts announce, inside the transaction."""

from django.dispatch import Signal

roles_changed = Signal()  # user
