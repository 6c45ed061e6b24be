import pytest

from matching.choices.enrolments import EnrolmentState
from matching.demo.draws import uuid_of
from matching.demo.graduate_plans import PERSONA
from matching.demo.loop_plans import (
    BLOCK,
    LOOKED_AT,
    PASS_MARK,
    PAST_CAPACITY,
    PastSession,
    cast,
    member_companies,
    other_slug,
    past_sessions,
    result_of,
    votes,
)
from matching.demo.reading import words
from parks.choices.consortium import Choice

PARKS = ("biobay", "chongqing-bio-city")


def test_thirty_verified_companies_of_the_lead_park_are_members():
    found = member_companies()

    assert len({plan.slug for plan in found}) == 30
    assert {plan.park for plan in found} == {"chongqing-bio-city"}
    assert {plan.standing.value for plan in found} == {"verified"}


def test_every_member_and_applicant_has_an_address_of_its_own():
    facts = words("loop")["consortium"]
    names = [name for names in facts["names"].values() for name in names]
    slugs = [other_slug(name) for name in [*names, *(row["name"] for row in facts["other"])]]

    assert len(set(slugs)) == len(slugs)
    assert all(slug.replace("-", "").isalnum() for slug in slugs)


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 350])
def test_the_number_of_past_sessions_grows_with_the_graduates(size):
    found = past_sessions(5, size)

    blocks = max(1, -(-size // BLOCK))
    classes = [session for session in found if session.schools]
    assert len(found) - len(classes) == blocks * len(PARKS)
    assert len(classes) == min(blocks, 5)  # more would begin before the agreement
    assert len({session.uuid for session in found}) == len(found)


def test_nobody_is_in_a_past_session_of_another_block_or_park():
    for park in PARKS:
        takers = PastSession(5, 2, park).takers()

        assert 0 < len(takers) <= PAST_CAPACITY
        assert {plan.index // BLOCK for plan in takers} == {2}
        assert all(park in plan.parks for plan in takers)


def test_the_graduate_behind_the_button_passed_at_her_park_alone():
    first, second = (PastSession(5, 0, park).takers() for park in PARKS)

    assert [plan.index for plan in first].count(PERSONA) == 1
    assert PERSONA not in [plan.index for plan in second]
    assert result_of(first[0], uuid_of("any")).state == EnrolmentState.PASSED


def test_results_agree_with_their_points():
    takers = PastSession(5, 1, PARKS[0]).takers()

    for plan in takers:
        result = result_of(plan, uuid_of("session"))
        enough = min(result.points.values()) >= PASS_MARK
        assert (result.state == EnrolmentState.PASSED) is enough


def test_nobody_is_cast_twice_at_a_park_and_the_full_session_is_served_first():
    for park in PARKS:
        roles = cast(5, park)
        everybody = [plan.index for plans in roles.values() for plan in plans]

        assert len(set(everybody)) == len(everybody)
        assert max(everybody) < LOOKED_AT
        assert [plan.index for plan in roles["full"]] == sorted(everybody)[: len(roles["full"])]


def test_votes_are_as_many_as_were_cast():
    found = votes(67, 0.85, 0.9, 0.04)

    assert len(found) == 56
    assert (found.count(Choice.YES), found.count(Choice.NO)) == (50, 2)
    assert found.count(Choice.ABSTAIN) == 4
