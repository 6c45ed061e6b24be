"""Contact data appears to a company after an application or an accepted invitation, never before.

The whole matrix: what the person chose × whether they are matched × the grant × the company.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from talent.choices.profiles import GrantReason, Visibility
from talent.models import Education, Experience, Profile
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import MembershipFactory, ParkFactory, UserFactory
from tests.factories.talent import DocumentFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CONTACT = ("Lin Yue", "graduate@example.org", "13912345678", "Secretschool", "secret.pdf", "Bench")
VISIBILITIES = ("nobody", "applied", "park_companies")
GRANTS = ("none", "ended", "to another", "application", "invitation")
COMPANIES = ("verified here", "not verified", "verified elsewhere")
CASES = list(product(VISIBILITIES, (True, False), GRANTS, COMPANIES))


@pytest.fixture
def person(profile) -> Profile:
    profile.phone = "13912345678"
    profile.save()
    Education.objects.create(profile=profile, school="Secretschool")
    Experience.objects.create(profile=profile, employer="Bench", title="Bench")
    return profile


def opening_of(kind: str, park) -> Opening:
    where = ParkFactory() if kind == "verified elsewhere" else park
    company = CompanyFactory(park=where, verified=kind != "not verified")
    return OpeningFactory(company=company, published=True)


def give(kind: str, person: Profile, opening: Opening) -> None:
    if kind == "none":
        return
    company = CompanyFactory() if kind == "to another" else opening.company
    reason = "invitation" if kind == "invitation" else "application"
    until = timezone.now() - timedelta(seconds=1) if kind == "ended" else None
    grant = ProfileGrantFactory(profile=person, organisation=company, reason=reason, until=until)
    grant.documents.add(DocumentFactory(profile=person, filename="secret.pdf"))


@pytest.mark.parametrize(("visibility", "in_matching", "grant", "company"), CASES)
def test_contact_data_shows_by_a_live_grant_and_by_nothing_else(
    visibility, in_matching, grant, company, person, park, sign_in
):
    Profile.objects.filter(pk=person.pk).update(visibility=visibility, in_matching=in_matching)
    opening = opening_of(company, park)
    give(grant, person, opening)
    user = UserFactory()
    MembershipFactory(user=user, organisation=opening.company)

    response = sign_in(user).get(reverse("matching:candidate", args=[opening.uuid, person.uuid]))

    granted = grant in {"application", "invitation"}
    candidate = (visibility, in_matching, company) == ("park_companies", True, "verified here")
    assert response.status_code == (200 if granted or candidate else 404)
    shown = {word for word in CONTACT if word in response.text}
    assert shown == (set(CONTACT) if granted else set())


def test_the_matrix_covers_every_choice_and_every_reason():
    assert set(VISIBILITIES) == set(Visibility.values)
    assert set(GRANTS) - {"none", "ended", "to another"} == set(GrantReason.values)
