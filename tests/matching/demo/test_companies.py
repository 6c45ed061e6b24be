import re
from collections import Counter
from itertools import pairwise

import pytest

from companies.choices.company import CompanyKind
from matching.demo.companies import (
    FIRST_COMPANIES,
    Standing,
    company_count,
    company_limit,
    plan_company,
)
from matching.demo.reading import parks

FIRST = [plan_company(index) for index in range(200)]


def test_every_company_has_a_name_of_its_own_in_both_languages():
    plans = [plan_company(index) for index in range(company_limit())]

    for language in (0, 1):
        assert len({plan.name[language] for plan in plans}) == len(plans)


def test_every_company_has_an_address_of_its_own():
    plans = [plan_company(index) for index in range(company_limit())]

    assert len({plan.slug for plan in plans}) == len(plans)
    assert [plan.slug for plan in plans if not re.fullmatch(r"[a-z-]{1,80}", plan.slug)] == []


def test_the_names_of_the_first_companies_differ_by_more_than_their_kind():
    heads = Counter(plan.name[1].split()[0] for plan in FIRST[:160])

    assert heads.most_common(1)[0][1] == 1


def test_neighbours_in_the_list_do_not_begin_alike():
    begins = [plan.name[0][:2] for plan in FIRST]

    assert [pair for pair in pairwise(begins) if pair[0] == pair[1]] == []


def test_mail_of_made_up_companies_leads_nowhere():
    assert {plan.domain.rpartition(".")[2] for plan in FIRST} == {"example"}


def test_the_first_company_makes_antibodies_at_the_first_park():
    first = plan_company(0)

    assert (first.kind, first.park, first.standing) == ("cdmo", parks()[0].slug, Standing.VERIFIED)
    assert "antibodies" in first.summary[1]


def test_the_first_twenty_companies_fill_every_queue_of_the_park_office():
    standings = Counter(plan.standing for plan in FIRST[:FIRST_COMPANIES])

    assert standings == {
        Standing.VERIFIED: 15,
        Standing.UNCLAIMED: 2,
        Standing.PENDING: 1,
        Standing.IN_REVIEW: 1,
        Standing.DECLINED: 1,
    }


def test_the_first_twenty_companies_are_of_every_kind():
    assert {plan.kind for plan in FIRST[:FIRST_COMPANIES]} == set(CompanyKind.values)


def test_both_parks_have_companies():
    assert Counter(plan.park for plan in FIRST) == {"biobay": 120, "chongqing-bio-city": 80}


def test_a_company_sits_in_a_place_of_its_park():
    places = {park.slug: set(park.regions) for park in parks()}

    assert [plan.slug for plan in FIRST if plan.region not in places[plan.park]] == []


@pytest.mark.parametrize(
    ("standing", "publishes"),
    [
        (Standing.VERIFIED, True),
        (Standing.UNCLAIMED, True),
        (Standing.PENDING, False),
        (Standing.IN_REVIEW, False),
        (Standing.DECLINED, False),
    ],
)
def test_only_verified_and_unclaimed_companies_have_openings_on_the_market(standing, publishes):
    assert standing.publishes is publishes


@pytest.mark.parametrize(("openings", "companies"), [(0, 20), (9, 20), (10, 21), (120, 32)])
def test_a_demo_has_a_company_more_for_every_ten_openings(openings, companies):
    assert company_count(openings) == companies


def test_there_are_never_more_companies_than_names():
    assert company_count(10**9) == company_limit() == 1280


def test_a_plan_is_the_same_whenever_it_is_made():
    plan_company.cache_clear()

    again = [plan_company(index) for index in reversed(range(200))]

    assert again[::-1] == FIRST
