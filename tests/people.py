"""The five people every page is tried with; the stranger must see nothing of the others."""

import pytest
from django.test import Client

from companies.models import Company
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Park, User
from talent.models import Profile, University
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
)
from tests.factories.talent import ProfileFactory, UniversityFactory


@pytest.fixture
def park(db) -> Park:
    return ParkFactory(slug="biobay", name_en="BioBAY", name_zh="苏州生物医药产业园")


@pytest.fixture
def company(park) -> Company:
    return CompanyFactory(slug="alpha", name_en="Alpha Biologics", park=park, verified=True)


@pytest.fixture
def university(db) -> University:
    return UniversityFactory(slug="soochow", name_en="Soochow University")


@pytest.fixture
def graduate(park) -> User:
    user = UserFactory(email="graduate@example.org", full_name="Lin Yue")
    ProfileFactory(user=user).parks.add(park)
    return user


@pytest.fixture
def profile(graduate) -> Profile:
    return graduate.profile


@pytest.fixture
def recruiter(company) -> User:
    user = UserFactory(email="recruiter@example.org", full_name="Chen Hao")
    MembershipFactory(user=user, organisation=company, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def career_officer(university) -> User:
    user = UserFactory(email="careers@example.org", full_name="Wu Min")
    MembershipFactory(user=user, organisation=university, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def park_officer(park) -> User:
    user = UserFactory(email="office@example.org", full_name="Zhao Lei", is_staff=True)
    office = OrganisationFactory(kind=OrganisationKind.PARK_OFFICE, slug="office", park=park)
    MembershipFactory(user=user, organisation=office, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def stranger(db) -> User:
    """Signed in, recruiter of a verified company in another park, and nobody to the others."""
    user = UserFactory(email="stranger@example.org", full_name="Outsider")
    elsewhere = ParkFactory(slug="elsewhere")
    company = CompanyFactory(slug="elsewhere-bio", park=elsewhere, verified=True)
    MembershipFactory(user=user, organisation=company, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def operator(db) -> User:
    return UserFactory(email="operator@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def sign_in(client):
    """Sign a person in and hand back the client."""

    def signed_in(user: User) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
