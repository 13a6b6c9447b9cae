"""Wagtail's own forms of pages and rows, with our rule for what people type."""

import re
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.validators import MaxLengthValidator
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.blocks.base import BlockField

from cms.rights import programmes_of
from portal.fields import CleansTexts

LONGEST_TITLE = 255  # of Wagtail's columns
COUNT = re.compile(r".+-(count|order)", re.ASCII)


class CleanPageForm(CleansTexts, WagtailAdminPageForm):
    """A page in the editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "programme" in self.fields:
            self._offer_their_programmes()
        if self.is_bound:
            self._refuse_broken_streams()

    def _offer_their_programmes(self) -> None:
        """Whoever works for some programmes says which of them the page is of."""
        theirs = programmes_of(self.for_user) if self.for_user else None
        if theirs is not None:
            field = self.fields["programme"]
            field.queryset = field.queryset.filter(pk__in=theirs)
            field.required = True

    def _refuse_broken_streams(self) -> None:
        """Wagtail takes it for granted that its script wrote how many blocks there are and in which order."""
        streams = [name for name, field in self.fields.items() if isinstance(field, BlockField)]
        missing = [name for name in streams if f"{name}-count" not in self.data]
        for name, text in self.data.items():
            is_number = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 5
            if COUNT.fullmatch(name) and name.startswith(tuple(f"{stream}-" for stream in streams)) and not is_number:
                missing.append(name)
        if missing:
            raise SuspiciousOperation(f"no number of blocks: {', '.join(missing)[:200]}")


class CleanCopyForm(CleansTexts, CopyForm):
    """Copying a page: the title and the address of the copy fit into their columns."""

    NAMES = frozenset({"new_title"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_title", "new_slug"):
            field = self.fields[name]
            field.max_length = LONGEST_TITLE
            field.validators.append(MaxLengthValidator(LONGEST_TITLE))


class CleanModelForm(CleansTexts, WagtailAdminModelForm):
    """Anything else that an editor edits."""
