from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.choices.outcomes import PLACED, OutcomeCategory
from matching.queries.outcome_tables import summary_table
from matching.queries.outcomes import (
    Group,
    Rates,
    due,
    graduates_of,
    groups_of,
    months_before,
    rates_of,
    without_small,
)
from tests.factories.outcomes import OutcomeFactory
from tests.factories.talent import RosterEntryFactory, UniversityFactory
from tests.factories.vocabulary import DegreeLevelFactory

TODAY = date(2026, 8, 31)
GRADUATE = st.tuples(
    st.sampled_from([date(2026, 8, 31), date(2026, 2, 28), date(2026, 9, 1)]),
    st.sampled_from(["Pharmacy", "Biology"]),
    st.sampled_from([None, *OutcomeCategory.values]),
    st.sampled_from([0, 6]),
)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 1, 15), 36, date(2023, 1, 15)),
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
    ],
)
def test_months_go_back_to_the_same_day_or_the_last_of_a_shorter_month(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.django_db
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(GRADUATE, max_size=14), months=st.sampled_from([0, 6]))
def test_rates_are_those_of_a_plain_recount(db, people, months):
    university, degree = UniversityFactory(), DegreeLevelFactory()
    for graduates_on, programme, category, asked in people:
        entry = RosterEntryFactory(
            university=university,
            degree=degree,
            graduates_on=graduates_on,
            programme_text=programme,
        )
        if category:
            OutcomeFactory(entry=entry, months=asked, category=category)

    rows = due(graduates_of(university), months, TODAY)
    found, groups = rates_of(rows, months), groups_of(rows, months)

    last = {0: TODAY, 6: date(2026, 2, 28)}[months]
    counted = [each for each in people if each[0] <= last]
    known = [each[2] for each in counted if each[2] and each[3] == months]
    placed = [category for category in known if category in PLACED]
    assert found == Rates(len(counted), len(known), len(placed))
    assert all(group.rates.due >= 5 for group in groups)
    assert sum(group.rates.due for group in groups) == (len(counted) if len(counted) > 4 else 0)


def test_small_groups_are_counted_together_with_the_next_one_where_they_are_too_few():
    groups = [Group(str(due_), "", Rates(due_, 1, 1)) for due_ in (9, 2, 6)]

    shown = without_small(groups)

    assert shown == [Group("9", "", Rates(9, 1, 1)), Group("", "", Rates(8, 2, 2))]


def test_rates_say_what_they_are_parts_of_and_tell_nothing_of_four():
    rates = Rates(10, 8, 4)

    assert (rates.knowledge, rates.outcome, rates.outcome_of_known) == (0.8, 0.4, 0.5)
    assert summary_table(Rates(4, 4, 4)).rows == []
