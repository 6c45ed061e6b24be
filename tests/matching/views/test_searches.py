"""The page of saved things, saved searches, the openings of an alert, and the unsubscribe link."""

import pytest
from django.test import Client
from django.urls import reverse

from companies.models import Opening
from matching.actions.unsubscribing import unsubscribe_url
from matching.models import SavedSearch
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    AlertFactory,
    SavedOpeningFactory,
    SavedSearchFactory,
)
from tests.factories.parks import SkillFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SAVED, SAVE_SEARCH = reverse("matching:saved"), reverse("matching:save_search")


def link_of(profile) -> str:
    return "/" + unsubscribe_url(profile).split("/", 3)[3]


def periods(profile) -> list[str]:
    return list(profile.saved_searches.order_by("pk").values_list("period", flat=True))


def test_nothing_saved_says_what_to_do(profile, graduate, sign_in):
    text = sign_in(graduate).get(SAVED).text

    assert "Nothing saved yet" in text
    assert "No search saved yet" in text
    assert reverse("matching:market") in text


def test_who_has_no_profile_makes_one_first(sign_in):
    client = sign_in(UserFactory())

    answers = [client.get(SAVED), client.post(SAVE_SEARCH, {"query": "q=GMP"})]

    assert [answer.url for answer in answers] == [reverse("talent:profile")] * 2
    assert not SavedSearch.objects.exists()


def test_the_page_shows_ones_own_openings_newest_first(profile, graduate, sign_in):
    first, second = (SavedOpeningFactory(profile=profile) for _number in range(2))
    SavedOpeningFactory()

    response = sign_in(graduate).get(SAVED)

    assert [row.opening for row in response.context["kept"]] == [second.opening, first.opening]


def test_one_that_closed_says_so_and_offers_similar_ones(profile, graduate, sign_in):
    skill = SkillFactory()
    ended, other = OpeningFactory.create_batch(2, published=True)
    for opening in (ended, other):
        OpeningSkillFactory(opening=opening, skill=skill)
    SavedOpeningFactory(profile=profile, opening=ended)
    Opening.objects.filter(pk=ended.pk).update(state="closed")

    text = sign_in(graduate).get(SAVED).text

    assert "No longer on offer" in text
    assert other.get_absolute_url() in text
    assert reverse("matching:apply", args=[ended.uuid]) not in text


def test_one_that_is_paused_has_no_link_that_leads_nowhere(profile, graduate, sign_in):
    saved = SavedOpeningFactory(profile=profile)
    Opening.objects.filter(pk=saved.opening_id).update(state="paused")

    text = sign_in(graduate).get(SAVED).text

    assert "Paused" in text
    assert f'href="{saved.opening.get_absolute_url()}"' not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_of_each_or_three(
    number, profile, graduate, sign_in, django_assert_num_queries
):
    skill = SkillFactory()
    for index in range(number):
        ended, other = OpeningFactory.create_batch(2, published=True)
        for opening in (ended, other):
            OpeningSkillFactory(opening=opening, skill=skill)
        SavedOpeningFactory(profile=profile, opening=ended)
        Opening.objects.filter(pk=ended.pk).update(state="closed")
        SavedSearchFactory(profile=profile, query=f"q={index}")
    client = sign_in(graduate)
    client.get(SAVED)

    with django_assert_num_queries(7):
        response = client.get(SAVED)

    assert len(response.context["kept"]) == number


def test_the_search_of_the_market_is_saved_under_its_words(profile, graduate, sign_in):
    response = sign_in(graduate).post(SAVE_SEARCH, {"query": "kind=job&q=GMP&page=2"}, follow=True)

    search = profile.saved_searches.get()
    assert (search.name, search.query, search.period) == ("GMP · Job", "kind=job&q=GMP", "daily")
    assert "The search is saved." in response.text
    assert f"{reverse('matching:market')}?kind=job&amp;q=GMP" in response.text


def test_a_search_that_cannot_be_saved_says_why(profile, graduate, sign_in):
    response = sign_in(graduate).post(SAVE_SEARCH, {"query": "q=" + "𠮷" * 100}, follow=True)

    assert "too many conditions" in response.text
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("query", ["", "\x00", "%00", "q=%00&kind=%ff", "&&==", "q=" + "x" * 9000])
def test_whatever_is_sent_as_a_search_breaks_nothing(query, profile, graduate, sign_in):
    client = sign_in(graduate)

    response = client.post(SAVE_SEARCH, {"query": query}, follow=True)

    assert response.status_code == 200
    assert profile.saved_searches.count() == 1


