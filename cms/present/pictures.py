"""Pictures at the sizes the pages use. They are made when a page is published, never inside a request."""

from collections.abc import Iterable
from typing import Any

from cms.images import FirstcutImage, FirstcutRendition
from portal.front.shapes import Still

WIDTHS = (480, 960, 1600)
SPECS = tuple(f"width-{width}|format-webp" for width in WIDTHS)


def prefetch(images: Iterable[FirstcutImage | None]) -> None:
    """Read the renditions of all these pictures in one query; those that have theirs are not read again."""
    found = [image for image in images if image is not None and not hasattr(image, "made")]
    by_image: dict[int, list[Any]] = {image.pk: [] for image in found}
    if not found:
        return
    rows = FirstcutRendition.objects.filter(image_id__in=by_image, filter_spec__in=SPECS)
    for row in rows:
        by_image[row.image_id].append(row)
    for image in found:
        image.made = sorted(by_image[image.pk], key=lambda rendition: rendition.width)


def still(image: FirstcutImage | None, *, alt: str = "") -> Still | None:
    """The picture as a still; None where there is none or nothing has been made of it yet."""
    if image is None:
        return None
    made = getattr(image, "made", None)
    if made is None:
        prefetch([image])
        made = image.made
    if not made:
        return Still(image.file.url, alt, image.width, image.height)
    largest = made[-1]
    by_width = {rendition.width: rendition for rendition in made}  # a small picture is never made larger
    srcset = ", ".join(f"{rendition.url} {width}w" for width, rendition in by_width.items())
    return Still(largest.url, alt, largest.width, largest.height, srcset)


def make(image: FirstcutImage) -> None:
    """Make every size now; called by a task."""
    image.get_renditions(*SPECS)


def forget(image: FirstcutImage) -> None:
    """Delete every size: whoever kept the address of one finds nothing there. Called by a task."""
    for rendition in image.renditions.filter(filter_spec__in=SPECS):
        rendition.delete()
