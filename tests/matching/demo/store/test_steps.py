"""The seeded applications have the steps that the actions of the portal would have left."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.demo.application_plans import plan_applications
from matching.demo.days import midnight
from matching.demo.store.steps import way_of
from matching.models import Application, ApplicationStep, Offer
from parks.models import Membership
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db
S = ApplicationState


def ways() -> list[tuple[Application, list[ApplicationStep]]]:
    rows = Application.objects.exclude(state=S.DRAFT).select_related("opening", "profile")
    return [
        (row, list(row.steps.select_related("taken_by").order_by("taken_at", "pk")))
        for row in rows.order_by("pk")
    ]


def test_every_application_begins_as_submitted_and_ends_in_its_state(demo):
    found = {(steps[0].state, steps[-1].state == row.state) for row, steps in ways()}

    assert found == {("submitted", True)}


def test_each_step_may_follow_the_one_before(demo):
    pairs = {(a.state, b.state) for _row, steps in ways() for a, b in pairwise(steps)}

    assert [pair for pair in pairs if not APPLICATION_MOVES.allows(*pair)] == []
    assert ("submitted", "refused") in pairs or ("shortlisted", "refused") in pairs


def test_steps_lie_between_the_sending_and_the_last_change(demo):
    for row, steps in ways():
        assert steps[0].taken_at == row.submitted_at
        assert row.submitted_at <= steps[-1].taken_at <= row.changed_at <= midnight(TODAY)
        if row.state != S.OFFERED:
            assert steps[-1].taken_at == row.changed_at


def test_an_offer_is_a_step_when_it_is_made(demo):
    for offer in Offer.objects.select_related("application"):
        step = offer.application.steps.get(state=S.OFFERED)
        assert step.taken_at == offer.made_at


def test_applicants_take_their_own_steps_and_recruiters_those_of_their_company(demo):
    members = set(Membership.objects.live().values_list("organisation", "user"))
    own = {S.SUBMITTED, S.ACCEPTED, S.WITHDRAWN}

    for row, steps in ways():
        for step in steps:
            if step.state in own:
                assert step.taken_by_id == row.profile.user_id
            elif step.state == S.LAPSED:
                assert step.taken_by_id is None
            else:
                assert (row.opening.company_id, step.taken_by_id) in members


def test_a_refusal_carries_its_reason_and_message(demo):
    for row, steps in ways():
        if row.state == S.REFUSED:
            assert steps[-1].reason == row.refusal_reason
            assert steps[-1].message == row.refusal_message


@pytest.mark.parametrize(
    ("refusal", "message", "before"),
    [
        (0, 0, ["submitted"]),
        (2, 0, ["submitted", "shortlisted"]),
        (2, 1, ["submitted"]),
    ],
)
def test_a_refusal_comes_at_different_points_of_the_way(refusal, message, before):
    drawn = next(plan for number in range(200) for plan in plan_applications(7, number, 80))
    plan = replace(drawn, state=S.REFUSED, refusal=refusal, message=message)
    sent = midnight(TODAY) - timedelta(days=20)
    row = Application(state=S.REFUSED, submitted_at=sent, changed_at=midnight(TODAY))

    way = way_of(plan, row)

    assert [state for state, _taken_at in way] == [*before, "refused"]
    assert way[0][1] == sent
    assert way[-1][1] == midnight(TODAY)
