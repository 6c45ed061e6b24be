import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import is_password_usable

from config.demo import PERSONAS
from matching.demo.reading import parks, universities
from matching.demo.store.world import (
    officers_by_park,
    park_ids,
    put_world,
    university_ids,
)
from matching.demo.terms import read_terms
from parks.choices.organisations import MembershipRole, OrganisationKind, VerificationState
from parks.models import Membership, Organisation, OutboxMail, Park, User, Verification
from parks.queries.viewers import viewer_of
from talent.models import StudyProgramme, University
from tests.factories.talent import UniversityFactory
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(loaded) -> None:
    put_world(read_terms(), TODAY)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


@pytest.mark.parametrize(
    ("name", "full_name", "staff", "superuser"),
    [
        ("graduate", "林悦 Lin Yue", False, False),
        ("recruiter", "陈昊 Chen Hao", False, False),
        ("interviewer", "何静 He Jing", False, False),
        ("careers", "吴敏 Wu Min", False, False),
        ("office", "赵磊 Zhao Lei", True, False),
        ("secretariat", "谭伟 Tan Wei", True, False),
        ("operator", "孙静 Sun Jing", True, True),
    ],
)
def test_the_people_are_there_with_their_rights(world, name, full_name, staff, superuser):
    user = person(name)

    assert (user.full_name, user.is_staff, user.is_superuser) == (full_name, staff, superuser)


def test_their_addresses_are_verified_and_no_password_opens_their_accounts(world):
    addresses = EmailAddress.objects.filter(verified=True, primary=True)

    assert sorted(addresses.values_list("email", flat=True)) == [
        f"{name}@demo.example" for name in sorted(PERSONAS)
    ]
    assert [user for user in User.objects.all() if is_password_usable(user.password)] == []


def test_both_parks_are_listed_with_a_place_and_words_in_both_languages(world):
    rows = Park.objects.order_by("pk").values_list("slug", "region__code", "listed")

    assert list(rows) == [("biobay", "320500", True), ("chongqing-bio-city", "500113", True)]
    assert not Park.objects.filter(summary_zh="").exists()
    assert not Park.objects.filter(summary_en="").exists()


def test_each_park_has_a_verified_office_with_an_officer_who_stewards_it(world):
    for park in Park.objects.all():
        office = Organisation.objects.verified().get(kind=OrganisationKind.PARK_OFFICE, park=park)
        officer = officers_by_park()[park.slug]
        assert viewer_of(officer).steward_of == {park.pk}
        assert viewer_of(officer).administered_ids == {office.pk}


def test_the_officers_of_both_parks_have_a_button(world):
    assert officers_by_park() == {
        "biobay": person("office"),
        "chongqing-bio-city": person("secretariat"),
    }


def test_the_career_officer_administers_soochow_university_and_nothing_else(world):
    membership = Membership.objects.get(user=person("careers"))

    assert membership.organisation.name_en == "Soochow University"
    assert membership.role == MembershipRole.ADMIN


def test_the_operator_belongs_to_no_organisation(world):
    assert viewer_of(person("operator")).organisation_ids == frozenset()
    assert viewer_of(person("operator")).is_operator


def test_universities_carry_their_codes_and_are_verified(world):
    verified = University.objects.verified().values_list("moe_code", flat=True)

    assert sorted(verified) == sorted(school.code for school in universities())


def test_study_programmes_are_named_in_both_languages_at_the_degree_of_their_catalogue(world):
    rows = StudyProgramme.objects.filter(university__moe_code="4132010285").order_by("pk")

    columns = ("discipline__code", "degree__code", "name_zh", "name_en")
    assert rows.values_list(*columns)[0] == (
        "ug:083002",
        "bachelor",
        "生物制药",
        "Biopharmaceutical Engineering",
    )
    assert set(rows.values_list("degree__code", flat=True)) == {"bachelor", "master"}


def test_every_verification_was_decided_by_an_officer_before_today(world):
    officers = {officer.pk for officer in officers_by_park().values()}

    for row in Verification.objects.all():
        assert row.state == VerificationState.APPROVED
        assert row.decided_by_id in officers
        assert row.submitted_at < row.decided_at
        assert row.decided_at.date() < TODAY


def test_nobody_gets_mail_about_a_world_that_was_always_there(world):
    assert not OutboxMail.objects.exists()


def test_a_second_time_changes_nothing(world):
    before = [model.objects.count() for model in (User, Park, Organisation, Membership)]

    put_world(read_terms(), TODAY)

    after = [model.objects.count() for model in (User, Park, Organisation, Membership)]
    assert after == before


def test_a_park_that_was_renamed_keeps_its_new_name(world):
    Park.objects.filter(slug="biobay").update(name_en="BioBAY East")

    put_world(read_terms(), TODAY)

    assert Park.objects.get(slug="biobay").name_en == "BioBAY East"


@pytest.mark.parametrize(
    "known", [{"moe_code": "4132010285"}, {"slug": "soochow-university", "moe_code": ""}]
)
def test_a_university_that_is_there_already_is_used_as_it_is(loaded, known):
    university = UniversityFactory(name_en="Suzhou University", **known)

    put_world(read_terms(), TODAY)

    assert Membership.objects.get(user=person("careers")).organisation_id == university.pk
    assert University.objects.get(pk=university.pk).name_en == "Suzhou University"
    assert university_ids()["4132010285"] == university.pk


def test_parks_are_found_by_their_slug(world):
    assert list(park_ids()) == [park.slug for park in parks()]
