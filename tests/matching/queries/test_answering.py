"""Who waits for an answer, and who is to be told of it."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.models import Application
from matching.queries.answering import (
    REMINDERS,
    Heap,
    by_opening,
    due,
    heaps_of,
    lapsing,
    people_of_company,
    people_of_office,
)
from parks.choices.organisations import MembershipRole
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory, ParkFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST, SECOND = REMINDERS


def waiting(days: float, **fields) -> Application:
    return ApplicationFactory(submitted_at=NOW - timedelta(days=days), **fields)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (29.99, ""),
        (30, "first"),
        (44.99, "first"),
        (45, "second"),
        (59.99, "second"),
        (60, "end"),
        (400, "end"),
    ],
)
def test_at_every_age_exactly_one_thing_is_due(days, found):
    row = waiting(days)

    answers = {
        "first": due(FIRST, NOW),
        "second": due(SECOND, NOW),
        "end": lapsing(NOW),
    }

    assert [name for name, rows in answers.items() if row in rows] == [found] * bool(found)


def test_applications_are_heaped_by_company_and_park():
    park, other = ParkFactory(), ParkFactory()
    company = CompanyFactory(park=park)
    here, there = (OpeningFactory(company=company, park=where) for where in (park, other))
    first, second = waiting(40, opening=here), waiting(41, opening=here)
    third = waiting(42, opening=there)

    assert heaps_of(due(FIRST, NOW)) == [
        Heap(company.pk, park.pk, [first.pk, second.pk]),
        Heap(company.pk, other.pk, [third.pk]),
    ]


def test_openings_are_counted_the_longest_waiting_first():
    opening, other = OpeningFactory.create_batch(2, published=True)
    rows = [waiting(31, opening=opening), waiting(40, opening=other), waiting(32, opening=opening)]

    found = by_opening(rows)

    assert [(row.opening, row.count, (NOW - row.since).days) for row in found] == [
        (other, 1, 40),
        (opening, 2, 32),
    ]


def test_whoever_acts_for_the_company_now_answers_for_it(company, recruiter):
    MembershipFactory(organisation=company, role=MembershipRole.INTERVIEWER)
    MembershipFactory(organisation=company, left_at=NOW)
    MembershipFactory(organisation=company, user__is_active=False)
    MembershipFactory(organisation=CompanyFactory())
    member = MembershipFactory(organisation=company)

    assert list(people_of_company(company.pk)) == [recruiter, member.user]


def test_the_office_of_a_park_is_its_own_people(park, park_officer, recruiter, stranger):
    assert list(people_of_office(park.pk)) == [park_officer]
    assert list(people_of_office(ParkFactory().pk)) == []
