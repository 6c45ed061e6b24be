"""Invitations sent and answered at the same moment, on a real database: the limits hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from matching.actions.applications import submit_application
from matching.actions.invitations_to_apply import (
    InvitationError,
    accept_invitation,
    decline_invitation,
    expire_invitations,
    invite_to_apply,
    take_back_invitation,
)
from matching.models import InvitationToApply
from parks.models import OutboxMail, User
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import InvitationToApplyFactory
from tests.factories.parks import MembershipFactory, ParkFactory
from tests.factories.talent import ProfileFactory
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


def at_once(*jobs: Callable[[], object]) -> list:
    """Run the jobs in threads that start together; hand back what each returned or raised."""
    together = Barrier(len(jobs))

    def run(job):
        together.wait()
        try:
            return job()
        except (InvitationError, IllegalMoveError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool, broker():
        return list(pool.map(run, jobs))


def candidates_of(park, number: int) -> list[Profile]:
    found = ProfileFactory.create_batch(number, visibility="park_companies")
    for profile in found:
        profile.parks.add(park)
    return found


def asking(opening, profile: Profile, by: User) -> Callable[[], object]:
    return lambda: invite_to_apply(opening, profile, by=by, now=NOW)


def test_the_twenty_first_of_a_day_is_refused_also_when_four_colleagues_ask_at_once():
    company = CompanyFactory(verified=True)
    opening = OpeningFactory(company=company, published=True)
    InvitationToApplyFactory.create_batch(19, opening=opening, sent_at=NOW)
    colleague = MembershipFactory(organisation=company).user
    people = candidates_of(company.park, 4)

    answers = at_once(*(asking(opening, person, colleague) for person in people))

    assert sum(isinstance(each, InvitationToApply) for each in answers) == 1
    assert InvitationToApply.objects.count() == 20
    assert OutboxMail.objects.count() == 1


def test_four_companies_at_once_reach_one_person_three_times():
    park = ParkFactory()
    (person,) = candidates_of(park, 1)
    jobs = []
    for _number in range(4):
        company = CompanyFactory(park=park, verified=True)
        opening = OpeningFactory(company=company, published=True)
        jobs.append(asking(opening, person, MembershipFactory(organisation=company).user))

    answers = at_once(*jobs)

    refused = [each for each in answers if isinstance(each, InvitationError)]
    assert (len(refused), InvitationToApply.objects.count()) == (1, 3)


def test_of_two_colleagues_who_ask_the_same_person_one_does():
    company = CompanyFactory(verified=True)
    opening = OpeningFactory(company=company, published=True)
    (person,) = candidates_of(company.park, 1)
    people = [MembershipFactory(organisation=company).user for _number in range(2)]

    answers = at_once(*(asking(opening, person, by) for by in people))

    assert sum(isinstance(each, InvitationToApply) for each in answers) == 1
    assert InvitationToApply.objects.count() == 1


@pytest.mark.parametrize("time", range(3))
def test_of_several_answers_at_once_exactly_one_counts(time):
    company = CompanyFactory(verified=True)
    opening = OpeningFactory(company=company, published=True)
    (person,) = candidates_of(company.park, 1)
    invitation = InvitationToApplyFactory(opening=opening, profile=person)
    recruiter = MembershipFactory(organisation=company).user

    answers = at_once(
        lambda: accept_invitation(invitation, by=person.user, now=NOW),
        lambda: decline_invitation(invitation, reason="pay", by=person.user, now=NOW),
        lambda: take_back_invitation(invitation, by=recruiter, now=NOW),
    )

    (counted,) = [each for each in answers if isinstance(each, InvitationToApply)]
    invitation.refresh_from_db()
    assert invitation.state == counted.state
    assert ProfileGrant.objects.exists() == (counted.state == "accepted")


@pytest.mark.parametrize("time", range(3))
def test_applying_and_accepting_at_once_leaves_one_grant_that_the_application_gave(time):
    company = CompanyFactory(verified=True)
    opening = OpeningFactory(company=company, published=True)
    (person,) = candidates_of(company.park, 1)
    invitation = InvitationToApplyFactory(opening=opening, profile=person)

    at_once(
        lambda: accept_invitation(invitation, by=person.user, now=NOW),
        lambda: submit_application(person, opening=opening, today=NOW.date()),
    )

    invitation.refresh_from_db()
    assert invitation.state == "accepted"
    assert [grant.reason for grant in ProfileGrant.objects.all()] == ["application"]


def test_two_workers_end_an_invitation_once():
    InvitationToApplyFactory(sent_at=NOW.replace(year=NOW.year - 1))

    numbers = at_once(lambda: expire_invitations(NOW), lambda: expire_invitations(NOW))

    assert sorted(numbers) == [0, 1]
