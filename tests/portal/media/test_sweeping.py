"""Nothing stays public that no row knows, and nothing that a row knows is swept."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from portal.clock import now
from portal.media import actions
from portal.media.storages import new_public_key, private_storage, public_storage
from portal.media.sweeping import YOUNG, sweep_files
from tests.factories.media import make_original, make_read_original

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("local_files")]


def test_only_what_no_row_knows_is_swept():
    original = make_read_original()
    actions.publish_original(original, by=None, at=now())
    known = list(original.renditions.values_list("public_key", flat=True))
    lost = public_storage().save(new_public_key("mp4"), ContentFile(b"x"))

    early = sweep_files(at=now())
    late = sweep_files(at=now() + YOUNG + timedelta(minutes=1))

    assert (early, late) == (0, 1)
    assert not public_storage().exists(lost)
    assert [public_storage().exists(key) for key in known] == [True, True]


def test_original_without_a_row_is_kept():
    original = make_original()
    type(original).objects.all().delete()

    sweep_files(at=now() + YOUNG * 3)

    assert private_storage().exists(original.key)
