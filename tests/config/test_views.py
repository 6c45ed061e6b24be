"""The home page, and the two pages that a machine asks whether all is well."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from config.views import figures
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory

HOME, LIVE, READY = reverse("home"), reverse("live"), reverse("ready")


@pytest.fixture(autouse=True)
def no_figures_yet():
    cache.delete("home_figures")
    yield
    cache.delete("home_figures")


@pytest.fixture
def no_redis(settings):
    """A cache at a socket that nobody listens at."""
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}
    }


@pytest.mark.django_db
def test_the_home_page_shows_what_is_new(client, english, park):
    company = CompanyFactory(park=park, verified=True)
    OpeningFactory.create_batch(7, company=company, published=True)
    OpeningFactory(company=company, title_en="Secret plan")
    MatchRunFactory(park=park, matches=123)

    response = client.get(HOME)

    assert response.status_code == 200
    assert len(response.context["openings"]) == 6
    assert response.context["figures"] == {"openings": 7, "companies": 1, "matches": 123}
    assert "BioBAY" in response.text
    assert "Secret plan" not in response.text


@pytest.mark.django_db
def test_an_empty_portal_has_a_home_page_too(client, english):
    text = client.get(HOME).text

    assert "No opening yet" in text
    assert "No park is listed yet" in text


@pytest.mark.django_db
def test_what_has_passed_its_last_day_is_neither_shown_nor_counted(client, company):
    yesterday = timezone.localdate() - timedelta(days=1)
    OpeningFactory(company=company, published=True, closes_on=yesterday)

    context = client.get(HOME).context

    assert (list(context["openings"]), context["figures"]["openings"]) == ([], 0)


@pytest.mark.django_db
def test_the_figures_are_counted_once_a_minute(company, django_assert_num_queries):
    first = figures()
    OpeningFactory(company=company, published=True)

    with django_assert_num_queries(0):
        second = figures()

    assert second == first == {"openings": 0, "companies": 1, "matches": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_costs_the_same_for_one_opening_or_three(
    rows, client, django_assert_num_queries
):
    for park in ParkFactory.create_batch(rows):
        OpeningSkillFactory(opening=OpeningFactory(company__park=park, published=True))
    client.get(HOME)

    with django_assert_num_queries(3):
        response = client.get(HOME)

    assert len(response.context["openings"]) == rows
    assert len(response.content) < 60_000


def test_a_process_that_answers_is_alive(client):
    response = client.get(LIVE)

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_process_with_its_servers_is_ready(client):
    response = client.get(READY)

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": True, "redis": True}


@pytest.mark.django_db
def test_without_redis_a_process_lives_and_is_not_ready(client, no_redis):
    response = client.get(READY)

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": True, "redis": False}
    assert client.get(LIVE).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_a_database_a_process_lives_and_is_not_ready(client, monkeypatch):
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = client.get(READY)
        alive = client.get(LIVE)

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": False, "redis": True}
    assert alive.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", [LIVE, READY, HOME, reverse("robots")])
def test_these_pages_are_open_to_everybody_and_only_read(address, client):
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_search_engines_are_kept_out_of_what_is_private(client):
    response = client.get(reverse("robots"))

    assert response["Content-Type"] == "text/plain"
    closed = [line for line in response.text.splitlines() if line.startswith("Disallow: ")]
    assert closed == [f"Disallow: /{part}/" for part in ("me", "desk", "accounts", "admin")]


@pytest.mark.django_db
def test_without_redis_the_pages_still_open(client, graduate, no_redis):
    client.force_login(graduate, backend="allauth.account.auth_backends.AuthenticationBackend")

    statuses = [client.get(address).status_code for address in ("/", "/openings/", "/me/")]

    assert statuses == [200, 200, 200]
