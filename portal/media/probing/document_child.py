"""Counts the pages of one PDF in the jail; shows and runs nothing of it. Run as a program only."""

import json
import os
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TAIL = 64 * 1024  # a PDF ends with the place of its table; programs may have added a little behind it
MAX_INFLATED = 256 * 1024**2
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_TREE = re.compile(rb"/Type\s*/Pages\b")
_LEAF = re.compile(rb"/Type\s*/Page\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,7})\b(?!\s+\d+\s+R\b)")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")


def limit(memory: int, cpu: int, file_bytes: int) -> None:
    """Set our own limits before a byte of the file is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(order: dict[str, Any]) -> dict[str, Any]:
    """How many pages there are (None where only its password would tell), and whether it is locked."""
    data = Path(order["file"]).read_bytes()
    if data.rfind(b"startxref", max(0, len(data) - TAIL)) < 0:
        return {"reason": "document_damaged"}
    is_locked = re.search(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)", data) is not None
    pages = count_pages(data)
    if not pages and not is_locked:
        return {"reason": "document_damaged"}
    return {"facts": {"pages": pages or None, "is_locked": is_locked}}


def count_pages(data: bytes) -> int:
    """What the root of the newest page tree says; the number of single pages where it says nothing."""
    said, leaves = 0, set()
    for number, body in objects(data):
        if _TREE.search(body) and b"/Parent" not in body:
            count = _COUNT.search(body)
            said = int(count[1]) if count else said
        elif _LEAF.search(body):
            leaves.add(number)
    return said or len(leaves)


def objects(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Number and dictionary of each object, those in packed streams as well, in the order of the file."""
    room = MAX_INFLATED
    for match in _OBJECT.finditer(data):
        end = data.find(b"endobj", match.end())
        if end < 0:
            return
        begin = _STREAM.search(data, match.end(), end)
        body = data[match.end() : begin.start() if begin else end]
        if begin and _PACKED.search(body):
            text = inflate(data[begin.end() : end], room)
            room -= len(text)
            yield from unpack(body, text)
        else:
            yield match[1], body


def inflate(raw: bytes, room: int) -> bytes:
    """At most `room` bytes; what is encrypted or packed otherwise gives nothing."""
    try:
        return zlib.decompressobj().decompress(raw, max(1, room))
    except zlib.error:
        return b""


def unpack(head: bytes, text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The objects of a packed stream: pairs of number and place, then one after another."""
    first = int(found[1]) if (found := _FIRST.search(head)) else 0
    pairs = re.findall(rb"(\d{1,10})\s+(\d{1,9})", text[:first])
    places = [first + int(place) for _number, place in pairs]
    for (number, _place), start, end in zip(pairs, places, [*places[1:], len(text)], strict=True):
        yield number, text[start:end]


def main() -> None:
    """Never says anything but one JSON object; dying silently is an answer too."""
    order = json.loads(sys.argv[1])
    limit(*order["limits"])
    os.write(1, json.dumps(read(order)).encode())


if __name__ == "__main__":
    main()
