"""In production one style sheet is asked for, and every address in it exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from portal.front.storage import FrontStaticFilesStorage

STATIC = Path(settings.BASE_DIR) / "static"


def collect(root, source):
    storage = FrontStaticFilesStorage(location=root, base_url="/static/")
    files = FileSystemStorage(location=source)
    names = [str(path.relative_to(source)) for folder in ("css", "fonts") for path in (source / folder).rglob("*.*")]
    for name in names:
        with files.open(name) as file:
            storage._save(name, file)
    results = list(storage.post_process({name: (files, name) for name in names}))
    return storage, [error for _name, _hashed, error in results if isinstance(error, Exception)]


def test_site_sheet_holds_all_of_its_imports(tmp_path):
    storage, errors = collect(tmp_path, STATIC)

    sheet = storage.open(storage.stored_name("css/site.css")).read().decode()
    addresses = re.findall(r'url\("([^"#]+)"\)', sheet)
    assert errors == []
    assert "@import" not in sheet
    assert sheet.count("@layer components {") == len(list((STATIC / "css" / "components").iterdir()))
    assert [address for address in addresses if not (tmp_path / "css" / address).resolve().exists()] == []


def test_address_in_a_component_sheet_is_refused(tmp_path):
    (tmp_path / "in" / "css" / "components").mkdir(parents=True)
    (tmp_path / "in" / "fonts").mkdir()
    (tmp_path / "in" / "css" / "site.css").write_text('@import "components/a.css" layer(components);')
    (tmp_path / "in" / "css" / "components" / "a.css").write_text('a { background: url("b.png"); }')

    with pytest.raises(ValueError, match=r"components/a\.css"):
        collect(tmp_path / "out", tmp_path / "in")
