import pytest
from django.urls import reverse

from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.models import Application
from matching.queries.possible_moves import possible_moves, states_after

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("state", ApplicationState)
def test_no_step_is_offered_that_the_table_of_moves_does_not_hold(state):
    offered = states_after(Application(state=state))

    assert [step for step in offered if not APPLICATION_MOVES.allows(state, step)] == []
    assert not {"draft", "submitted", "accepted", "withdrawn", "lapsed"} & set(offered)


def test_an_open_offer_is_not_overtaken_by_the_shortlist():
    assert states_after(Application(state="offered")) == [ApplicationState.REFUSED]


def test_each_step_leads_to_its_page():
    application = Application(state="shortlisted")

    moves = possible_moves(application)

    refusal = reverse("matching:move", args=[application.uuid]) + "?to=refused"
    assert [(move.label, move.deed, move.address, move.has_own_page) for move in moves] == [
        (
            "Interviewing",
            "Invite to an interview",
            reverse("matching:invite_applicant", args=[application.uuid]),
            True,
        ),
        (
            "Offered",
            "Make an offer",
            reverse("matching:make_offer", args=[application.uuid]),
            True,
        ),
        ("Refused", "Refuse", refusal, False),
    ]
