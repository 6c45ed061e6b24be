"""Who may read a profile, with and without its contact data."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from parks.queries.viewers import viewer_of
from talent.choices.profiles import Visibility
from talent.models import Profile, ProfileGrant, WantedPlace
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory
from tests.factories.talent import (
    DisclosureFactory,
    DocumentFactory,
    ProfileFactory,
    ProfileGrantFactory,
    SkillClaimFactory,
)
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact_readers(viewers):
    """Name the people who may read the contact data of a profile."""

    def names(profile: Profile) -> set[str]:
        rows = Profile.objects.filter(pk=profile.pk)
        return {name for name, viewer in viewers().items() if rows.granted_to(viewer).exists()}

    return names


def show_to_companies(profile: Profile, **fields) -> None:
    values = {"visibility": Visibility.PARK_COMPANIES, "in_matching": True} | fields
    Profile.objects.filter(pk=profile.pk).update(**values)


@pytest.mark.parametrize("visibility", ["nobody", "applied"])
def test_a_profile_is_its_owners_alone(visibility, profile, readers, editors, contact_readers):
    show_to_companies(profile, visibility=visibility)

    assert readers(profile) == {"graduate", "operator"}
    assert editors(profile) == {"graduate", "operator"}
    assert contact_readers(profile) == {"graduate"}


def test_who_shows_themselves_is_a_candidate_of_the_parks_verified_companies_without_a_name(
    profile, readers, editors, contact_readers
):
    show_to_companies(profile)

    assert readers(profile) == {"graduate", "recruiter", "operator"}
    assert editors(profile) == {"graduate", "operator"}
    assert contact_readers(profile) == {"graduate"}


@pytest.mark.parametrize("state", ["pending", "in_review", "declined"])
def test_a_company_that_is_not_verified_sees_no_candidates(state, profile, company, readers):
    show_to_companies(profile)
    company.verifications.update(state=state, reason="Incomplete")

    assert readers(profile) == {"graduate", "operator"}


def test_a_company_of_another_park_sees_no_candidates_of_this_one(profile, readers):
    show_to_companies(profile)

    assert "stranger" not in readers(profile)


def test_a_verified_body_that_is_no_company_sees_no_candidates(profile, park):
    show_to_companies(profile)
    association = OrganisationFactory(park=park, kind="association")
    association.verifications.create(state="approved")
    member = MembershipFactory(organisation=association)

    assert not Profile.objects.visible_to(viewer_of(member.user)).exists()


def test_who_is_not_matched_is_nobodys_candidate(profile, readers):
    show_to_companies(profile, in_matching=False)

    assert readers(profile) == {"graduate", "operator"}


def test_a_grant_lets_an_organisation_read_everything(profile, company, readers, contact_readers):
    ProfileGrantFactory(profile=profile, organisation=company)

    assert readers(profile) == {"graduate", "recruiter", "operator"}
    assert contact_readers(profile) == {"graduate", "recruiter"}


def test_a_grant_to_one_organisation_is_none_to_another(profile, contact_readers):
    ProfileGrantFactory(profile=profile, organisation=CompanyFactory())

    assert contact_readers(profile) == {"graduate"}


def test_a_grant_for_one_profile_is_none_for_another(profile, company, contact_readers):
    ProfileGrantFactory(organisation=company)

    assert contact_readers(profile) == {"graduate"}


@pytest.mark.parametrize(("minutes", "is_live"), [(5, True), (-5, False)])
def test_a_grant_ends_at_its_time(minutes, is_live, profile, company, contact_readers):
    until = timezone.now() + timedelta(minutes=minutes)
    grant = ProfileGrantFactory(profile=profile, organisation=company, until=until)

    assert ("recruiter" in contact_readers(profile)) is is_live
    assert list(ProfileGrant.objects.live()) == ([grant] if is_live else [])


def test_a_profile_comes_once_however_many_grants_and_parks_it_has(profile, company, recruiter):
    show_to_companies(profile)
    ProfileGrantFactory.create_batch(3, profile=profile, organisation=company)
    profile.parks.add(CompanyFactory().park)

    assert Profile.objects.visible_to(viewer_of(recruiter)).count() == 1


def test_grants_are_read_by_both_sides_and_taken_back_by_the_owner(
    profile, company, readers, editors
):
    grant = ProfileGrantFactory(profile=profile, organisation=company)

    assert readers(grant) == {"graduate", "recruiter", "operator"}
    assert editors(grant) == {"graduate", "operator"}


def test_only_the_owner_reads_who_saw_them_and_nobody_changes_it(
    profile, company, recruiter, readers, editors
):
    disclosure = DisclosureFactory(profile=profile, organisation=company, user=recruiter)

    assert readers(disclosure) == {"graduate", "operator"}
    assert editors(disclosure) - {"operator"} == set()


def test_profiles_that_show_themselves_are_told_apart():
    shown = ProfileFactory(visibility=Visibility.PARK_COMPANIES)
    ProfileFactory(visibility=Visibility.PARK_COMPANIES, in_matching=False)
    ProfileFactory(visibility=Visibility.APPLIED)
    ProfileFactory(visibility=Visibility.NOBODY)

    assert list(Profile.objects.open_to_companies()) == [shown]


def test_a_new_profile_is_matched_and_shown_to_nobody_unasked():
    profile = ProfileFactory()

    assert (profile.in_matching, profile.visibility) == (True, "applied")


def test_a_pseudonym_is_short_steady_and_says_nothing_about_the_person():
    profile = ProfileFactory.build(uuid=UUID("a1b2c3d4-0000-4000-8000-000000000000"))

    assert profile.pseudonym == "A1B2C3"


@pytest.mark.parametrize(
    ("available_from", "graduates_on", "starts"),
    [
        (date(2027, 1, 1), date(2026, 7, 1), date(2027, 1, 1)),
        (None, date(2026, 7, 1), date(2026, 7, 1)),
        (date(2027, 1, 1), None, date(2027, 1, 1)),
        (None, None, None),
    ],
)
def test_a_person_starts_when_they_say_or_else_when_they_graduate(
    available_from, graduates_on, starts
):
    profile = ProfileFactory.build(available_from=available_from, graduates_on=graduates_on)

    assert profile.starts == starts


@pytest.mark.parametrize("profiles", [1, 3])
def test_the_facts_of_profiles_come_in_one_query(profiles, django_assert_num_queries):
    ProfileFactory.create_batch(profiles)

    with django_assert_num_queries(1):
        shown = [(str(row), row.degree, row.discipline) for row in Profile.objects.with_facts()]

    assert len(shown) == profiles


def test_a_file_is_its_owners_and_nobody_elses(profile, readers, editors):
    document = DocumentFactory(profile=profile)

    assert readers(document) == {"graduate", "operator"}
    assert editors(document) == {"graduate", "operator"}


def test_a_company_reads_the_files_that_were_sent_to_it_and_no_other_one(
    profile, company, readers, editors
):
    sent, kept = DocumentFactory.create_batch(2, profile=profile)
    ProfileGrantFactory(profile=profile, organisation=company).documents.add(sent)

    assert readers(sent) == {"graduate", "recruiter", "operator"}
    assert readers(kept) == {"graduate", "operator"}
    assert editors(sent) == {"graduate", "operator"}


def test_a_grant_that_has_ended_shows_no_file(profile, company, readers):
    document = DocumentFactory(profile=profile)
    over = timezone.now() - timedelta(minutes=1)
    grant = ProfileGrantFactory(profile=profile, organisation=company, until=over)
    grant.documents.add(document)

    assert readers(document) == {"graduate", "operator"}


def test_what_belongs_to_a_profile_names_it(profile, company, recruiter, english):
    region = RegionFactory(label_en="Suzhou")

    words = [
        str(profile),
        str(WantedPlace(profile=profile, region=region)),
        str(ProfileGrantFactory(profile=profile, organisation=company)),
        str(DisclosureFactory(profile=profile, organisation=company, user=recruiter)),
        str(SkillClaimFactory(profile=profile, skill__label_en="ELISA")),
        str(DocumentFactory(profile=profile, filename="简历.pdf")),
    ]

    assert words == [
        "Lin Yue",
        "Suzhou",
        "Lin Yue → Alpha Biologics",
        "Alpha Biologics: Profile opened",
        "ELISA",
        "简历.pdf",
    ]
