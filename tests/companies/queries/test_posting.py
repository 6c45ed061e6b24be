"""Whom somebody posts for."""

import pytest

from companies.queries.posting import companies_to_post_for
from parks.choices.organisations import MembershipRole
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory

pytestmark = pytest.mark.django_db


def test_somebody_posts_for_the_companies_they_act_for_in_full(recruiter, company):
    beta = CompanyFactory(name_en="Beta", park=company.park)
    watched, homeless = CompanyFactory(), CompanyFactory(park=None)
    MembershipFactory(user=recruiter, organisation=beta)
    MembershipFactory(user=recruiter, organisation=watched, role=MembershipRole.INTERVIEWER)
    MembershipFactory(user=recruiter, organisation=homeless)

    found = companies_to_post_for(viewer_of(recruiter))

    assert [(one, one.is_verified) for one in found] == [(company, True), (beta, False)]


def test_nobody_else_posts(graduate, career_officer, park_officer):
    people = (graduate, career_officer, park_officer)

    assert [companies_to_post_for(viewer_of(user)) for user in people] == [[], [], []]
