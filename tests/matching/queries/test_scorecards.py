"""Scorecards added up: averages, advice, who still owes one; nothing before one's own is in."""

import pytest

from matching.queries.scorecards import averages, requirements_of, scores_of
from parks.queries.viewers import viewer_of
from tests.factories.matching import ScorecardFactory, SkillRatingFactory
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def sitting():
    return make_sitting()


def card(sitting, person, recommendation="yes", **ratings):
    """Hand in a scorecard; ratings by the kind of skill, such as must=4."""
    card = ScorecardFactory(
        application=sitting.application,
        interviewer=person,
        handed_in=True,
        recommendation=recommendation,
    )
    for kind, rating in ratings.items():
        skill = next(row for row in sitting.skills if row.label_en == f"{kind} skill")
        SkillRatingFactory(scorecard=card, skill=skill, rating=rating)
    return card


def scores(sitting, person):
    return scores_of(sitting.application, viewer_of(person))


def test_what_an_opening_asks_for_is_listed_required_first(sitting):
    labels = [str(row.skill) for row in requirements_of(sitting.opening)]

    assert labels == ["must skill", "wanted skill", "nice skill"]


def test_a_skill_is_averaged_over_those_who_covered_it(sitting):
    card(sitting, sitting.first, must=4, wanted=1)
    card(sitting, sitting.second, must=3)

    found = scores(sitting, sitting.recruiter).skills

    assert [(str(row.skill), row.label, row.average, row.ratings) for row in found] == [
        ("must skill", "Required", 3.5, 2),
        ("wanted skill", "Wanted", 1.0, 1),
        ("nice skill", "A plus", None, 0),
    ]


def test_without_scorecards_every_average_is_unknown_and_not_zero(sitting):
    found = averages(requirements_of(sitting.opening), [])

    assert {(row.average, row.ratings) for row in found} == {(None, 0)}


def test_advice_is_counted_from_the_warmest_to_the_coldest(sitting):
    card(sitting, sitting.first, "strong_no")
    card(sitting, sitting.second, "strong_yes")

    assert scores(sitting, sitting.recruiter).recommendations == [
        ("Definitely", 1),
        ("Definitely not", 1),
    ]


def test_it_is_said_who_of_the_panel_has_not_handed_in(sitting):
    ScorecardFactory(application=sitting.application, interviewer=sitting.first)
    card(sitting, sitting.second)

    found = scores(sitting, sitting.recruiter)

    assert found.awaited_of == ["Wang Fang"]
    assert [row.interviewer for row in found.cards] == [sitting.second]


def test_who_sits_there_learns_nothing_of_others_before_their_own_is_in(sitting):
    sitting.slot.panel.filter(interviewer=sitting.first).update(interviewer=sitting.recruiter)
    card(sitting, sitting.second, must=4)

    found = scores(sitting, sitting.recruiter)

    assert (found.is_awaited, found.interview) == (True, sitting.interview)
    assert (found.cards, found.skills, found.recommendations, found.awaited_of) == ([], [], [], [])


def test_after_ones_own_is_in_both_count(sitting):
    sitting.slot.panel.filter(interviewer=sitting.first).update(interviewer=sitting.recruiter)
    card(sitting, sitting.second, must=4)
    card(sitting, sitting.recruiter, "no", must=2)

    found = scores(sitting, sitting.recruiter)

    assert found.is_awaited is False
    assert found.skills[0].average == 3.0
    assert found.recommendations == [("Yes", 1), ("No", 1)]


def test_another_company_finds_nothing(sitting, stranger):
    card(sitting, sitting.first, must=4)

    found = scores(sitting, stranger)

    assert (found.cards, found.skills, found.recommendations) == ([], [], [])


@pytest.mark.parametrize("cards", [1, 2])
def test_the_sum_costs_the_same_for_one_or_two_scorecards(
    sitting, cards, django_assert_num_queries
):
    for person in sitting.panel[:cards]:
        card(sitting, person, must=4, nice=2)
    viewer = viewer_of(sitting.recruiter)

    with django_assert_num_queries(4):  # who sits there, scorecards, ratings, what is asked for
        found = scores_of(sitting.application, viewer)

    assert len(found.cards) == cards
