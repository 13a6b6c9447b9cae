"""What this room announces, always inside the transaction of the change."""

from django.dispatch import Signal

original_received = Signal()  # original: the last byte is here and durable
original_read = Signal()  # original: hash and facts are known, or the reason why it cannot be read
