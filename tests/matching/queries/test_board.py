"""What the board reads; how it looks is tested with its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.choices.applications import NOT_WITH_THE_COMPANY, ApplicationState
from matching.models import Application
from matching.queries.board import (
    KIND_OF,
    KINDS,
    board_of,
    neighbours_on_board,
    points_for,
)
from parks.access import ANONYMOUS
from parks.queries.viewers import viewer_of
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


def applied(opening, state: str = "submitted", days: int = 0) -> Application:
    row = ApplicationFactory(opening=opening, state=state, refusal_reason="filled")
    changed_at = timezone.now() - timedelta(days=days)
    Application.objects.filter(pk=row.pk).update(changed_at=changed_at)
    ProfileGrantFactory(
        profile=row.profile, organisation=opening.company, reference=row.uuid, reason="application"
    )
    return row


def test_every_state_that_a_company_sees_has_one_column():
    assert set(KIND_OF) == set(ApplicationState) - set(NOT_WITH_THE_COMPANY)
    assert sum(len(kind.states) for kind in KINDS) == len(KIND_OF)


def test_a_column_counts_all_and_shows_the_first(opening, recruiter):
    rows = [applied(opening, days=9 - number) for number in range(3)]

    column = board_of(opening, viewer_of(recruiter), {"submitted": 2})[0]

    assert (column.total, column.left, column.next_shown) == (3, 1, 22)
    assert [card.application for card in column.cards] == rows[:2]


def test_a_column_that_shows_two_hundred_leaves_the_rest_to_the_list(opening, recruiter):
    applied(opening)

    columns = board_of(opening, viewer_of(recruiter), {"submitted": 200})

    assert [column.next_shown for column in columns] == [0] * 6


def test_nobody_else_sees_a_card(opening, stranger):
    applied(opening)

    for viewer in (viewer_of(stranger), ANONYMOUS):
        assert sum(column.total for column in board_of(opening, viewer, {})) == 0


def test_only_a_card_among_several_states_says_its_own(opening, recruiter):
    for state in ("submitted", "accepted", "hired", "lapsed"):
        applied(opening, state)

    cards = [
        card for column in board_of(opening, viewer_of(recruiter), {}) for card in column.cards
    ]

    assert {card.application.state: card.differs for card in cards} == {
        "submitted": False,
        "accepted": True,
        "hired": True,
        "lapsed": True,
    }


def test_the_points_are_those_of_the_published_list(opening):
    old = MatchRunFactory(park=opening.park, state="superseded")
    OpeningMatchesFactory(run=old, opening=opening, profile_ids=[7], points=[1])
    assert points_for(opening) == {}

    new = MatchRunFactory(park=opening.park)
    OpeningMatchesFactory(run=new, opening=opening, profile_ids=[7, 3], points=[4000, 12])
    assert points_for(opening) == {7: 4000, 3: 12}


def test_the_neighbours_of_a_card_stand_in_its_column_and_can_be_read(opening, recruiter):
    first, second = applied(opening, days=3), applied(opening, days=2)
    ApplicationFactory(opening=opening)  # its grant has ended
    applied(opening, "shortlisted")
    viewer = viewer_of(recruiter)

    assert neighbours_on_board(first, viewer) == (None, second.uuid)
    assert neighbours_on_board(second, viewer) == (first.uuid, None)
