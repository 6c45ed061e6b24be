"""Classes, stays and hirings under one agreement at the same moment, on a real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from companies.models import Opening, Session
from matching.actions.applications import advance_application
from matching.actions.base_stays import begin_stay, call_off_stay
from matching.actions.enrolments import EnrolmentError, enrol, withdraw_enrolment
from matching.choices.applications import ApplicationState
from matching.models import Application, BaseStay, Enrolment, Placement
from parks.actions.bases import BaseError
from parks.models import Base, Quota, User
from parks.workflow import IllegalMoveError
from talent.models import University
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    QuotaFactory,
)
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.factories.training import SessionFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.parks.brokers import broker

THREADS, PEOPLE, STEPS = 4, 5, 30
REFUSED = (EnrolmentError, BaseError, IllegalMoveError)


@dataclass(frozen=True)
class Loop:
    """What one agreement gives places for: two classes, a base and the openings of a company."""

    quota: Quota
    classes: list[Session]
    base: Base
    opening: Opening
    university: University
    recruiter: User

    def person(self) -> Application:
        """A student of the university who has accepted an offer of the company."""
        degree = self.quota.degree
        profile = ProfileFactory(degree=degree)
        RosterEntryFactory(
            university=self.university, user=profile.user, claimed_at=timezone.now(), degree=degree
        )
        return ApplicationFactory(
            profile=profile, opening=self.opening, state=ApplicationState.ACCEPTED
        )

    def enrol(self, application: Application, number: int) -> None:
        profile = application.profile
        enrol(profile=profile, session=self.classes[number], by=profile.user)

    def withdraw(self, application: Application, number: int) -> None:
        rows = Enrolment.objects.live().filter(session=self.classes[number])
        for row in rows.filter(profile=application.profile):
            withdraw_enrolment(enrolment=row, by=application.profile.user)

    def begin(self, application: Application, _number: int) -> None:
        today = timezone.localdate()
        begin_stay(base=self.base, profile=application.profile, starts_on=today, by=self.recruiter)

    def call_off(self, application: Application, _number: int) -> None:
        for stay in BaseStay.objects.filter(base=self.base, profile=application.profile):
            try:
                call_off_stay(stay=stay, reason="Ill.", by=self.recruiter)
            except BaseStay.DoesNotExist:  # called off in the other tab
                continue

    def hire(self, application: Application, _number: int) -> None:
        advance_application(application, state=ApplicationState.HIRED, by=self.recruiter)


def signed(places: int) -> Loop:
    today, opening = timezone.localdate(), OpeningFactory(published=True)
    university = UniversityFactory()
    agreement = AgreementFactory(
        park=opening.park,
        in_force=True,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=400),
    )
    for organisation in (opening.company, university):
        AgreementPartyFactory(agreement=agreement, organisation=organisation)
    facts = {"agreement": agreement, "degree": DegreeLevelFactory(), "places": places}
    return Loop(
        quota=QuotaFactory(**facts, year=today.year),
        classes=[SessionFactory(programme__agreement=agreement, capacity=3) for _class in range(2)],
        base=BaseFactory(agreement=agreement, capacity=PEOPLE),
        opening=opening,
        university=university,
        recruiter=MembershipFactory(organisation=opening.company).user,
    )


def one_of_many(step: Callable[[], None]) -> None:
    try:
        step()
    except REFUSED:
        return
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8)
@given(places=some.integers(0, PEOPLE), seed=some.integers(0, 9999))
def test_whatever_people_do_at_once_each_uses_one_place_and_none_is_given_twice(places, seed):
    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret
    loop = signed(places)
    people = [loop.person() for _person in range(PEOPLE)]
    often = (loop.enrol, loop.enrol, loop.begin, loop.withdraw, loop.call_off)
    steps = [
        partial(random.choice(often), random.choice(people), random.randrange(2))
        for _step in range(STEPS)
    ]
    hired = people[: random.randrange(PEOPLE)]
    for application in hired:
        steps.insert(random.randrange(len(steps)), partial(loop.hire, application, 0))

    with broker(), ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one_of_many, steps))

    trained = Enrolment.objects.filter(session__in=loop.classes)
    stays = BaseStay.objects.filter(base=loop.base)
    placed = Placement.objects.filter(application__opening=loop.opening)
    held = [
        *trained.filter(quota=loop.quota).values_list("profile", flat=True),
        *stays.filter(quota=loop.quota).values_list("profile", flat=True),
        *placed.filter(quota=loop.quota).values_list("application__profile", flat=True),
    ]
    inside = {
        *trained.holding_a_place().values_list("profile", flat=True),
        *stays.values_list("profile", flat=True),
    }
    assert len(held) == len(set(held)), "somebody uses two places"
    assert Quota.objects.get(pk=loop.quota.pk).used == len(held) <= places
    assert inside <= set(held), "somebody is inside without a place"
    assert placed.count() == len(hired)
