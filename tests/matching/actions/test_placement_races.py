"""Hirings that come together on a real database: no place used twice, nobody placed twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from companies.models import Opening
from matching.actions.applications import advance_application
from matching.actions.enrolments import promote_waiting
from matching.choices.applications import ApplicationState
from matching.models import Application, Placement
from parks.models import LogEntry, Quota, User
from parks.workflow import IllegalMoveError
from talent.models import University
from tests.factories.agreements import AgreementFactory, AgreementPartyFactory, QuotaFactory
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.lock_waits import wait_until_waiting
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


@dataclass(frozen=True)
class Signed:
    """An agreement between the company of an opening and a university."""

    opening: Opening
    university: University
    quota: Quota
    recruiter: User

    def accepted(self) -> Application:
        """Somebody on the roster of the university who has accepted an offer."""
        degree = self.quota.degree
        profile = ProfileFactory(degree=degree)
        RosterEntryFactory(
            university=self.university, user=profile.user, claimed_at=timezone.now(), degree=degree
        )
        state = ApplicationState.ACCEPTED
        return ApplicationFactory(profile=profile, opening=self.opening, state=state)

    def hiring(self, application: Application) -> Callable:
        state = ApplicationState.HIRED
        return lambda: advance_application(application, state=state, by=self.recruiter).pk


def sign(places: int) -> Signed:
    today, degree = timezone.localdate(), DegreeLevelFactory()
    opening, university = OpeningFactory(published=True), UniversityFactory()
    agreement = AgreementFactory(
        park=opening.park,
        in_force=True,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=400),
    )
    for organisation in (opening.company, university):
        AgreementPartyFactory(agreement=agreement, organisation=organisation)
    quota = QuotaFactory(agreement=agreement, year=today.year, degree=degree, places=places)
    recruiter = MembershipFactory(organisation=opening.company).user
    return Signed(opening, university, quota, recruiter)


def test_eight_hirings_at_once_use_up_three_places_and_one_person_is_placed_once():
    signed = sign(PLACES)
    applications = [signed.accepted() for _number in range(HIRINGS)]

    answers = at_once(*map(signed.hiring, [*applications, applications[0]]))

    quota = Quota.objects.get()
    assert sum(isinstance(answer, IllegalMoveError) for answer in answers) == 1
    assert quota.used == PLACES
    placements = list(Placement.objects.order_by("pk"))
    assert {row.application for row in placements} == set(applications)
    assert [row.quota for row in placements].count(quota) == PLACES
    assert {row.agreement for row in placements} == {quota.agreement}
    assert LogEntry.objects.filter(verb="placed").count() == HIRINGS


def test_who_is_hired_and_moves_up_into_a_class_at_the_same_moment_uses_one_place():
    """Both are held where they take the place, after they have looked whether one is theirs."""
    signed = sign(PLACES)
    session = SessionFactory(programme__agreement=signed.quota.agreement)
    application = signed.accepted()
    waits = EnrolmentFactory(session=session, profile=application.profile, state="waiting")
    jobs = (signed.hiring(application), lambda: promote_waiting(session=session))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Quota.objects.select_for_update(of=("self",)).get()
            both = pool.submit(at_once, *jobs)
            wait_until_waiting(2)
        both.result()

    waits.refresh_from_db()
    assert (Placement.objects.count(), waits.state) == (1, "enrolled")
    assert Quota.objects.get().used == 1
