"""A number says who states it and how sure it is; the form's sentences and the database keep the same rules."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from i18nfield.strings import LazyI18nString

from portal.accounts.models import Role
from portal.calls.accounting import account_of, write_account
from portal.calls.claims import mistakes
from portal.calls.models import Measure, Qualifier, Statistic, StatisticKind, StatisticStatus
from portal.clock import now
from portal.errors import DomainError, NotAllowed, StaleVersion
from portal.seen import fingerprint
from tests.factories.calls import EditionFactory
from tests.factories.desk import make_editor

STATED = {
    "key": "people",
    "kind": "outcome",
    "status": "reported",
    "measure": "",
    "qualifier": "about",
    "value": Decimal(400),
    "unit": LazyI18nString({"en": "people"}),
    "as_of": date(2024, 2, 18),
    "source": "A report",
}
COUNTED = {"key": "entries", "kind": "outcome", "status": "computed", "measure": "entries", "qualifier": "exact"}
SECOND = {"other_source": "Trade press", "other_says": LazyI18nString({"en": "crowdfunded"})}
BUDGET = STATED | SECOND | {"key": "budget", "value": Decimal(0), "qualifier": "exact", "status": "disputed"}
FIRST = STATED | {"key": "first", "kind": "statement", "value": None, "qualifier": "exact"}


@pytest.fixture
def edition(db):
    return EditionFactory()


@pytest.fixture
def editor(edition):
    return make_editor(edition.programme.slug)


def write(edition, by, *rows, again=()):
    seen = fingerprint(account_of(edition))
    write_account(edition, statistics=rows, people=(), shown_again=again, by=by, at=now(), seen=seen)
    return [(row.pk, row.key) for row in edition.statistics.standing()]


@pytest.mark.parametrize("row", [STATED, COUNTED, BUDGET, FIRST, STATED | SECOND | {"status": "confirmed"}])
def test_claim_that_says_all_it_has_to_is_kept(edition, row):
    assert mistakes(row) == {}
    assert Statistic.objects.create(edition=edition, **row).pk


BROKEN = [
    (STATED | {"status": "disputed"}, "other_source"),
    (STATED | {"status": "disputed", "other_source": "Trade press"}, "other_says"),
    (STATED | {"other_says": "crowdfunded"}, "other_source"),
    (STATED | {"other_url": "https://press.example/1"}, "other_source"),
    (STATED | {"source": ""}, "source"),
    (STATED | {"unit": LazyI18nString({"en": ""})}, "unit"),
    (STATED | {"as_of": None}, "as_of"),
    (STATED | {"value": None}, "value"),
    (STATED | {"measure": "entries"}, "measure"),
    (STATED | {"measure": "applause"}, "measure"),
    (FIRST | {"value": Decimal(1)}, "value"),
    (FIRST | {"qualifier": "over"}, "qualifier"),
    (COUNTED | {"measure": ""}, "measure"),
    (COUNTED | {"measure": "applause"}, "measure"),
    (COUNTED | {"value": Decimal(700)}, "value"),
    (COUNTED | {"value": Decimal(0)}, "value"),
    (COUNTED | {"kind": "forecast"}, "kind"),
    (COUNTED | {"qualifier": "over"}, "qualifier"),
    (COUNTED | {"as_of": date(2024, 1, 1)}, "as_of"),
    (COUNTED | {"source": "me"}, "source"),
]


@pytest.mark.parametrize(("row", "field"), BROKEN)
def test_claim_that_contradicts_itself_is_refused_by_sentence_and_by_the_database(edition, row, field):
    assert field in mistakes(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statistic.objects.create(edition=edition, **row)


TEXTS = st.sampled_from(["", "A paper"])
WORDS = st.sampled_from([LazyI18nString({}), LazyI18nString({"en": ""}), LazyI18nString({"zh-hans": "影片"}), ""])
ROWS = st.fixed_dictionaries(
    {
        "key": st.just("entries"),
        "kind": st.sampled_from(StatisticKind.values),
        "status": st.sampled_from(StatisticStatus.values),
        "measure": st.sampled_from(["", "applause", *Measure.values]),
        "qualifier": st.sampled_from(Qualifier.values),
        "value": st.sampled_from([None, Decimal(0), Decimal("700.5")]),
        "unit": WORDS,
        "as_of": st.sampled_from([None, date(2025, 4, 15)]),
        "source": TEXTS,
        "source_url": st.sampled_from(["", "https://paper.example/"]),
        "other_says": WORDS,
        "other_source": TEXTS,
        "other_url": st.sampled_from(["", "https://press.example/"]),
    }
)


class SentencesAndConstraints(TestCase):
    @given(row=ROWS)
    @settings(max_examples=100, deadline=None)
    def test_refuse_the_same(self, row):
        edition = EditionFactory()
        try:
            with transaction.atomic():
                Statistic.objects.create(edition=edition, **row)
        except IntegrityError:
            assert mistakes(row)
        else:
            assert mistakes(row) == {}


def test_forecast_and_outcome_share_a_key_and_two_outcomes_do_not(edition, editor):
    forecast = STATED | {"kind": "forecast", "value": Decimal(100), "qualifier": "over"}

    assert len(write(edition, editor, forecast, STATED)) == 2
    with pytest.raises(DomainError, match="people"):
        write(edition, editor, STATED, STATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statistic.objects.create(edition=edition, **STATED)


def test_claim_that_is_left_out_is_withdrawn_and_kept_and_can_stand_again(edition, editor):
    (first, _key), (second, _other) = write(edition, editor, STATED, BUDGET)

    after = write(edition, editor, BUDGET | {"pk": second})
    gone = edition.statistics.withdrawn().get()
    again = write(edition, editor, BUDGET | {"pk": second}, again=[first])

    assert after == [(second, "budget")]
    assert (gone.pk, gone.value, gone.withdrawn_by) == (first, 400, editor)
    assert again == [(second, "budget"), (first, "people")]
    assert not edition.statistics.withdrawn().exists()


def test_withdrawn_claim_cannot_stand_again_beside_another_of_its_key(edition, editor):
    ((first, _key),) = write(edition, editor, STATED)
    write(edition, editor)
    ((second, _key),) = write(edition, editor, STATED)

    with pytest.raises(DomainError, match="people"):
        write(edition, editor, STATED | {"pk": second}, again=[first])


def test_two_claims_can_change_their_keys_with_each_other(edition, editor):
    (first, _key), (second, _other) = write(edition, editor, STATED, BUDGET)

    after = write(edition, editor, BUDGET | {"pk": first}, STATED | {"pk": second})

    assert after == [(first, "budget"), (second, "people")]


def test_claim_of_another_edition_is_not_written(edition, editor):
    strange = Statistic.objects.create(edition=EditionFactory(), **STATED)

    for rows in ([STATED | {"pk": strange.pk}], [STATED | {"pk": 10**12}]):
        with pytest.raises(DomainError):
            write(edition, editor, *rows)

    ((own, _key),) = write(edition, editor, STATED)
    with pytest.raises(DomainError):
        write(edition, editor, STATED | {"pk": own}, BUDGET | {"pk": own})
    assert Statistic.objects.filter(edition=edition).count() == 1


def test_action_refuses_what_the_form_would(edition, editor):
    with pytest.raises(DomainError, match="second source"):
        write(edition, editor, STATED | {"status": "disputed"})

    assert not edition.statistics.exists()


@pytest.mark.parametrize("role", [Role.CURATOR, Role.JUROR])
def test_claims_are_for_the_programmes_editors(edition, role):
    for person in (make_editor(edition.programme.slug, role=role), make_editor("another")):
        with pytest.raises(NotAllowed):
            write(edition, person, STATED)


def test_text_without_words_is_the_same_however_it_is_kept(edition, editor):
    ((pk, _key),) = write(edition, editor, STATED)
    before = account_of(edition)

    write(edition, editor, STATED | {"pk": pk, "definition": LazyI18nString({}), "other_says": LazyI18nString({})})

    assert account_of(edition) == before


def test_claims_that_changed_meanwhile_are_not_overwritten(edition, editor):
    seen = fingerprint(account_of(edition))
    write(edition, editor, STATED)

    with pytest.raises(StaleVersion):
        write_account(edition, statistics=[BUDGET], people=(), by=editor, at=now(), seen=seen)

    assert edition.statistics.get().key == "people"
