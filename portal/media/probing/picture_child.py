"""Reads one picture in the jail, and writes it again without anything but its pixels. Run as a program only."""

import json
import os
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_SIDES = {"clean": 2560, "thumb": 480}
MAX_LABEL = 16_384


def limit(memory: int, cpu: int, file_bytes: int) -> None:
    """Set our own limits before a byte of the file is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(order: dict[str, Any]) -> dict[str, Any]:
    """Facts of the picture, and a clean copy of its first frame."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own, smaller cap is checked before a pixel is decoded
    warnings.simplefilter("ignore")
    try:
        picture = Image.open(order["file"], formats=FORMATS)
    except Exception:  # Pillow's plugins raise whatever they come across
        return {"reason": "not_picture"}
    if picture.width * picture.height > order["max_pixels"]:
        return {"reason": "picture_pixels"}
    if getattr(picture, "n_frames", 1) > order["max_frames"]:
        return {"reason": "picture_frames"}
    try:
        picture.load()
        label = aigc_label(picture)
        clean = ImageOps.exif_transpose(picture)
        facts = {"width": clean.width, "height": clean.height, "frames": getattr(picture, "n_frames", 1)}
        copies = {name: write(clean, Path(order["out"], name), side) for name, side in MAX_SIDES.items()}
        return {"facts": facts, "labels": label, "format": picture.format, "copies": copies}
    except MemoryError:
        return {"reason": "picture_too_hard"}
    except Exception:
        return {"reason": "picture_damaged"}


def write(picture: Any, target: Path, side: int) -> dict[str, Any]:
    """PNG where something shows through, JPEG otherwise; pixels only, in a fresh image."""
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((side, side))
    picture.info = {}
    kind, options = ("PNG", {}) if has_alpha else ("JPEG", {"quality": 88, "progressive": True})
    picture.save(target, kind, **options)
    content_type = "image/png" if has_alpha else "image/jpeg"
    return {"content_type": content_type, "width": picture.width, "height": picture.height}


def aigc_label(picture: Any) -> dict[str, str]:
    """The AI label in the picture's XMP or text chunks, raw."""
    found = find_key(picture.getxmp() or {}, "AIGC") or picture.info.get("AIGC")
    return {"aigc_raw": str(found)[:MAX_LABEL]} if found else {}


def find_key(data: Any, key: str) -> Any:
    """The first value under `key`, however deep."""
    if isinstance(data, dict):
        if key in data:
            return data[key]
        data = list(data.values())
    if isinstance(data, list):
        return next((found for one in data if (found := find_key(one, key))), None)
    return None


def main() -> None:
    """Never says anything but one JSON object; dying silently is an answer too."""
    order = json.loads(sys.argv[1])
    limit(*order["limits"])
    os.write(1, json.dumps(read(order)).encode())


if __name__ == "__main__":
    main()
