"""What a visitor's browser runs is byte for byte what was vendored, with its licence beside it."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
MANIFEST = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text())


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_vendored_file_has_the_hash_of_the_manifest(entry):
    path = STATIC / entry["file"]

    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    assert path.with_name(f"{path.name}.LICENSE.txt").stat().st_size > 500
    assert entry["licence"]


def test_vendored_files_are_all_in_the_manifest():
    present = {
        str(path.relative_to(STATIC))
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).iterdir()
        if path.suffix not in {".txt", ".json"}
    }

    assert present == {entry["file"] for entry in MANIFEST}
