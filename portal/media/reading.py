"""Reads an original whole: its hash, what it is, what is in it, and the copies that come of it at once."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from botocore.exceptions import ClientError
from django.conf import settings
from django.db import transaction

from portal.clock import now

from . import signals
from .limits import MAX_PICTURE_FRAMES, MAX_PICTURE_PIXELS, MAX_RUNTIME_MS, MAX_SIDE
from .models import Kind, Original, ReadState, Rendition, RenditionKind
from .probing import jail, sniffing
from .storages import local_path, new_key, private_storage, store_file

MIB = 1024**2
SMALL = jail.Limits(wall_seconds=60, cpu_seconds=60)  # what a picture or a document may take


@dataclass
class Copy:
    """A file made in the jail, and what it is."""

    kind: str
    path: Path
    content_type: str
    width: int | None = None
    height: int | None = None


@dataclass
class Finding:
    """What reading a file came to: a reason why not, or facts and copies."""

    content_type: str = ""
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)


def read(original_pk: int) -> None:
    """Read the original and store what was found; nothing happens when it was read already or is gone."""
    original = Original.objects.unread().filter(pk=original_pk).first()
    if original is None:
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reading-", dir=settings.DATA_DIR) as folder:
        out = Path(folder, "out")
        out.mkdir()
        try:
            with _on_disk(original, Path(folder)) as (path, sha256):
                finding = _look(original, path, out)
        except FileNotFoundError:
            sha256, finding = "", Finding(reason="lost")
        _keep(original, sha256, finding)


@contextmanager
def _on_disk(original: Original, folder: Path) -> Iterator[tuple[Path, str]]:
    """The file as a path, and the sha256 of all its bytes. From S3 it is fetched once, and hashed as it comes."""
    storage = private_storage()
    path = local_path(storage, original.key)
    if path is not None:
        with path.open("rb") as file:
            digest = _hash(file)
        yield path, digest
        return
    copy = folder / "original"
    bucket: Any = getattr(storage, "bucket")  # noqa: B009
    try:
        body = bucket.Object(original.key).get()["Body"]
    except ClientError as refusal:
        if refusal.response.get("Error", {}).get("Code") == "NoSuchKey":
            raise FileNotFoundError(original.key) from refusal
        raise
    with copy.open("wb") as target:
        digest = _hash(body, target)
    yield copy, digest


def _hash(source: Any, target: IO[bytes] | None = None) -> str:
    digest = hashlib.sha256()
    while piece := source.read(MIB):
        digest.update(piece)
        if target:
            target.write(piece)
    return digest.hexdigest()


def _look(original: Original, path: Path, out: Path) -> Finding:
    readers = {Kind.FILM: _look_at_film, Kind.PICTURE: _look_at_picture, Kind.DOCUMENT: _look_at_document}
    return readers.get(Kind(original.kind), _look_at_subtitle)(path, out)


def _look_at_film(path: Path, out: Path) -> Finding:
    with path.open("rb") as file:
        format_ = sniffing.sniff_film(file)
    if format_ is None:
        return Finding(reason="not_film")
    size = path.stat().st_size
    order = {"demuxer": format_.demuxer, "max_side": MAX_SIDE, "max_runtime_ms": MAX_RUNTIME_MS}
    said = jail.run("child.py", path, out, order | {"task": "probe"}, jail.Limits.for_bytes(size)).said
    if said is None or "facts" not in said:
        return Finding(format_.content_type, reason=str((said or {}).get("reason", "too_hard")))
    facts = said["facts"] | {"bytes": size}
    finding = Finding(format_.content_type, facts=facts, labels=read_labels(said["labels"]))
    poster = facts.pop("poster")
    finding.copies.append(Copy(RenditionKind.POSTER, out / "poster", "image/jpeg", poster["width"], poster["height"]))
    if is_playable(facts):
        made = jail.run("child.py", path, out, order | {"task": "remux"}, jail.Limits.for_bytes(size)).said
        if made and "width" in made:
            finding.copies.append(
                Copy(RenditionKind.PREVIEW, out / "preview", "video/mp4", made["width"], made["height"])
            )
    return finding


def is_playable(facts: dict[str, Any]) -> bool:
    """Whether every browser plays these pictures and this sound once they are in an MP4."""
    return (
        facts["video_codec"] == "h264"
        and facts["pixel_format"] in ("yuv420p", "yuvj420p")
        and facts.get("audio_codec", "aac") == "aac"
    )


def read_labels(raw: dict[str, Any]) -> dict[str, Any]:
    """The AI label as data where it can be read, beside the raw text: it comes in more ways than the standard's."""
    if "aigc_raw" not in raw:
        return {}
    labels: dict[str, Any] = {"aigc_raw": raw["aigc_raw"]}
    try:
        said = json.loads(raw["aigc_raw"])
    except (ValueError, RecursionError):
        return labels
    return labels | {"aigc": said} if isinstance(said, dict) else labels


