"""What entries announce, inside the transaction of the change."""

from django.dispatch import Signal

entry_changed = Signal()  # entry: saved, moved, or its team is different now
entry_submitted = Signal()  # entry, submission
# entry: somebody wants to withdraw it; a room above that knows why it is too late raises a DomainError
withdrawal_asked = Signal()
# entry: an editor lets it back into the competition; a room above that knows why not raises a DomainError
return_asked = Signal()
