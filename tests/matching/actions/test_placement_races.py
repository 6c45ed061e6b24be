"""Hirings that come together on a real database: no place used twice, nobody placed twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from matching.actions.applications import advance_application
from matching.choices.applications import ApplicationState
from matching.models import Placement
from parks.models import Agreement, AgreementParty, LogEntry, Quota
from parks.workflow import IllegalMoveError
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db(transaction=True)
HIRINGS, PLACES = 8, 3


@pytest.fixture(autouse=True)
def _broker() -> Iterator[None]:
    with broker():
        yield


def at_once(*jobs: Callable) -> list:
    together = Barrier(len(jobs))

    def run(job):
        together.wait()
        try:
            return job()
        except IllegalMoveError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_eight_hirings_at_once_use_up_three_places_and_one_person_is_placed_once():
    today, degree = timezone.localdate(), DegreeLevelFactory()
    opening, university = OpeningFactory(published=True), UniversityFactory()
    recruiter = MembershipFactory(organisation=opening.company).user
    agreement = Agreement.objects.create(
        park=opening.park,
        kind="order_class",
        name_en="Order class",
        state="active",
        signed_on=today,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=400),
    )
    for organisation in (opening.company, university):
        AgreementParty.objects.create(
            agreement=agreement, organisation=organisation, side="employs"
        )
    quota = Quota.objects.create(agreement=agreement, year=today.year, degree=degree, places=PLACES)
    applications = []
    for _number in range(HIRINGS):
        profile = ProfileFactory(degree=degree)
        RosterEntryFactory(
            university=university, user=profile.user, claimed_at=timezone.now(), degree=degree
        )
        accepted = {"profile": profile, "opening": opening, "state": ApplicationState.ACCEPTED}
        applications.append(ApplicationFactory(**accepted))

    def hiring(application):
        return lambda: (
            advance_application(application, state=ApplicationState.HIRED, by=recruiter).pk
        )

    answers = at_once(*map(hiring, [*applications, applications[0]]))
    quota.refresh_from_db()

    assert sum(isinstance(answer, IllegalMoveError) for answer in answers) == 1
    assert quota.used == PLACES
    placements = list(Placement.objects.order_by("pk"))
    assert {row.application for row in placements} == set(applications)
    assert [row.quota for row in placements].count(quota) == PLACES
    assert {row.agreement for row in placements} == {agreement}
    assert LogEntry.objects.filter(verb="placed").count() == HIRINGS