def _look_at_picture(path: Path, out: Path) -> Finding:
    order = {"max_pixels": MAX_PICTURE_PIXELS, "max_frames": MAX_PICTURE_FRAMES}
    said = jail.run("picture_child.py", path, out, order, SMALL).said
    if said is None or "facts" not in said:
        return Finding(reason=str((said or {}).get("reason", "picture_too_hard")))
    facts, made = said["facts"], said["copies"]
    copies = [
        Copy(kind, out / kind, made[kind]["content_type"], made[kind]["width"], made[kind]["height"])
        for kind in (RenditionKind.CLEAN, RenditionKind.THUMB)
    ]
    facts["thumb"] = [made[RenditionKind.THUMB]["width"], made[RenditionKind.THUMB]["height"]]
    content_type = sniffing.PICTURES[said["format"]]
    facts["bytes"] = path.stat().st_size
    return Finding(content_type, facts=facts, labels=read_labels(said["labels"]), copies=copies)


def _look_at_document(path: Path, out: Path) -> Finding:
    with path.open("rb") as file:
        format_ = sniffing.sniff_document(file)
    if format_ is None:
        return Finding(reason="not_document")
    said = jail.run("document_child.py", path, out, {}, SMALL).said
    if said is None or "facts" not in said:
        return Finding(format_.content_type, reason=str((said or {}).get("reason", "document_too_hard")))
    return Finding(format_.content_type, facts=said["facts"] | {"bytes": path.stat().st_size})


def _look_at_subtitle(path: Path, _out: Path) -> Finding:
    from .captions import CaptionError, to_webvtt

    try:
        cues = to_webvtt(path.read_bytes()).count("-->")
    except CaptionError:
        return Finding(reason="not_subtitle")
    return Finding("text/vtt", facts={"cues": cues})


def _keep(original: Original, sha256: str, finding: Finding) -> None:
    """Copies first, then the row and its copies' rows at once: a row never points at a file that is not there."""
    copies = []
    for copy in finding.copies:
        key = new_key("renditions")
        store_file(copy.path, key, content_type=copy.content_type)
        copies.append(
            Rendition(
                original=original,
                kind=copy.kind,
                key=key,
                content_type=copy.content_type,
                bytes=copy.path.stat().st_size,
                width=copy.width,
                height=copy.height,
            )
        )
    with transaction.atomic():
        changes = {
            "state": ReadState.UNREADABLE if finding.reason else ReadState.READABLE,
            "reason": finding.reason,
            "sha256": sha256,
            "content_type": finding.content_type,
            "facts": finding.facts,
            "labels": finding.labels,
            "read_at": now(),
        }
        if not Original.objects.unread().filter(pk=original.pk).update(**changes):
            for made in copies:  # another worker was quicker; its copies stand
                private_storage().delete(made.key)
            return
        Rendition.objects.bulk_create(copies)
        original.refresh_from_db()
        signals.original_read.send(Original, original=original)
