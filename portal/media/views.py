"""Files over HTTP: private ones only through `visible_to`, public ones by a name that exists while it is public."""

import re
from pathlib import Path
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from .models import Caption, Original, Rendition
from .ranges import serve
from .storages import PUBLIC_CACHE, local_path, private_storage, public_storage, signed_url

PUBLIC_TYPES = {"mp4": "video/mp4", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "vtt": "text/vtt"}
_PUBLIC_KEY = re.compile(r"public/[0-9a-f]{2}/([0-9a-f]{32})\.([a-z0-9]{3,4})", re.ASCII)


class Served(NamedTuple):
    """What a private answer sends, and as what."""

    key: str
    content_type: str
    disposition: str


@require_safe
def public_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A public copy on this machine's disk. No account, no cookie, no query: what was withdrawn is not there."""
    match = _PUBLIC_KEY.fullmatch(key)
    path = local_path(public_storage(), key) if match else None
    if not match or path is None or not path.is_file() or match[2] not in PUBLIC_TYPES:
        raise Http404
    return answer_public(request, path, etag=f'"{match[1]}"', content_type=PUBLIC_TYPES[match[2]])


def answer_public(request: HttpRequest, path: Path, *, etag: str, content_type: str) -> HttpResponseBase:
    """The file at `path` for everybody, in ranges, kept by caches for as long as what is withdrawn may be seen."""
    response = serve(request, path, etag=etag, content_type=content_type)
    response["Cache-Control"] = PUBLIC_CACHE
    return _sandboxed(response)


@require_safe
def original_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file as it came, always as a download: nothing of it may run or show in our pages."""
    original = _find(request, public_id)
    disposition = content_disposition_header(as_attachment=True, filename=original.name) or "attachment"
    return _private(request, Served(original.key, "application/octet-stream", disposition))


@require_safe
def rendition_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponseBase:
    """A copy we made ourselves, shown in the page."""
    rendition = get_object_or_404(Rendition, original=_find(request, public_id), kind=kind)
    return _private(request, Served(rendition.key, rendition.content_type, "inline"))


@require_safe
def caption_file(request: HttpRequest, public_id: str, caption_id: str) -> HttpResponseBase:
    """Captions as WebVTT of our own writing."""
    caption = get_object_or_404(Caption, original=_find(request, public_id), public_id=caption_id)
    return _private(request, Served(caption.key, "text/vtt; charset=utf-8", "inline"))


def _find(request: HttpRequest, public_id: str) -> Original:
    return get_object_or_404(Original.objects.visible_to(request.user), public_id=public_id)


def _private(request: HttpRequest, file: Served) -> HttpResponseBase:
    path = local_path(private_storage(), file.key)
    response: HttpResponseBase
    if path is None:
        url = signed_url(file.key, content_type=file.content_type, disposition=file.disposition)
        response = HttpResponseRedirect(url)
    elif not path.is_file():
        raise Http404
    else:
        name = file.key.rpartition("/")[2]
        response = serve(request, path, etag=f'"{name}"', content_type=file.content_type)
        response["Content-Disposition"] = file.disposition
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return _sandboxed(response)


def _sandboxed(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever a browser makes of the bytes, it may run nothing and reach nothing."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
