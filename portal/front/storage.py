"""Static files for production: hashed, compressed, and the site's style sheets in one file."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);')


class FrontStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes the imports of `css/site.css` into it, so that a first visit asks for one style sheet, not thirty."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            content = IMPORT.sub(lambda match: self._layer(paths, *match.groups()), self._source(paths, SHEET))
            self.delete(SHEET)
            self._save(SHEET, ContentFile(content.encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)

    def _layer(self, paths: dict[str, Any], name: str, layer: str) -> str:
        content = self._source(paths, f"css/{name}")
        if "/" in name and "url(" in content:
            raise ValueError(f"{name}: an address in a component's sheet would break when it is moved into {SHEET}")
        return f"@layer {layer} {{\n{content}}}\n"

    def _source(self, paths: dict[str, Any], name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            text: str = file.read().decode()
        return text
