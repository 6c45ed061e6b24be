"""The facets, and their choices as numbers."""

from datetime import date

import pytest

from companies.choices.openings import SalaryPeriod
from companies.choices.searching import (
    CHANNEL_NUMBERS,
    KIND_NUMBERS,
    MONTHLY,
    PAY_BANDS,
    UNSAID,
    Facet,
    bands_of,
    last_month_of,
    quarter_of,
)
from parks.choices.work import CareerChannel, OpeningKind


def starts(least: int, most: int) -> list[int]:
    return [PAY_BANDS[band - 1] for band in bands_of(least, most)]


@pytest.mark.parametrize(
    ("least", "most", "bands"),
    [
        (0, 0, [0]),
        (3_999, 3_999, [0]),
        (4_000, 4_000, [4_000]),
        (6_000, 8_000, [6_000]),
        (6_000, 8_001, [6_000, 8_000]),
        (5_000, 15_000, [4_000, 6_000, 8_000, 12_000]),
        (30_000, 30_000, [30_000]),
        (0, 2_147_483_647, list(PAY_BANDS)),
    ],
)
def test_a_range_of_pay_counts_in_every_band_it_reaches_into(least, most, bands):
    assert starts(least, most) == bands


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        (date(2026, 1, 1), 8104, date(2026, 3, 1)),
        (date(2026, 3, 31), 8104, date(2026, 3, 1)),
        (date(2026, 4, 1), 8105, date(2026, 6, 1)),
        (date(2026, 12, 31), 8107, date(2026, 12, 1)),
    ],
)
def test_days_are_counted_by_quarters(day, quarter, last):
    assert quarter_of(day) == quarter
    assert last_month_of(quarter) == last


def test_facets_have_the_places_that_stand_in_packed_entries():
    assert [facet.number for facet in Facet] == list(range(10))
    assert Facet("kind").number == 0


def test_no_kind_or_channel_has_the_number_of_what_is_not_said():
    assert KIND_NUMBERS.keys() == set(OpeningKind.values)
    assert CHANNEL_NUMBERS.keys() == set(CareerChannel.values)
    assert UNSAID not in {*KIND_NUMBERS.values(), *CHANNEL_NUMBERS.values()}


def test_every_period_has_its_share_of_a_month():
    assert {period: 1200 * times // parts for period, (times, parts) in MONTHLY.items()} == {
        SalaryPeriod.HOUR: 208_800,
        SalaryPeriod.DAY: 26_100,
        SalaryPeriod.MONTH: 1_200,
        SalaryPeriod.YEAR: 100,
    }
