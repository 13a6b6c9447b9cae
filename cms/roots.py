"""Where each language's tree begins, read once a request.

Wagtail keeps this in the cache, under a key that it deletes when a site or a root page changes. Every address of a page
needs it, and without a request at hand each one asks the cache again: with a cache of files that is a file a link.
"""

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.models.sites import SiteRootPath


class Memo:
    """What Wagtail hangs the root paths on, as it would on a request."""


_memo: ContextVar[Memo | None] = ContextVar("site_roots", default=None)


def memo() -> Memo | None:
    """The present request's memory; None outside of requests, where nothing says when to forget."""
    return _memo.get()


def site_roots(page: Page) -> list[SiteRootPath]:
    """All root paths, from memory where there is one."""
    return list(page._get_site_root_paths(memo()))


def address_of(page: Page) -> str:
    """The address of any page, on this site; "" where it has none."""
    parts = page.get_url_parts(memo())
    return str(parts[2] or "") if parts else ""


@receiver(request_started)
def _begin(**_kwargs: Any) -> None:
    _memo.set(Memo())


@receiver(request_finished)
def _end(**_kwargs: Any) -> None:
    _memo.set(None)
