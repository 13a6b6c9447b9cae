"""What was handed in cannot be changed unnoticed."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.entries.models import Submission
from tests.factories.entries import EntryFactory, hand_in

pytestmark = pytest.mark.django_db


def check() -> str:
    out = io.StringIO()
    call_command("check_receipts", stdout=out)
    return out.getvalue()


def test_changed_copy_is_named():
    whole, changed = (hand_in(EntryFactory(complete=True)) for _n in range(2))
    before = check()
    Submission.objects.filter(pk=changed.pk).update(frozen=changed.frozen | {"answers": [{"answer": "another"}]})

    with pytest.raises(CommandError) as said:
        check()

    assert before == "Every copy is what was handed in.\n"
    assert f"row {changed.pk}" in str(said.value) and f"row {whole.pk}" not in str(said.value)
