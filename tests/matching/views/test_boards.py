"""The board of an opening."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.choices.applications import ApplicationState
from matching.models import Application
from matching.queries.anonymity import candidate_name
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = timezone.now()


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def board(opening) -> str:
    return reverse("matching:board", args=[opening.uuid])


def applied(opening, name: str, state: str = "submitted", days: int = 0) -> Application:
    row = ApplicationFactory(
        opening=opening, profile__user__full_name=name, state=state, refusal_reason="filled"
    )
    Application.objects.filter(pk=row.pk).update(changed_at=NOW - timedelta(days=days))
    ProfileGrantFactory(
        profile=row.profile, organisation=opening.company, reference=row.uuid, reason="application"
    )
    return row


def cards(response) -> dict[str, list[str]]:
    return {
        column.kind.code: [str(card.name) for card in column.cards]
        for column, _more in response.context["columns"]
        if column.cards
    }


def test_everybody_stands_in_the_column_of_their_state(opening, board, recruiter, sign_in):
    gone = ("draft", "withdrawn")
    states = [state.value for state in ApplicationState if state not in gone]
    for days, state in enumerate(states):
        applied(opening, state.title(), state, days)
    for state in gone:
        applied(opening, "Not with us", state)
    applied(OpeningFactory(company=opening.company), "Of another opening")

    response = sign_in(recruiter).get(board)

    assert cards(response) == {
        "submitted": ["Submitted"],
        "shortlisted": ["Shortlisted"],
        "interviewing": ["Interviewing"],
        "offered": ["Offered"],
        "hired": ["Accepted", "Hired"],
        "refused": ["Refused", "Lapsed"],
    }
    assert "Not with us" not in response.text
    assert "Of another opening" not in response.text


def test_who_waits_longest_stands_first_and_who_has_ended_last_first(
    opening, board, recruiter, sign_in
):
    for state in ("submitted", "refused"):
        for name, days in (("New", 1), ("Old", 9), ("Middle", 5)):
            applied(opening, name, state, days)

    assert cards(sign_in(recruiter).get(board)) == {
        "submitted": ["Old", "Middle", "New"],
        "refused": ["New", "Middle", "Old"],
    }


def test_a_card_says_what_matters_and_where_it_can_go(opening, board, recruiter, sign_in):
    row = applied(opening, "Lin Yue", "shortlisted")
    waiting = applied(opening, "Wang Wei")
    OpeningMatchesFactory(
        run=MatchRunFactory(park=opening.park),
        opening=opening,
        profile_ids=[row.profile_id],
        points=[3900],
    )

    text = sign_in(recruiter).get(board).text

    assert "95 %" in " ".join(text.split())
    assert "answer within 60 days" in text
    for name in ("matching:invite_applicant", "matching:make_offer"):
        assert reverse(name, args=[row.uuid]) in text
    assert f"{reverse('matching:move', args=[row.uuid])}?to=refused&amp;from=board" in text
    assert f"{reverse('matching:move', args=[waiting.uuid])}?to=shortlisted&amp;from=board" in text
    assert f"{reverse('matching:move', args=[waiting.uuid])}?to=hired" not in text


def test_an_anonymous_first_screen_shows_codes_until_the_shortlist(
    opening, board, company, recruiter, sign_in
):
    company.anonymous_screening = True
    company.save()
    hidden = applied(opening, "Lin Yue")
    applied(opening, "Wang Wei", "shortlisted")

    response = sign_in(recruiter).get(board)

    assert cards(response) == {
        "submitted": [candidate_name(hidden.profile, company.pk)],
        "shortlisted": ["Wang Wei"],
    }
    assert "Lin Yue" not in response.text


def test_the_park_can_switch_the_anonymous_first_screen_on(
    opening, board, park, recruiter, sign_in
):
    opening.park.anonymous_screening = True
    opening.park.save()
    applied(opening, "Lin Yue")

    assert "Lin Yue" not in sign_in(recruiter).get(board).text


def test_an_empty_board_leads_to_the_candidates(opening, board, recruiter, sign_in):
    text = sign_in(recruiter).get(board).text

    assert "Nobody has applied yet" in text
    assert reverse("matching:candidates", args=[opening.uuid]) in text


def many(opening, count: int) -> None:
    profiles = ProfileFactory.create_batch(count)
    rows = Application.objects.bulk_create(
        Application(profile=profile, opening=opening, state="submitted", submitted_at=NOW)
        for profile in profiles
    )
    for row in rows:
        ProfileGrantFactory(
            profile=row.profile,
            organisation=opening.company,
            reference=row.uuid,
            reason="application",
        )


def test_a_column_shows_twenty_and_then_twenty_more(opening, board, recruiter, sign_in):
    many(opening, 45)
    client = sign_in(recruiter)

    first = client.get(board)
    column, more = first.context["columns"][0]
    then = client.get(board + more.partition("#")[0])
    last = client.get(board, {"submitted": 60})

    assert (len(column.cards), column.total, column.left) == (20, 45, 25)
    assert more == "?submitted=40#column-submitted"
    assert "Show more: 25 left" in first.text
    assert len(then.context["columns"][0][0].cards) == 40
    assert (len(last.context["columns"][0][0].cards), last.context["columns"][0][1]) == (45, "")


@pytest.mark.parametrize("number", ["-1", "0", "x", "99999999", "4e3", "²", ""])
def test_a_wrong_number_of_cards_is_mended(number, opening, board, recruiter, sign_in):
    applied(opening, "Lin Yue")

    response = sign_in(recruiter).get(board, {"submitted": number})

    assert response.context["columns"][0][0].shown in (20, 200)


def test_more_of_one_column_leaves_the_others_as_they_are(opening, board, recruiter, sign_in):
    many(opening, 41)

    response = sign_in(recruiter).get(board, {"submitted": 40, "refused": 60, "page": 7})

    assert response.context["columns"][0][1] == "?submitted=60&refused=60#column-submitted"


def test_the_board_of_five_hundred_applicants_is_paged_and_quick_to_ask_for(
    opening, board, recruiter, sign_in, django_assert_num_queries
):
    many(opening, 500)
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        response = client.get(board)

    assert sum(len(column.cards) for column, _more in response.context["columns"]) == 20
    assert response.context["applicants"] == 500
    assert len(response.content) < 60_000


@pytest.mark.parametrize("applicants", [1, 3])
def test_the_board_costs_the_same_for_one_card_or_three(
    applicants, opening, board, recruiter, sign_in, django_assert_num_queries
):
    for number in range(applicants):
        applied(opening, f"Person {number}", ("submitted", "refused", "hired")[number])
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        response = client.get(board)

    assert response.context["applicants"] == applicants


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
def test_the_board_is_the_companys_own(person, opening, board, request, sign_in):
    applied(opening, "Lin Yue")

    assert sign_in(request.getfixturevalue(person)).get(board).status_code == 404
