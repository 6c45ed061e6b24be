"""How somebody came to an opening is carried to the application, over sign-in and draft."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from matching.choices.applications import ApplicationSource
from matching.models import Application
from matching.views.sources import carried
from tests.factories.companies import OpeningFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


@pytest.fixture
def applicant(graduate):
    graduate.profile.degree = DegreeLevelFactory()
    graduate.profile.save()
    return graduate


def apply_at(opening, **query: str) -> str:
    return reverse("matching:apply", args=[opening.uuid], query=query or None)


def source() -> str:
    return Application.objects.values_list("source", flat=True).get()


@pytest.mark.parametrize("came_from", ["market", "matches", "alert", "invitation"])
def test_the_link_says_how_somebody_came(came_from, applicant, opening, sign_in):
    sign_in(applicant).post(apply_at(opening, **{"from": came_from}), {"send": ""})

    assert source() == came_from


@pytest.mark.parametrize("query", [{}, {"from": ""}, {"from": "friends"}, {"from": "elsewhere"}])
def test_what_is_not_known_came_from_elsewhere(query, applicant, opening, sign_in):
    sign_in(applicant).post(apply_at(opening, **query), {"send": ""})

    assert source() == ApplicationSource.ELSEWHERE


def test_the_way_survives_the_sign_in(opening, client):
    page = client.get(f"{opening.get_absolute_url()}?from=alert")
    to_apply = apply_at(opening, **{"from": "alert"})

    assert f'href="{to_apply}"' in page.text
    assert unquote(client.get(to_apply).url) == f"/accounts/login/?next={to_apply}"


def test_the_way_survives_the_draft(applicant, opening, sign_in):
    client = sign_in(applicant)
    form = client.get(apply_at(opening, **{"from": "matches"}))
    save_address = form.context["save_address"]

    client.post(save_address, {"message": "I like cells"})
    client.post(apply_at(opening), {"message": "I like cells", "send": ""})

    assert save_address.endswith("/apply/draft/?from=matches")
    assert form.text.count(save_address) == 3  # both buttons, and what saves by itself
    assert source() == "matches"


def test_the_first_way_counts(applicant, opening, sign_in):
    client = sign_in(applicant)
    client.post(
        reverse("matching:draft", args=[opening.uuid], query={"from": "alert"}), {"message": "Hi"}
    )

    client.post(apply_at(opening, **{"from": "market"}), {"message": "Hi", "send": ""})

    assert source() == "alert"


def test_a_draft_begun_from_elsewhere_learns_a_way_that_is_known(applicant, opening, sign_in):
    client = sign_in(applicant)
    client.post(reverse("matching:draft", args=[opening.uuid]), {"message": "Hi"})

    client.post(apply_at(opening, **{"from": "market"}), {"message": "Hi", "send": ""})

    assert source() == "market"


def test_search_results_lead_on_with_their_name(opening, client):
    found = client.get(reverse("matching:market")).text

    assert f'href="{opening.get_absolute_url()}?from=market"' in found


def test_nothing_is_carried_from_elsewhere():
    assert carried(ApplicationSource.ELSEWHERE) == ""
    assert carried(ApplicationSource.ALERT) == "?from=alert"
