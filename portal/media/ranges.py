"""Part of a file over HTTP (RFC 9110, section 14): one range per answer."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse

PIECE = 128 * 1024
_RANGE = re.compile(r"(\d{0,19})-(\d{0,19})", re.ASCII)


class NotSatisfiable(ValueError):
    """No byte of the file is in what was asked for."""


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes; None to send everything, because the header is not one we understand.

    Raises NotSatisfiable for what is beyond the file, and for more than one range: a film is never asked for in pieces,
    and answering many small overlapping ranges only helps somebody who wants to keep us busy.
    """
    unit, _equals, ranges = header.partition("=")
    if unit.strip().lower() != "bytes":
        return None
    if "," in ranges:
        raise NotSatisfiable
    match = _RANGE.fullmatch(ranges.strip())
    if not match or match.group() == "-":
        return None
    first, last = match.groups()
    if not first:
        count = min(int(last), size)
        if not count:
            raise NotSatisfiable
        return size - count, count
    start, end = int(first), int(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise NotSatisfiable
    return start, min(end, size - 1) - start + 1


def serve(request: HttpRequest, path: Path, *, etag: str, content_type: str) -> HttpResponseBase:
    """The file, or the range asked for; 304 for who has it already. `etag` must change whenever the bytes would."""
    size = path.stat().st_size
    headers = {"ETag": etag, "Accept-Ranges": "bytes"}
    if _matches(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified(headers=headers)
    start, count, status = 0, size, 200
    wanted = request.headers.get("Range", "")
    if wanted and request.headers.get("If-Range", etag) == etag:
        try:
            found = parse_range(wanted, size)
        except NotSatisfiable:
            return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        if found:
            start, count = found
            status = 206
            headers["Content-Range"] = f"bytes {start}-{start + count - 1}/{size}"
    headers |= {"Content-Length": str(count)}
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers, content_type=content_type)
    return StreamingHttpResponse(_pieces(path, start, count), status=status, headers=headers, content_type=content_type)


def _matches(header: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in header.split(","))
    return header.strip() == "*" or etag in tags


def _pieces(path: Path, start: int, count: int) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while count:
            piece = file.read(min(PIECE, count))
            if not piece:
                return
            count -= len(piece)
            yield piece
