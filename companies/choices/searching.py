"""What openings can be narrowed down by, and how each of it is told as a number."""

from bisect import bisect_right
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import SalaryPeriod
from parks.choices.work import CareerChannel, OpeningKind


class Sort(models.TextChoices):
    RELEVANCE = "relevance", _("Relevance")
    DATE = "date", _("Newest first")
    MATCH = "match", _("Best match for me")


class Facet(models.TextChoices):
    """Its value is its name in the address; its place in this list is its number in the index."""

    KIND = "kind", _("Kind")
    PLACE = "place", _("Place")
    PARK = "park", _("Park")
    PAY = "pay", _("Pay per month")
    DEGREE = "degree", _("Least degree")
    DISCIPLINE = "discipline", _("Discipline")
    SKILL = "skill", _("Skills asked for")
    STAGE = "stage", _("Chain stage")
    CHANNEL = "channel", _("Career channel")
    START = "start", _("Start no later than")

    @property
    def number(self) -> int:
        return FACET_NUMBERS[self]


FACET_NUMBERS = {facet: number for number, facet in enumerate(Facet)}
TREES = frozenset((Facet.PLACE, Facet.DISCIPLINE))
"""Who chooses a province means every place in it."""
BY_COUNT = frozenset((Facet.PLACE, Facet.PARK, Facet.DISCIPLINE, Facet.SKILL))
"""Facets of many choices, which are shown with the most frequent ones first."""
MOST_SHOWN = {Facet.SKILL: 15}

UNSAID = 0
"""The number of "none" or "not said" in the facets that have such a choice."""
UNSAID_LABELS = {
    Facet.DEGREE: _("No degree asked for"),
    Facet.DISCIPLINE: _("Any discipline"),
    Facet.PAY: _("Not said"),
    Facet.START: _("Not said"),
}
UNSAID_VALUE = "none"

KIND_NUMBERS = {kind: number for number, kind in enumerate(OpeningKind.values, 1)}
CHANNEL_NUMBERS = {channel: number for number, channel in enumerate(CareerChannel.values, 1)}

# A month has 21.75 paid days of eight hours: circular 人社部发〔2025〕2号.
MONTHLY = {
    SalaryPeriod.HOUR: (174, 1),
    SalaryPeriod.DAY: (87, 4),
    SalaryPeriod.MONTH: (1, 1),
    SalaryPeriod.YEAR: (1, 12),
}
PAY_CURRENCY = "CNY"
PAY_BANDS = (0, 4_000, 6_000, 8_000, 12_000, 20_000, 30_000)
"""Where the bands of pay begin, in CNY per month."""


def bands_of(least: int, most: int) -> range:
    """Return the numbers, from 1, of the bands that a range of monthly pay reaches into.

    A range that ends where a band begins does not reach into it: 6,000–8,000 is one band.
    """
    inside = most - 1 if most > least else most
    return range(bisect_right(PAY_BANDS, least), bisect_right(PAY_BANDS, inside) + 1)


def quarter_of(day: date) -> int:
    """Number the quarters of all years: 2026-12-31 is in 4 × 2026 + 3."""
    return 4 * day.year + (day.month - 1) // 3


def last_month_of(quarter: int) -> date:
    """Return the first day of the last month of a quarter."""
    return date(quarter // 4, 3 * (quarter % 4) + 3, 1)
