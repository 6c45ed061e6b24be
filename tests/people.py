"""The five people every page is tried with; the stranger must see nothing of the others."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.utils import translation

from companies.models import Company
from parks.access import ANONYMOUS, Viewer
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Park, User
from parks.queries.viewers import viewer_of
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
def vocabulary(db) -> None:
    """The reference tables, as `make setup` loads them."""
    call_command("load_vocabulary", verbosity=0, stdout=StringIO())


@pytest.fixture
def sign_in(client):
    """Sign a person in and hand back the client."""

    def signed_in(user: User) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def english(client):
    """Read and be answered in English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with translation.override("en"):
        yield


PEOPLE = ("graduate", "recruiter", "career_officer", "park_officer", "stranger", "operator")


@pytest.fixture
def viewers(request):
    """The rights that each of them has now, by name, and of somebody who is signed out."""
    users = {name: request.getfixturevalue(name) for name in PEOPLE}

    def rights() -> dict[str, Viewer]:
        return {name: viewer_of(user) for name, user in users.items()} | {"signed out": ANONYMOUS}

    return rights


@pytest.fixture
def readers(viewers):
    """Name the people who may read a row."""

    def names(row: Model) -> set[str]:
        rows = type(row).objects.filter(pk=row.pk)
        return {name for name, viewer in viewers().items() if rows.visible_to(viewer).exists()}

    return names


@pytest.fixture
def editors(viewers):
    """Name the people who may change a row."""

    def names(row: Model) -> set[str]:
        rows = type(row).objects.filter(pk=row.pk)
        return {name for name, viewer in viewers().items() if rows.editable_by(viewer).exists()}

    return names
