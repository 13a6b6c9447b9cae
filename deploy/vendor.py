#!/usr/bin/env python
"""Renews static/vendor and static/fonts from pinned npm packages. Needs npm, fonttools and brotli; nothing else does.

    python deploy/vendor.py

What a visitor's browser runs is committed, with the hash and the licence of each file in static/vendor/MANIFEST.json;
tests/front/test_vendor.py compares them. Nobody has to run this to run the site.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
FONTS = ROOT / "static" / "fonts"

SCRIPTS = {  # package@version: (file inside, name here, licence, licence file inside)
    "media-chrome@4.19.4": ("dist/iife/index.js", "media-chrome.js", "MIT", "LICENSE"),
    "hls.js@1.7.4": ("dist/hls.light.min.js", "hls.light.min.js", "Apache-2.0", "LICENSE"),
    "tus-js-client@4.3.1": ("dist/tus.min.js", "tus.min.js", "MIT", "LICENSE"),
    "sortablejs@1.15.7": ("Sortable.min.js", "sortable.min.js", "MIT", "LICENSE"),
}
ICONS_PACKAGE = "lucide-static@1.62.0"
# fmt: off
ICONS = [
    "arrow-down", "arrow-left", "arrow-right", "arrow-up", "calendar-plus", "captions", "check", "chevron-down",
    "chevron-right", "circle-alert", "circle-help", "clock", "download", "external-link", "file-video-2", "film",
    "globe", "grip-vertical", "info", "link", "menu", "monitor", "moon", "pause", "pencil", "play", "plus", "quote",
    "rotate-cw", "save", "search", "share-2", "sun", "trash-2", "triangle-alert", "upload", "user", "users",
    "wifi-off", "x",
]
# fmt: on
# (package, file inside, name here, axes kept): the axes we use, so that two files carry all of the Latin type.
TYPEFACES = [
    (
        "@fontsource-variable/newsreader@5.3.0",
        "newsreader-latin-opsz-normal",
        "display",
        {"wght": (300, 600), "opsz": (20, 72)},
    ),
    (
        "@fontsource-variable/archivo@5.3.0",
        "archivo-latin-wdth-normal",
        "text",
        {"wght": (400, 700), "wdth": (75, 100)},
    ),
]


def unpack(package: str, folder: Path) -> Path:
    """The unpacked npm package, below `folder`."""
    target = folder / re.sub(r"\W+", "-", package)
    target.mkdir()
    packed = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", package],  # noqa: S607
        cwd=target,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(target / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def without_source_map(text: str) -> str:
    """The static storage refuses to collect a script whose source map is not there."""
    return re.sub(r"(?m)^//# sourceMappingURL=.*$\n?", "", text)


def sprite(package: Path) -> str:
    """One SVG of symbols, each by its lucide name."""
    symbols = []
    for name in ICONS:
        svg = (package / "icons" / f"{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)
        assert inner  # noqa: S101
        body = re.sub(r"\s+", " ", inner[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def narrow(source: Path, target: Path, axes: dict[str, tuple[int, int]]) -> None:
    """A variable font with only the axis ranges the style sheet asks for."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(source), axes)
    font.flavor = "woff2"
    font.save(target)


def entry(path: Path, package: str, licence: str) -> dict[str, str]:
    name, _at, version = package.rpartition("@")
    return {
        "file": str(path.relative_to(ROOT / "static")),
        "name": name,
        "version": version,
        "licence": licence,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    FONTS.mkdir(parents=True, exist_ok=True)
    manifest = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package, (inside, target, licence, text) in SCRIPTS.items():
            unpacked = unpack(package, folder)
            (VENDOR / target).write_text(without_source_map((unpacked / inside).read_text()))
            (VENDOR / f"{target}.LICENSE.txt").write_text((unpacked / text).read_text())
            manifest.append(entry(VENDOR / target, package, licence))
        unpacked = unpack(ICONS_PACKAGE, folder)
        (VENDOR / "icons.svg").write_text(sprite(unpacked))
        (VENDOR / "icons.svg.LICENSE.txt").write_text((unpacked / "LICENSE").read_text())
        manifest.append(entry(VENDOR / "icons.svg", ICONS_PACKAGE, "ISC"))
        for package, inside, target, axes in TYPEFACES:
            unpacked = unpack(package, folder)
            narrow(unpacked / "files" / f"{inside}.woff2", FONTS / f"{target}.woff2", axes)
            (FONTS / f"{target}.woff2.LICENSE.txt").write_text((unpacked / "LICENSE").read_text())
            manifest.append(entry(FONTS / f"{target}.woff2", package, "OFL-1.1"))
    (VENDOR / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n")
    sys.stdout.write(f"{len(manifest)} files renewed\n")


if __name__ == "__main__":
    main()
