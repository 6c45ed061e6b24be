import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from parks.access import ANONYMOUS, Viewer
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.queries.viewers import viewer_of
from tests.factories.parks import MembershipFactory, OrganisationFactory, ParkFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_somebody_signed_out_is_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        viewer = viewer_of(AnonymousUser())

    assert viewer == ANONYMOUS


def test_a_person_without_memberships_is_only_themselves(graduate):
    assert viewer_of(graduate) == Viewer(user_id=graduate.pk)


def test_an_administrator_acts_for_the_organisation_and_runs_it(recruiter, company):
    assert viewer_of(recruiter) == Viewer(
        user_id=recruiter.pk,
        organisation_ids=frozenset({company.pk}),
        administered_ids=frozenset({company.pk}),
    )


def test_a_member_acts_for_the_organisation_without_running_it():
    member = MembershipFactory(role=MembershipRole.MEMBER)

    assert viewer_of(member.user) == Viewer(
        user_id=member.user_id, organisation_ids=frozenset({member.organisation_id})
    )


def test_people_of_the_park_office_look_after_their_park_and_no_other(park_officer, park):
    ParkFactory()

    assert viewer_of(park_officer).steward_of == {park.pk}


def test_people_of_a_company_in_the_park_do_not_look_after_it(recruiter):
    assert viewer_of(recruiter).steward_of == frozenset()


def test_a_membership_that_has_ended_gives_nothing():
    office = OrganisationFactory(kind=OrganisationKind.PARK_OFFICE)
    member = MembershipFactory(
        organisation=office, role=MembershipRole.ADMIN, left_at=timezone.now()
    )

    assert viewer_of(member.user) == Viewer(user_id=member.user_id)


def test_only_the_superuser_is_the_operator(operator, park_officer):
    assert viewer_of(operator).is_operator
    assert not viewer_of(park_officer).is_operator


@pytest.mark.parametrize("memberships", [0, 1, 5])
def test_a_viewer_costs_one_query(memberships, django_assert_num_queries):
    user = UserFactory()
    MembershipFactory.create_batch(memberships, user=user)

    with django_assert_num_queries(1):
        viewer = viewer_of(user)

    assert len(viewer.organisation_ids) == memberships


def test_an_interviewer_acts_for_nobody_and_interviews_for_the_company(company):
    member = MembershipFactory(organisation=company, role=MembershipRole.INTERVIEWER)

    assert viewer_of(member.user) == Viewer(
        user_id=member.user_id, interviewing_for=frozenset({company.pk})
    )


def test_who_recruits_for_one_company_and_interviews_for_another_is_both(company):
    recruiting = MembershipFactory()
    MembershipFactory(user=recruiting.user, organisation=company, role=MembershipRole.INTERVIEWER)

    viewer = viewer_of(recruiting.user)

    assert viewer.organisation_ids == {recruiting.organisation_id}
    assert viewer.interviewing_for == {company.pk}


def test_an_interviewer_of_a_park_office_would_steward_nothing(park):
    office = OrganisationFactory(kind=OrganisationKind.PARK_OFFICE, park=park)
    member = MembershipFactory(organisation=office, role=MembershipRole.INTERVIEWER)

    assert viewer_of(member.user).steward_of == frozenset()


def test_an_interviewer_who_has_left_interviews_no_more(company):
    member = MembershipFactory(
        organisation=company, role=MembershipRole.INTERVIEWER, left_at=timezone.now()
    )

    assert viewer_of(member.user) == Viewer(user_id=member.user_id)
