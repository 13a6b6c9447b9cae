"""What talent announces, inside the transaction of the change."""

from django.dispatch import Signal

talent_changed = Signal()  # talent: the profile, its portfolio or its consent is different now
