"""The buttons: save, not interested, and both taken back, with JavaScript and without."""

import pytest
from django.urls import reverse

from companies.models import Opening
from matching.actions.runs import run_park
from matching.models import Dismissal, SavedOpening
from tests.factories.companies import OpeningFactory
from tests.factories.matching import DismissalFactory, SavedOpeningFactory
from tests.factories.parks import UserFactory
from tests.matching.markets import SmallMarket, small_market
from tests.matching.searchable import make_searchable
from tests.matching.views.test_me import MATCHES, ME, NIGHT, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HTMX = {"HX-Request": "true"}
BUTTONS = ("save", "unsave", "dismiss", "want_again")


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


@pytest.fixture
def ran(market) -> SmallMarket:
    run_park(market.park, night=NIGHT)
    return market


def address(button: str, opening: Opening) -> str:
    return reverse(f"matching:{button}", args=[opening.uuid])


def test_saving_and_removing_go_back_to_the_page_they_came_from(market, sign_in):
    client = sign_in(market.ann.user)

    saved = client.post(address("save", market.analyst), {"next": "/openings/?q=GMP"})
    kept = list(SavedOpening.objects.all())
    removed = client.post(address("unsave", market.analyst), {"next": "/me/saved/"})

    assert (saved.url, removed.url) == ("/openings/?q=GMP", "/me/saved/")
    assert [row.opening for row in kept] == [market.analyst]
    assert not SavedOpening.objects.exists()


def test_for_htmx_the_button_answers_with_its_other_side(market, sign_in):
    client = sign_in(market.ann.user)

    saved = client.post(address("save", market.analyst), headers=HTMX)
    removed = client.post(address("unsave", market.analyst), headers=HTMX)

    assert address("unsave", market.analyst) in saved.text
    assert "Saved" in saved.text
    assert address("save", market.analyst) in removed.text
    assert "<html" not in saved.text + removed.text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "", "/\\evil"])
def test_nobody_is_sent_to_another_site(elsewhere, market, sign_in):
    response = sign_in(market.ann.user).post(address("save", market.analyst), {"next": elsewhere})

    assert response.url == market.analyst.get_absolute_url()


@pytest.mark.parametrize("button", BUTTONS)
def test_who_has_no_profile_makes_one_first(button, market, sign_in):
    client = sign_in(UserFactory())

    response = client.post(address(button, market.analyst), {"reason": "pay"})

    assert response.url == reverse("talent:profile")
    assert not SavedOpening.objects.exists()
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("button", BUTTONS)
def test_an_opening_one_may_not_read_is_not_found(button, market, sign_in):
    draft = OpeningFactory(company=market.analyst.company)

    response = sign_in(market.ann.user).post(address(button, draft), {"reason": "pay"})

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("factory", "button"), [(SavedOpeningFactory, "unsave"), (DismissalFactory, "want_again")]
)
def test_what_was_kept_can_be_removed_when_the_opening_is_withdrawn(
    factory, button, market, sign_in
):
    wish = factory(profile=market.ann, opening=market.analyst)
    Opening.objects.filter(pk=market.analyst.pk).update(state="paused")

    sign_in(market.ann.user).post(address(button, market.analyst))

    assert not type(wish).objects.exists()


def test_not_interested_takes_the_match_away_at_once_and_offers_to_undo(ran, sign_in):
    client = sign_in(ran.bob.user)

    response = client.post(
        address("dismiss", ran.operator), {"reason": "pay", "next": MATCHES}, follow=True
    )

    assert [opening for opening, _points in shown(response)] == [ran.analyst]
    assert response.context["left_out"] == ran.operator
    assert "“Operator” is left out of your matches." in response.text
    assert response.text.count(address("want_again", ran.operator)) == 2
    assert Dismissal.objects.get().reason == "pay"


def test_the_desk_leaves_it_out_and_offers_to_undo_too(ran, sign_in):
    client = sign_in(ran.bob.user)

    response = client.post(
        address("dismiss", ran.operator), {"reason": "work", "next": ME}, follow=True
    )

    assert [opening for opening, _points in shown(response)] == [ran.analyst]
    assert address("want_again", ran.operator) in response.text


