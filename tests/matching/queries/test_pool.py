"""Talent pools as a company may read them today."""

import pytest

from matching.queries.anonymity import candidate_name
from matching.queries.pool import matches_of_pool, members_of_pool, pool_of, pools_with, tags_of
from talent.models import ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import MatchRunFactory, OpeningMatchesFactory, PoolEntryFactory
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def entry(company, profile):
    profile.visibility = "park_companies"
    profile.save()
    return PoolEntryFactory(company=company, profile=profile, tags=["GMP", "summer"])


def member(company, entry):
    (found,) = members_of_pool(company, [entry])
    return found


def test_a_candidate_without_a_grant_is_a_code(entry, company, profile):
    found = member(company, entry)

    assert (found.name, found.is_shown) == (str(candidate_name(profile, company.pk)), True)


def test_with_a_grant_the_name_is_there_and_revoking_takes_it_away_at_once(entry, company, profile):
    ProfileGrantFactory(profile=profile, organisation=company)
    before = member(company, entry).name

    ProfileGrant.objects.all().delete()

    after = member(company, entry)
    assert (before, after.name) == ("Lin Yue", str(candidate_name(profile, company.pk)))


@pytest.mark.parametrize("change", [{"visibility": "nobody"}, {"in_matching": False}])
def test_who_hides_stays_as_a_code_of_which_nothing_else_is_shown(change, entry, company, profile):
    type(profile).objects.filter(pk=profile.pk).update(**change)

    found = member(company, entry)

    assert (found.is_shown, found.matches) == (False, [])
    assert found.name.startswith("Candidate ")


def test_a_grant_to_another_company_shows_nothing_here(entry, company, profile):
    type(profile).objects.filter(pk=profile.pk).update(visibility="nobody")
    ProfileGrantFactory(profile=profile, organisation=CompanyFactory(park=company.park))

    assert not member(company, entry).is_shown


def test_a_tag_filters_and_every_tag_is_listed_once(entry, company):
    other = PoolEntryFactory(company=company, tags=["summer"])
    PoolEntryFactory(tags=["of another company"])

    assert list(pool_of(company)) == [other, entry]
    assert list(pool_of(company, "GMP")) == [entry]
    assert tags_of(company) == ["GMP", "summer"]


def matching(company, title, points, *people, **fields):
    opening = OpeningFactory(company=company, **{"published": True, "title_en": title} | fields)
    return OpeningMatchesFactory(
        run=MatchRunFactory(park=company.park),
        opening=opening,
        profile_ids=[person.pk for person in people],
        points=[points] * len(people),
    )


def test_the_three_best_openings_of_a_person_are_named_best_first(entry, company, profile):
    first = matching(company, "A", 1000, profile, ProfileFactory())
    for title, points in (("B", 3000), ("C", 2000), ("D", 500)):
        OpeningMatchesFactory(
            run=first.run,
            opening=OpeningFactory(company=company, published=True, title_en=title),
            profile_ids=[profile.pk],
            points=[points],
        )

    found = matches_of_pool(company, [profile.pk])

    assert [(each.opening.title, each.points) for each in found[profile.pk]] == [
        ("B", 3000),
        ("C", 2000),
        ("A", 1000),
    ]


def test_closed_openings_and_those_of_others_are_not_named(entry, company, profile):
    first = matching(company, "A", 1000, profile, state="closed")
    OpeningMatchesFactory(
        run=first.run,
        opening=OpeningFactory(company=CompanyFactory(park=company.park), published=True),
        profile_ids=[profile.pk],
        points=[9],
    )

    assert matches_of_pool(company, [profile.pk]) == {}


def test_the_person_sees_every_pool_they_are_in(entry, profile, company):
    other = PoolEntryFactory(profile=profile)
    PoolEntryFactory()

    assert [row.company for row in pools_with(profile)] == [other.company, company]
