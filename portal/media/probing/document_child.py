"""Counts the pages of one PDF in the jail; shows and runs nothing of it. Run as a program only."""

import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any

TAIL = 64 * 1024  # a PDF ends with the place of its table; programs may have added a little behind it


def limit(memory: int, cpu: int, file_bytes: int) -> None:
    """Set our own limits before a byte of the file is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(order: dict[str, Any]) -> dict[str, Any]:
    """How many pages there are; `is_locked`, and None, where only a password would tell."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, LimitReachedError

    logging.disable(logging.CRITICAL)  # what pypdf mends, it tells at length
    file = Path(order["file"])
    if is_cut_off(file):
        return {"reason": "document_damaged"}
    try:
        pages = len(PdfReader(file).pages)
    except FileNotDecryptedError:
        return {"facts": {"pages": None, "is_locked": True}}
    except (LimitReachedError, MemoryError):
        return {"reason": "document_too_hard"}
    except Exception:  # pypdf raises whatever it comes across
        pages = 0
    return {"facts": {"pages": pages, "is_locked": False}} if pages else {"reason": "document_damaged"}


def is_cut_off(file: Path) -> bool:
    """Whether the end is missing: pypdf would count the pages that have arrived."""
    with file.open("rb") as data:
        data.seek(max(0, file.stat().st_size - TAIL))
        return b"startxref" not in data.read()


def main() -> None:
    """Never says anything but one JSON object; dying silently is an answer too."""
    order = json.loads(sys.argv[1])
    limit(*order["limits"])
    os.write(1, json.dumps(read(order)).encode())


if __name__ == "__main__":
    main()
