"""What a page adds to a film's frozen copy: which file it shows, and the addresses of what of it is public."""

from collections.abc import Iterable
from typing import Any

from portal.media.models import Caption, Original


def with_files(frozen: dict[str, Any], original: Original | None) -> dict[str, Any]:
    """`frozen` with `original` (public id, "" where there is no file), `video` (url, type, width, height; None where
    nothing plays), `poster_url` and `captions`."""
    if original is None:
        return frozen | {"original": "", "video": None, "poster_url": "", "captions": []}
    public = {rendition.kind: rendition for rendition in original.renditions.public()}
    preview, poster = public.get("preview"), public.get("poster")
    return frozen | {
        "original": original.public_id,
        "video": preview and _video(preview),
        "poster_url": poster.url if poster else "",
        "captions": [_caption(caption) for caption in captions_in([frozen], original) if caption.is_public],
    }


def captions_in(copies: Iterable[dict[str, Any]], original: Original) -> list[Caption]:
    """The captions of `original` that were frozen in any of these copies, replaced ones too.

    A copy from before captions were frozen shows the current ones.
    """
    lists = [copy.get("caption_files") for copy in copies]
    named = {row["public_id"] for rows in lists for row in rows or ()}
    has_old = None in lists
    return [
        caption
        for caption in original.captions.all()
        if caption.public_id in named or (has_old and caption.replaced_at is None)
    ]


def _video(rendition: Any) -> dict[str, Any]:
    return {
        "url": rendition.url,
        "type": rendition.content_type,
        "width": rendition.width,
        "height": rendition.height,
    }


def _caption(caption: Caption) -> dict[str, Any]:
    return {
        "url": caption.url,
        "kind": caption.kind,
        "language": caption.language,
        "label": caption.label,
        "is_default": caption.is_default,
    }
