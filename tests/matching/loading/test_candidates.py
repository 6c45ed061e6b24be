"""Candidates with their reasons: the same rows for all who stand side by side."""

from datetime import date

import pytest
from django.utils import translation

from matching.actions.runs import run_park
from matching.loading.candidates import comparison, explained, skills_met
from matching.queries.candidates import candidates_of
from parks.queries.viewers import viewer_of
from talent.models import Profile
from tests.factories.parks import MembershipFactory
from tests.matching.markets import small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def market(park):
    market = small_market(park)
    run_park(park, night=date(2026, 11, 22))
    return market


@pytest.fixture
def both(market):
    """Ann and Bob as candidates of the analyst's opening, explained with their conditions."""
    hr = viewer_of(MembershipFactory(organisation=market.analyst.company).user)
    people = candidates_of(market.analyst, hr, [market.ann.pk, market.bob.pk])
    return explained(people, market.analyst, advising=True)


def rows_of(candidates) -> dict[str, dict[str, list[str]]]:
    return {
        heading: {row.label: [cell.text for cell in row.cells] for row in rows}
        for heading, rows in comparison(candidates).items()
    }


def test_points_are_those_of_the_market_worked_out_by_hand(both):
    points = rows_of(both)["Points"]

    assert points["Match"] == ["72 %", "13 %"]
    assert [each.explanation.points for each in both] == [2979, 536]


def test_skills_stand_with_their_level_and_what_is_asked(both):
    rows = {row.label: row for row in comparison(both)["Skills asked for"]}

    assert (rows["ELISA"].note, rows["GMP"].note) == ("Required · Proficient", "Wanted · Aware")
    assert rows["ELISA"].cells[0].text.startswith("met · ")
    assert rows["ELISA"].cells[1] == ("missing", "missing")


def test_a_fact_that_is_not_stated_is_a_dash_for_its_owner_alone(market, both):
    Profile.objects.filter(pk=market.bob.pk).update(graduates_on=date(2027, 6, 30))
    hr = viewer_of(MembershipFactory(organisation=market.analyst.company).user)
    people = candidates_of(market.analyst, hr, [market.ann.pk, market.bob.pk])

    facts = rows_of(explained(people, market.analyst, advising=True))["Facts"]

    assert facts["Degree"] == ["Master", "Bachelor"]
    assert facts["Graduation date"][1] == "30 Jun 2027"
    assert facts["Wanted places"][1] == "anywhere"


def test_neither_pay_nor_what_a_person_dismissed_is_a_row(both):
    rows = rows_of(both)

    labels = {label for section in rows.values() for label in section}
    assert not labels & {"Pay", "Least pay", "Career channel"}


def test_the_rows_speak_the_language_of_the_reader(both):
    with translation.override("zh-hans"):
        headings = list(comparison(both))

    assert headings != list(comparison(both))


def test_skills_met_are_those_met_in_full(market, both):
    met = skills_met(both)

    assert met == {market.ann.pk: {"ELISA", "GMP"}, market.bob.pk: set()}


def test_nobody_needs_no_loading(market, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert explained([], market.analyst) == []