def test_a_search_is_renamed_and_told_of_every_week(profile, graduate, sign_in):
    search = SavedSearchFactory(profile=profile)
    page, client = reverse("matching:search", args=[search.pk]), sign_in(graduate)

    before = client.get(page)
    after = client.post(page, {"name": "Quality", "period": "weekly"}, follow=True)

    search.refresh_from_db()
    assert search.name == "Quality"
    assert before.context["form"].initial["period"] == "daily"
    assert "Every week" in after.text
    assert periods(profile) == ["weekly"]


@pytest.mark.parametrize(
    "given",
    [{"name": "", "period": "daily"}, {"name": "x" * 81, "period": "daily"}, {"name": "GMP"}],
)
def test_a_form_that_is_not_whole_changes_nothing(given, profile, graduate, sign_in):
    search = SavedSearchFactory(profile=profile, name="Mine")

    response = sign_in(graduate).post(reverse("matching:search", args=[search.pk]), given)

    search.refresh_from_db()
    assert response.status_code == 200
    assert (search.name, search.period) == ("Mine", "daily")


def test_a_search_is_deleted(profile, graduate, sign_in):
    search = SavedSearchFactory(profile=profile)

    response = sign_in(graduate).post(
        reverse("matching:delete_search", args=[search.pk]), follow=True
    )

    assert "no more mail comes about it" in response.text
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("page", ["search", "delete_search", "alert"])
def test_what_is_somebody_elses_is_not_found(page, graduate, sign_in):
    row = AlertFactory() if page == "alert" else SavedSearchFactory()
    method = "get" if page == "alert" else "post"

    response = getattr(sign_in(graduate), method)(reverse(f"matching:{page}", args=[row.pk]))

    assert response.status_code == 404
    assert type(row).objects.filter(pk=row.pk).exists()


def told(profile, number: int):
    alert = AlertFactory(profile=profile)
    for _number in range(number):
        opening = OpeningFactory(company=CompanyFactory(), published=True)
        OpeningSkillFactory(opening=opening)
        alert.openings.create(profile=profile, opening=opening)
    return alert


@pytest.mark.parametrize("number", [1, 3])
def test_the_openings_of_a_mail_are_on_a_page_that_costs_the_same(
    number, profile, graduate, sign_in, django_assert_num_queries
):
    alert, client = told(profile, number), sign_in(graduate)
    OpeningFactory(published=True)
    page = reverse("matching:alert", args=[alert.pk])
    client.get(page)

    with django_assert_num_queries(6):
        response = client.get(page)

    assert len(response.context["page"]) == number


def test_a_mail_of_which_everything_is_over_says_so(profile, graduate, sign_in):
    alert = told(profile, 1)
    Opening.objects.update(state="paused")

    text = sign_in(graduate).get(reverse("matching:alert", args=[alert.pk])).text

    assert "None of them is on offer any more" in text


def test_the_link_asks_before_it_stops_anything(profile, client):
    SavedSearchFactory(profile=profile, name="GMP in Suzhou")

    response = client.get(link_of(profile))

    assert "GMP in Suzhou (Every day)" in response.text
    assert "Stop all of this mail" in response.text
    assert periods(profile) == ["daily"]


def test_signed_out_the_button_stops_the_mail_and_offers_it_again(profile, client):
    SavedSearchFactory(profile=profile)

    stopped = client.post(link_of(profile))
    after = periods(profile)
    resumed = client.post(link_of(profile), {"undo": stopped.context["undo"]})

    assert (stopped.status_code, after) == (200, ["never"])
    assert "no more mail comes" in stopped.text
    assert "the mail comes as before" in resumed.text
    assert periods(profile) == ["daily"]


def test_one_click_of_a_mail_program_needs_neither_cookie_nor_token(profile):
    """RFC 8058: a POST with this body, no redirect, nothing else."""
    SavedSearchFactory(profile=profile)
    program = Client(enforce_csrf_checks=True)

    response = program.post(link_of(profile), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert periods(profile) == ["never"]


def test_an_undo_that_is_not_ours_changes_nothing(profile, client):
    SavedSearchFactory(profile=profile, period="never")

    response = client.post(link_of(profile), {"undo": "nonsense"})

    assert "more than a day ago" in response.text
    assert periods(profile) == ["never"]


def test_where_nothing_is_sent_the_link_says_so(profile, client):
    SavedSearchFactory(profile=profile, period="never")

    assert "No mail about saved searches is sent to you." in client.get(link_of(profile)).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_not_signed_here_is_not_found(method, profile, client):
    address = link_of(profile)[:-2] + "x/"

    assert getattr(client, method)(address).status_code == 404
