"""Who gets which page: every address of the portal × every person. A new page needs a row here."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import make_world

PUBLIC = {
    "home",
    "live",
    "ready",
    "robots",
    "set_language",
    "companies:companies",
    "companies:company",
    "companies:park",
    "companies:parks",
    "matching:market",
    "matching:opening",
}
PEOPLE = ("signed_out", "stranger", "graduate", "recruiter", "career_officer", "park_officer")

# Answers to GET, in the order of PEOPLE. 302 for somebody signed in: first make a profile.
PAGES = {
    "home": (200, 200, 200, 200, 200, 200),
    "live": (200, 200, 200, 200, 200, 200),
    "ready": (200, 200, 200, 200, 200, 200),
    "robots": (200, 200, 200, 200, 200, 200),
    "set_language": (302, 302, 302, 302, 302, 302),
    "companies:companies": (200, 200, 200, 200, 200, 200),
    "companies:company": (200, 200, 200, 200, 200, 200),
    "companies:park": (200, 200, 200, 200, 200, 200),
    "companies:parks": (200, 200, 200, 200, 200, 200),
    "parks:invitation": (302, 404, 200, 404, 404, 404),
    "matching:market": (200, 200, 200, 200, 200, 200),
    "matching:opening": (200, 200, 200, 200, 200, 200),
    "matching:apply": (302, 302, 200, 302, 302, 302),
    "matching:me": (302, 302, 200, 302, 302, 302),
    "matching:matches": (302, 302, 200, 302, 302, 302),
    "matching:match": (302, 302, 200, 302, 302, 302),
    "matching:applications": (302, 200, 200, 200, 200, 200),
    "matching:application": (302, 404, 200, 404, 404, 404),
    "matching:withdraw": (302, 405, 405, 405, 405, 405),
    "matching:accept": (302, 405, 405, 405, 405, 405),
    "matching:desk": (302, 200, 302, 200, 200, 200),
    "matching:candidates": (302, 404, 404, 200, 404, 404),
    "matching:candidate": (302, 404, 404, 200, 404, 404),
    "matching:applicants": (302, 404, 404, 200, 404, 404),
    "matching:applicant": (302, 404, 404, 200, 404, 404),
    "talent:profile": (302, 200, 200, 200, 200, 200),
    "talent:skills": (302, 302, 200, 302, 302, 302),
    "talent:cv": (302, 302, 200, 302, 302, 302),
    "talent:review": (302, 404, 200, 404, 404, 404),
    "talent:delete_document": (302, 405, 405, 405, 405, 405),
    "talent:document": (302, 404, 200, 200, 404, 404),
}
# What only a POST does, answers in the order of PEOPLE; 302 for its owner: done, back to the page.
POSTS = {
    "parks:invitation": (302, 404, 302, 404, 404, 404),
    "matching:withdraw": (302, 404, 302, 404, 404, 404),
    "matching:accept": (302, 404, 302, 404, 404, 404),
    "matching:applicant": (302, 404, 404, 200, 404, 404),
    "talent:review": (302, 404, 302, 404, 404, 404),
    "talent:delete_document": (302, 404, 302, 404, 404, 404),
}
OTHER_SUITES = {"admin", "account", "mfa"}  # tests/access/test_admin_scope.py; allauth's own


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.add(f"{space}{pattern.name}")
        elif pattern.namespace not in OTHER_SUITES:
            inside = f"{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern.url_patterns, inside)
    return {name for name in found if name.split("_")[0] not in OTHER_SUITES}


@pytest.fixture
def world(company, profile, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.fixture
def visit(client, request, sign_in):
    def answer(method: str, address: str, person: str) -> int:
        if person != "signed_out":
            sign_in(request.getfixturevalue(person))
        response = getattr(client, method)(address)
        response.close()
        if person == "signed_out" and response.status_code == 302:
            at_home = response.url.startswith(("/accounts/login/", "/"))
            assert at_home, response.url
        return response.status_code

    return answer


def test_every_address_has_a_row_in_the_matrix():
    assert names(get_resolver().url_patterns) == set(PAGES)


def test_only_the_pages_of_the_public_list_open_to_people_who_are_not_signed_in():
    opened = {name for name, answers in PAGES.items() if answers[0] == 200} | {"set_language"}

    assert opened == PUBLIC


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", PAGES)
def test_the_page_answers_as_the_matrix_says(name, person, world, visit):
    status = visit("get", world.address(name), person)

    assert status == PAGES[name][PEOPLE.index(person)]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", POSTS)
def test_a_change_is_open_to_its_owner_only(name, person, world, visit):
    status = visit("post", world.address(name), person)

    assert status == POSTS[name][PEOPLE.index(person)]


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer"])
def test_a_draft_is_no_page_for_anybody_but_its_company(person, world, visit):
    status = visit("get", world.draft.get_absolute_url(), person)

    assert status == 404


@pytest.mark.parametrize("name", sorted(set(PAGES) - PUBLIC))
def test_a_private_page_sends_somebody_signed_out_to_the_sign_in(name, world, client):
    response = client.get(world.address(name))

    assert response.url.startswith("/accounts/login/?next=")
