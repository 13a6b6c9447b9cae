"""Lists as files: nobody's words become a formula."""

import csv
import io

import pytest
from django.urls import reverse
from wagtail.log_actions import log

from tests.cast import make_user, sign_in
from tests.factories.calls import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(1)", "\t=1", "＝1", "Slow = fine", "2096"])
def test_cell_of_a_list_is_no_formula(client, words):
    user = make_user("administrator", is_superuser=True)
    edition = EditionFactory()
    log(instance=edition, action="wagtail.edit", user=user, title=words)
    sign_in(client, user)

    answer = client.get(reverse("wagtailadmin_reports:site_history"), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))

    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))] == []
    assert {words, f"'{words}"} & set(cells) and str(edition.pk) in cells