def test_the_list_says_what_was_left_out_for_as_long_as_it_is(ran, sign_in):
    DismissalFactory(profile=ran.bob, opening=ran.operator)

    response = sign_in(ran.bob.user).get(MATCHES)

    assert response.context["dismissed"] == [ran.operator]
    assert response.context["left_out"] is None
    assert "Not interested: 1 opening" in response.text


def test_undone_it_is_where_it_was(ran, sign_in):
    DismissalFactory(profile=ran.bob, opening=ran.operator)
    client = sign_in(ran.bob.user)

    response = client.post(address("want_again", ran.operator), {"next": MATCHES}, follow=True)

    assert [opening for opening, _points in shown(response)] == [ran.operator, ran.analyst]
    assert not Dismissal.objects.exists()


def test_for_htmx_the_card_gives_way_to_the_undo(ran, sign_in):
    response = sign_in(ran.bob.user).post(
        address("dismiss", ran.operator), {"reason": "pay"}, headers=HTMX
    )

    assert response.text.strip().startswith("<li")
    assert address("want_again", ran.operator) in response.text


@pytest.mark.parametrize("reason", ["", "boredom"])
def test_a_reason_is_needed(reason, market, sign_in):
    response = sign_in(market.ann.user).post(
        address("dismiss", market.analyst), {"reason": reason}, follow=True
    )

    assert "Choose a reason." in response.text
    assert not Dismissal.objects.exists()


def test_the_page_of_the_opening_offers_both_buttons(market, sign_in):
    text = sign_in(market.ann.user).get(market.analyst.get_absolute_url()).text

    assert address("save", market.analyst) in text
    assert address("dismiss", market.analyst) in text
    assert "The pay is too low" in text


def test_the_page_of_the_opening_says_that_one_is_not_interested_and_why(market, sign_in):
    DismissalFactory(profile=market.ann, opening=market.analyst, reason="level")
    SavedOpeningFactory(profile=market.ann, opening=market.analyst)

    text = sign_in(market.ann.user).get(market.analyst.get_absolute_url()).text

    assert "You said you are not interested: I am over- or under-qualified" in text
    assert "profile: you said you are not interested" in text
    assert address("want_again", market.analyst) in text
    assert address("unsave", market.analyst) in text
    assert address("dismiss", market.analyst) not in text


def test_the_reasons_say_it_too(ran, sign_in):
    DismissalFactory(profile=ran.bob, opening=ran.operator)

    text = sign_in(ran.bob.user).get(reverse("matching:match", args=[ran.operator.uuid])).text

    assert "This opening is not in your list: you said you are not interested." in text


def test_why_an_opening_is_not_in_the_list_is_one_press_away_from_its_page(market, sign_in):
    text = sign_in(market.silent.user).get(market.analyst.get_absolute_url()).text

    assert "why is this opening not in my list?" in text
    assert reverse("matching:match", args=[market.analyst.uuid]) in text


@pytest.mark.parametrize("person", ["signed out", "recruiter"])
def test_people_without_a_profile_see_no_buttons(person, client, market, sign_in, recruiter):
    if person == "recruiter":
        sign_in(recruiter)
    make_searchable()

    texts = [
        client.get(page).text for page in (market.analyst.get_absolute_url(), "/openings/?q=&")
    ]

    assert not any(address("save", market.analyst) in text for text in texts)
    assert not any("Save this search" in text for text in texts)


def test_cards_of_the_market_have_the_button_and_know_what_is_saved(market, sign_in):
    make_searchable()
    SavedOpeningFactory(profile=market.ann, opening=market.analyst)

    text = sign_in(market.ann.user).get(reverse("matching:market")).text

    assert address("unsave", market.analyst) in text
    assert address("save", market.operator) in text
    assert "Save this search" in text


def test_the_company_reads_neither_that_nor_why(ran, sign_in, park):
    DismissalFactory(profile=ran.bob, opening=ran.operator, reason="company")
    recruiter = UserFactory()
    recruiter.memberships.create(organisation=ran.operator.company, role="admin")
    page = reverse("matching:candidate", args=[ran.operator.uuid, ran.bob.uuid])

    response = sign_in(recruiter).get(page)

    assert response.status_code == 200
    assert "dealt with already" in response.text
    for words in ("not interested", "Not this company", "you said"):
        assert words not in response.text
