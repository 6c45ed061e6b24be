"""The weights of a park in the web admin: added, looked at, and their price previewed."""

from datetime import date

import pytest
from django.urls import reverse

from matching.actions.runs import run_park
from matching.loading import snapshots
from matching.models import MatchRun, MatchWeights
from tests.factories.admin import address
from tests.factories.matching import MatchWeightsFactory
from tests.factories.parks import ParkFactory
from tests.matching.markets import small_market

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

ADD = "admin:matching_matchweights_add"
PREVIEW = "admin:matching_matchweights_preview"
NUMBERS = {
    "all_musts": 2048,
    "skills": 384,
    "evidence": 128,
    "discipline": 96,
    "degree": 48,
    "text": 912,
    "kind": 96,
    "place": 160,
    "channel": 64,
    "pay": 96,
    "start": 64,
    "must": 4,
    "wanted": 2,
    "nice": 1,
    "congestion": 0,
}


def posted(park, **changed):
    return NUMBERS | {"park": park.pk, "note": "tried in spring"} | changed


def errors_of(response) -> str:
    return str(response.context["adminform"].form.errors)


def test_an_officer_adds_a_version_for_their_park(sign_in, park_officer, park):
    sign_in(park_officer).post(reverse(ADD), posted(park, skills=1296, text=0, congestion=50))

    made = MatchWeights.objects.get()
    assert (made.park, made.version, made.created_by) == (park, 1, park_officer)
    assert (made.skills, made.text, made.congestion) == (1296, 0, 50)


def test_an_officer_adds_none_for_a_neighbour(sign_in, park_officer):
    response = sign_in(park_officer).post(reverse(ADD), posted(ParkFactory()))

    assert "Select a valid choice" in errors_of(response)
    assert not MatchWeights.objects.exists()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"text": 0}, "must add up to 4096"),
        ({"all_musts": 2000, "text": 960}, "at least 2048"),
        ({"skills": 100, "text": 1196}, "at least 256"),
        ({"must": 2}, "A must weighs more than a wish"),
        ({"congestion": 101}, "less than or equal to 100"),
    ],
)
def test_numbers_that_break_a_promise_are_refused_in_words(
    sign_in, park_officer, park, changed, reason
):
    response = sign_in(park_officer).post(reverse(ADD), posted(park, **changed))

    assert reason in errors_of(response)
    assert not MatchWeights.objects.exists()


def test_a_new_version_begins_as_the_one_in_force(sign_in, park_officer, park):
    MatchWeightsFactory(park=park, version=3, skills=1296, text=0, congestion=25)

    form = sign_in(park_officer).get(reverse(ADD)).context["adminform"].form

    assert [form.initial[name] for name in ("skills", "text", "congestion")] == [1296, 0, 25]


def test_a_version_is_not_changed_any_more(sign_in, park_officer, park):
    weights = MatchWeightsFactory(park=park)

    response = sign_in(park_officer).post(address(weights, "change"), posted(park, note="changed"))

    weights.refresh_from_db()
    assert (response.status_code, weights.note) == (403, "")


def test_the_preview_asks_for_a_park_first(sign_in, park_officer, park):
    response = sign_in(park_officer).get(reverse(PREVIEW))

    assert list(response.context["form"].fields["park"].queryset) == [park]
    assert response.context["preview"] is None


def test_the_preview_shows_a_line_for_every_strength(sign_in, park_officer, park):
    small_market(park)
    run_park(park, night=date(2026, 11, 22))

    response = sign_in(park_officer).get(reverse(PREVIEW), {"park": park.pk})

    page = response.content.decode()
    assert [f"{strength} %</th>" in page for strength in (0, 25, 50, 60, 100)] == [True] * 5


def test_a_park_without_a_run_is_told_to_start_one(sign_in, park_officer, park):
    page = sign_in(park_officer).get(reverse(PREVIEW), {"park": park.pk}).content.decode()

    assert "no published run yet" in page


def test_lost_files_are_told(sign_in, park_officer, park):
    small_market(park)
    snapshots.forget(run_park(park, night=date(2026, 11, 22)))

    page = sign_in(park_officer).get(reverse(PREVIEW), {"park": park.pk}).content.decode()

    assert "files of the last run are gone" in page


def test_a_park_too_large_for_a_page_names_the_command(sign_in, park_officer, park):
    small_market(park)
    run = run_park(park, night=date(2026, 11, 22))
    MatchRun.objects.filter(pk=run.pk).update(graduates=100_001)

    page = sign_in(park_officer).get(reverse(PREVIEW), {"park": park.pk}).content.decode()

    assert f"manage.py preview_congestion --park {park.slug}" in page


def test_a_neighbours_park_cannot_be_previewed(sign_in, park_officer):
    response = sign_in(park_officer).get(reverse(PREVIEW), {"park": ParkFactory().pk})

    assert response.context["form"].errors.keys() == {"park"}
