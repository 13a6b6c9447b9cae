"""What calls announce, inside the transaction of the change."""

from django.dispatch import Signal

call_published = Signal()  # call, version, amendment (None for the first): a new version is in force
