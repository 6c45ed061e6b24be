"""The figures of a company's desk, and what is made of them: rates, and the openings by name."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from companies.models import Opening
from matching.choices.interviews import OfferState
from matching.models import Offer
from matching.models.applications import ApplicationQuerySet
from matching.queries.cohorts import Selection, applications_in
from matching.queries.funnel import Funnel, Tally, count_funnel

DECIDED = (OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED)
"""Offers whose applicant had the say; one that is taken back or waits says nothing of them."""


class Numbers(NamedTuple):
    """What became of some applications, and how many of their offers are in each state."""

    funnel: Funnel
    offers: Mapping[str, int]

    @property
    def answered_in_time(self) -> float | None:
        """The part of one that was answered within 30 days, of those that could have been."""
        responses = self.funnel.whole.responses
        return rate(responses.answered, responses.counted)

    @property
    def offers_accepted(self) -> float | None:
        """The part of one that was accepted, of the offers that were answered or ran out."""
        decided = sum(self.offers.get(state, 0) for state in DECIDED)
        return rate(self.offers.get(OfferState.ACCEPTED, 0), decided)


def read_numbers(selection: Selection, now: datetime) -> Numbers:
    """Count all figures of a selection in two queries."""
    applications = applications_in(selection, now)
    return Numbers(count_funnel(applications, now), _offers_on(applications))


def _offers_on(applications: ApplicationQuerySet) -> dict[str, int]:
    offers = Offer.objects.filter(application__in=applications.values("pk"))
    return dict(offers.order_by().values_list("state").annotate(Count("pk")))


def rate(part: int, whole: int) -> float | None:
    """Return the part of one; None of nothing."""
    return part / whole if whole else None


def busiest_first(openings: Mapping[int, Tally]) -> list[int]:
    """Return the ids of openings, those with most applications first."""
    return sorted(openings, key=lambda pk: (-openings[pk].sent, -pk))


def with_names(ids: list[int], openings: Mapping[int, Tally]) -> list[tuple[Opening, Tally]]:
    """Fetch the openings of these ids, in their order, with their tallies."""
    rows = Opening.objects.select_related("company").in_bulk(ids)
    return [(rows[pk], openings[pk]) for pk in ids]
