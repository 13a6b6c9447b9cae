"""Where the files of a test are."""

import pytest

from portal.settings.storages import local_storages


@pytest.fixture
def local_files(settings, tmp_path):
    """A folder of this machine, also where the other tests run on S3."""
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.STORAGES = settings.STORAGES | local_storages(private_root=tmp_path / "private")
