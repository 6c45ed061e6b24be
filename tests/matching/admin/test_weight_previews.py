"""Proposed weights in the web admin: previewed first, and saved from the form that kept them."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from matching.actions.runs import run_park
from matching.actions.weight_previews import preview_weights
from matching.choices.runs import PreviewState
from matching.loading import snapshots
from matching.models import MatchRun, MatchWeights
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import MembershipFactory, ParkFactory, UserFactory
from tests.matching.admin.test_weights import ADD, errors_of, posted
from tests.matching.random_markets import random_market

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

CHANGED = {"skills": 1296, "text": 0, "congestion": 50}


@pytest.fixture
def run(park) -> MatchRun:
    random_market(park, seed=23, people=20, openings=8)
    return run_park(park, night=date(2026, 11, 22))


def ask(client, park, **changed) -> str:
    """Press “Preview” and return the address that one is sent to."""
    response = client.post(reverse(ADD), posted(park, **changed) | {"preview": "yes"})
    assert response.status_code == 302
    return response.url


def id_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["preview"][0]


def test_the_form_offers_a_preview_of_new_weights_alone(sign_in, park_officer, park):
    page = sign_in(park_officer).get(reverse(ADD)).content.decode()

    assert 'name="preview"' in page


def test_numbers_are_previewed_then_saved_from_the_same_form(sign_in, park_officer, park, run):
    client = sign_in(park_officer)
    link = ask(client, park, **CHANGED)

    waiting = client.get(link).content.decode()
    preview_weights(id_of(link))
    found = client.get(link)

    assert 'hx-trigger="every 2s"' in waiting
    assert "Look again now" in waiting
    page = found.content.decode()
    assert 'hx-trigger="every 2s"' not in page
    assert [
        text in page for text in ("First ten changed", "Openings whose lists changed most")
    ] == [
        True,
        True,
    ]
    assert found.context["preview_numbers"]["rows"] == [
        ["skills asked for", "384", "1296"],
        ["topics and words in common", "912", "0"],
        ["congestion price in per cent", "0", "50"],
    ]
    form = found.context["adminform"].form
    assert {name: form.initial[name] for name in CHANGED} == CHANGED
    assert (form.initial["note"], form.initial["park"]) == ("tried in spring", park.pk)
    assert not MatchWeights.objects.exists()

    client.post(link, posted(park, **CHANGED))

    made = MatchWeights.objects.get()
    assert (made.skills, made.congestion, made.created_by) == (1296, 50, park_officer)


def test_numbers_that_break_a_promise_are_not_previewed(sign_in, park_officer, park, run):
    sent = posted(park, text=0) | {"preview": "yes"}

    response = sign_in(park_officer).post(reverse(ADD), sent)

    assert "must add up to 4096" in errors_of(response)
    assert not MatchWeights.objects.exists()


def test_a_park_without_a_run_keeps_the_numbers_in_the_form(sign_in, park_officer, park):
    client = sign_in(park_officer)

    link = ask(client, park, **CHANGED)

    response = client.get(link)
    assert "no published run yet" in response.content.decode()
    form = response.context["adminform"].form
    assert {name: str(form.initial[name]) for name in CHANGED} == {
        name: str(number) for name, number in CHANGED.items()
    }
    assert not MatchWeights.objects.exists()


def test_a_neighbours_park_is_not_previewed(sign_in, park_officer):
    neighbour = ParkFactory()
    MatchRunFactory(park=neighbour)
    sent = posted(neighbour) | {"preview": "yes"}

    response = sign_in(park_officer).post(reverse(ADD), sent)

    assert "Select a valid choice" in errors_of(response)


def test_a_colleague_does_not_see_somebody_elses_preview(client, sign_in, park_officer, park, run):
    link = ask(sign_in(park_officer), park, **CHANGED)
    colleague = UserFactory(is_staff=True)
    office = park_officer.memberships.get().organisation
    MembershipFactory(user=colleague, organisation=office)

    response = sign_in(colleague).get(link)

    assert "is not kept any more, or is somebody else’s" in response.content.decode()
    assert response.context["adminform"].form.initial.get("skills") is None


def test_lost_files_are_told_in_words(sign_in, park_officer, park, run):
    client = sign_in(park_officer)
    link = ask(client, park)
    snapshots.forget(run)

    preview_weights(id_of(link))

    page = client.get(link).content.decode()
    assert str(PreviewState.GONE.label) in page
    assert "start a run first" in page


def test_the_page_of_a_preview_stays_cheap(
    sign_in, park_officer, park, run, django_assert_max_num_queries
):
    client = sign_in(park_officer)
    link = ask(client, park, **CHANGED)
    preview_weights(id_of(link))

    with django_assert_max_num_queries(12):
        client.get(link)
