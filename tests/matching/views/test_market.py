"""The public market, and how one opening suits the person who looks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.actions.runs import run_park
from matching.queries.matches import openings_for
from parks.models import Vocabulary
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)
from tests.matching.markets import small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MARKET = reverse("matching:market")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def openings(company):
    return OpeningFactory.create_batch(3, company=company, published=True)


@pytest.fixture
def vocabulary_is_loaded(db) -> None:
    """As in production, where what the vocabulary says is read once in a while only."""
    Vocabulary.objects.create(version="of a test", loaded_at=timezone.now())


@pytest.mark.usefixtures("vocabulary_is_loaded")
@pytest.mark.parametrize("rows", [1, 3, 60])
@pytest.mark.parametrize(("person", "queries"), [(None, 4), ("graduate", 7)])
@pytest.mark.parametrize(
    "query", [{}, {"kind": "job"}, {"q": "opening"}, {"q": "o", "kind": "job"}]
)
def test_the_market_costs_the_same_for_one_opening_or_many(
    query, rows, person, queries, client, company, sign_in, request, django_assert_num_queries
):
    DegreeLevelFactory()
    for opening in OpeningFactory.create_batch(rows, company=company, published=True, text_en="o"):
        OpeningSkillFactory(opening=opening)
    if person:
        sign_in(request.getfixturevalue(person))
    client.get(MARKET, query)

    with django_assert_num_queries(queries):
        response = client.get(MARKET, query)

    assert len(response.context["page"]) == min(rows, 20)
    assert response.context["page"].paginator.count == rows
    assert len(response.content) < 60_000


@pytest.mark.usefixtures("vocabulary_is_loaded")
@pytest.mark.parametrize("rows", [1, 3])
def test_mended_words_cost_two_queries_more(rows, client, company, django_assert_num_queries):
    for opening in OpeningFactory.create_batch(rows, company=company, published=True):
        OpeningSkillFactory(opening=opening)
    client.get(MARKET)

    with django_assert_num_queries(6):
        response = client.get(MARKET, {"q": "Alpha Bioligics"})

    assert len(response.context["page"]) == rows


@pytest.mark.usefixtures("vocabulary_is_loaded")
def test_the_page_of_a_market_with_every_choice_is_small(client, company):
    """Fifteen skills, twenty disciplines, thirty provinces and cities: all that may be shown."""
    for number in range(30):
        region = RegionFactory(code=f"{10 + number}0000", label_zh="新疆维吾尔自治区")
        opening = OpeningFactory(company=company, published=True, region=region, text_en="x" * 5000)
        opening.disciplines.add(DisciplineFactory())
        OpeningSkillFactory.create_batch(2, opening=opening)

    response = client.get(MARKET)

    assert len(response.content) < 60_000


def test_the_newest_openings_come_first(client, openings):
    page = client.get(MARKET).context["page"]

    assert list(page) == openings[::-1]


def test_the_number_of_openings_is_the_number_of_those_found(client, company):
    OpeningFactory.create_batch(2, company=company, published=True, kind="job")
    OpeningFactory(company=company, published=True, kind="postdoc")
    OpeningFactory(company=company)

    counts = [
        client.get(MARKET, query).context["page"].paginator.count
        for query in ({}, {"kind": "job"}, {"kind": ["job", "postdoc"]}, {"kind": "internship"})
    ]

    assert counts == [3, 2, 3, 0]


@pytest.mark.parametrize(
    ("number", "shown"), [("2", 2), ("0", 2), ("-5", 2), ("99999999", 2), ("x", 1), ("\x00", 1)]
)
def test_a_wrong_page_number_is_mended(number, shown, client, company):
    OpeningFactory.create_batch(21, company=company, published=True)

    response = client.get(MARKET, {"page": number})

    assert (response.status_code, response.context["page"].number) == (200, shown)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "x" * 10_000, "kind": "y" * 10_000, "park": "z" * 10_000, "degree": "ä" * 10_000},
        {"kind": "no-such-kind"},
        {"park": "no-such-park"},
        {"degree": "no-such-degree"},
        {"q": "%", "park": "%"},
        {"kind": ["job"] * 100, "park": ["\x00"] * 100},
    ],
)
def test_rubbish_in_the_filter_breaks_nothing(query, client, openings):
    assert client.get(MARKET, query).status_code == 200


@pytest.mark.parametrize("words", ["%", "_", "A%t", "A_alyst"])
def test_wildcards_of_the_database_are_letters_like_others(words, client, company):
    OpeningFactory(company=company, published=True, title_en="Analyst")

    assert list(client.get(MARKET, {"q": words}).context["page"]) == []


def test_openings_are_found_by_a_skill_in_either_language(client, company):
    opening = OpeningFactory(company=company, published=True)
    OpeningFactory(company=company, published=True)
    OpeningSkillFactory(opening=opening, skill=skill_called("cell culture", "细胞培养"))

    found = [
        list(client.get(MARKET, {"q": words}).context["page"])
        for words in ("cell culture", "细胞培养")
    ]

    assert found == [[opening], [opening]]


def test_the_filter_stays_in_the_address_and_its_boxes_stay_checked(client, company):
    OpeningFactory.create_batch(21, company=company, published=True)

    text = client.get(MARKET, {"kind": "job", "park": "biobay", "q": "Opening"}).text

    assert 'value="job" checked' in text
    assert 'value="biobay" checked' in text
    assert "kind=job&amp;park=biobay&amp;q=Opening&amp;page=2" in text


def test_each_condition_can_be_taken_away_and_all_at_once(client, openings):
    text = client.get(MARKET, {"kind": ["job", "postdoc"], "q": "opening"}).text

    assert f'href="{MARKET}?q=opening&amp;kind=postdoc"' in text
    assert f'href="{MARKET}?q=opening&amp;kind=job"' in text
    assert f'href="{MARKET}?q=opening">Clear all' in text


def test_without_conditions_there_is_nothing_to_take_away(client, openings):
    assert "Clear all" not in client.get(MARKET).text


def test_htmx_gets_results_with_facets_and_a_browser_the_whole_page(client, openings):
    whole, part = client.get(MARKET), client.get(MARKET, headers=HTMX)

    assert "<html" in whole.text
    assert 'id="results"' in whole.text
    assert whole.text.count('id="facets"') == 1
    assert "<html" not in part.text
    assert 'id="results"' not in part.text
    assert '<div id="facets" hx-swap-oob="true">' in part.text
    assert openings[0].title_en in part.text


def test_going_back_gets_the_whole_page(client, openings):
    restored = client.get(MARKET, headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" in restored.text
    assert "hx-swap-oob" not in restored.text


def test_the_address_that_htmx_shows_has_no_empty_or_wrong_parts(client, openings):
    response = client.get(MARKET, {"q": "", "kind": ["job", "x"], "sort": ""}, headers=HTMX)

    assert response["HX-Push-Url"] == f"{MARKET}?kind=job"


def test_no_cache_mixes_up_the_results_and_the_whole_page(client, openings):
    assert "HX-Request" in client.get(MARKET)["Vary"]


def test_words_of_the_visitor_are_shown_as_they_are_and_run_nothing(client, openings):
    text = client.get(MARKET, {"q": "<script>alert(1)</script>"}).text

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_an_empty_market_says_what_to_do_next(client):
    assert "Nothing fits all of this" in client.get(MARKET, {"q": "nobody"}).text


def test_mistyped_words_are_mended_and_the_page_says_so(client, company):
    opening = OpeningFactory(company=company, published=True, title_en="Antibody engineer")

    response = client.get(MARKET, {"q": "antibdy"})

    assert list(response.context["page"]) == [opening]
    assert "Nothing was found for “antibdy”. These are openings for “antibody”." in response.text


def test_where_only_the_filter_is_in_the_way_the_page_offers_to_leave_it_out(client, company):
    OpeningFactory(company=company, published=True, title_en="Analyst", kind="job")

    text = client.get(MARKET, {"q": "analyst", "kind": "postdoc"}).text

    assert "Show 1 opening without them" in text
    assert f'href="{MARKET}?q=analyst"' in text


def test_where_no_opening_has_all_words_the_page_offers_each_of_them(client, company):
    OpeningFactory(company=company, published=True, title_en="Analyst")
    OpeningFactory(company=company, published=True, title_en="Scientist")

    text = client.get(MARKET, {"q": "analyst scientist"}).text

    assert f'href="{MARKET}?q=analyst"' in text
    assert f'href="{MARKET}?q=scientist"' in text


def test_what_was_published_a_moment_ago_stands_in_the_list(client, company):
    client.get(MARKET)
    opening = OpeningFactory(company=company, published=True)

    assert list(client.get(MARKET).context["page"]) == [opening]


def test_what_was_closed_a_moment_ago_does_not(client, openings):
    client.get(MARKET)
    Opening.objects.filter(pk=openings[0].pk).update(state="closed")

    assert list(client.get(MARKET).context["page"]) == openings[:0:-1]


def test_openings_come_by_match_for_those_who_have_a_list(park, sign_in):
    market = small_market(park)
    run_park(park, night=date(2026, 11, 22))
    OpeningFactory(company=market.analyst.company, published=True)

    client = sign_in(market.ann.user)
    page, text = (client.get(MARKET, {"sort": "match"}) for _time in range(2))

    best = openings_for(market.ann).ids
    assert [opening.pk for opening in page.context["page"]][: len(best)] == best
    assert 'value="match" selected' in text.text
    points = page.context["points"][best[0]]
    assert f"{points * 100 // 4096} % match" in text.text


@pytest.mark.parametrize("person", [None, "graduate", "recruiter"])
def test_who_has_no_matches_is_not_offered_their_order(person, client, openings, sign_in, request):
    if person:
        sign_in(request.getfixturevalue(person))

    text = client.get(MARKET, {"sort": "match"}).text

    assert 'value="match"' not in text
    assert "% match" not in text


def test_an_opening_is_public_as_long_as_it_is_offered(client, company):
    opening = OpeningFactory(
        company=company, published=True, title_en="Analyst", text_en="<script>alert(1)</script>"
    )

    response = client.get(opening.get_absolute_url())

    assert response.status_code == 200
    assert "&lt;script&gt;alert(1)" in response.text
    assert reverse("matching:apply", args=[opening.uuid]) in response.text
    assert "How it suits you" not in response.text


@pytest.mark.parametrize("state", ["closed", "expired"])
@pytest.mark.parametrize("person", [None, "graduate", "stranger", "recruiter"])
def test_an_opening_that_has_ended_is_gone(state, person, client, company, sign_in, request):
    opening = OpeningFactory(company=company, state=state, published_at=timezone.now())
    if person:
        sign_in(request.getfixturevalue(person))

    response = client.get(opening.get_absolute_url())

    assert response.status_code == 410
    assert reverse("matching:apply", args=[opening.uuid]) not in response.text


@pytest.mark.parametrize(("days_left", "status"), [(0, 200), (-1, 410)])
def test_an_opening_is_gone_after_its_last_day(days_left, status, client, company):
    closes_on = timezone.localdate() + timedelta(days=days_left)
    opening = OpeningFactory(company=company, published=True, closes_on=closes_on)

    assert client.get(opening.get_absolute_url()).status_code == status


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused"])
def test_an_opening_that_is_not_offered_is_found_by_its_own_people_alone(
    state, client, company, sign_in, graduate, stranger, recruiter
):
    opening = OpeningFactory(company=company, state=state, review_comment="Name the pay.")

    signed_out = client.get(opening.get_absolute_url()).status_code
    found = [
        sign_in(person).get(opening.get_absolute_url()).status_code
        for person in (graduate, stranger, recruiter)
    ]

    assert (signed_out, found) == (404, [404, 404, 200])


def test_an_address_that_leads_nowhere_is_not_found(client):
    missing = "/openings/00000000-0000-4000-8000-000000000000/"

    assert client.get(missing).status_code == 404
    assert client.get("/openings/1/").status_code == 404


def test_a_graduate_reads_how_an_opening_suits_them(park, sign_in):
    market = small_market(park)

    text = sign_in(market.ann.user).get(market.analyst.get_absolute_url()).text

    assert "How it suits you" in text
    assert "72 %" in text
    assert "2979 of 4096 points" in text
    assert "2587 of 3680" in text
    assert "392 of 416" in text


def test_a_graduate_reads_what_stands_in_the_way(park, sign_in):
    market = small_market(park)

    text = sign_in(market.ann.user).get(market.operator.get_absolute_url()).text

    assert "What stands in the way" in text
    assert "asked: Wuxi · profile: Suzhou" in text
    assert "asked: any" not in text


@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "Finish my application"), ("submitted", "You have applied. State: Submitted")],
)
def test_a_graduate_sees_the_application_that_is_there(
    state, words, profile, graduate, company, sign_in
):
    opening = OpeningFactory(company=company, published=True)
    ApplicationFactory(profile=profile, opening=opening, state=state)

    assert words in sign_in(graduate).get(opening.get_absolute_url()).text


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "refused"])
def test_a_graduate_whose_application_has_ended_may_apply_again(
    state, profile, graduate, company, sign_in
):
    opening = OpeningFactory(company=company, published=True)
    ApplicationFactory(profile=profile, opening=opening, state=state, refusal_reason="filled")

    text = sign_in(graduate).get(opening.get_absolute_url()).text

    assert reverse("matching:apply", args=[opening.uuid]) in text


def test_a_recruiter_goes_from_the_opening_to_its_candidates(company, recruiter, sign_in):
    opening = OpeningFactory(company=company, published=True)

    text = sign_in(recruiter).get(opening.get_absolute_url()).text

    assert reverse("matching:candidates", args=[opening.uuid]) in text


@pytest.mark.parametrize("skills", [1, 3])
@pytest.mark.parametrize(("person", "queries"), [(None, 4), ("graduate", 12)])
def test_the_page_of_an_opening_costs_the_same_for_one_skill_or_three(
    skills, person, queries, client, company, sign_in, request, django_assert_num_queries
):
    opening = OpeningFactory(company=company, published=True, closes_on=date(2100, 1, 1))
    OpeningSkillFactory.create_batch(skills, opening=opening)
    if person:
        sign_in(request.getfixturevalue(person))
    client.get(opening.get_absolute_url())

    with django_assert_num_queries(queries):
        response = client.get(opening.get_absolute_url())

    assert response.status_code == 200


def test_openings_of_a_company_that_waits_for_verification_are_listed(client, park):
    opening = OpeningFactory(company=CompanyFactory(park=park), published=True)

    assert list(client.get(MARKET).context["page"]) == [opening]


@pytest.mark.parametrize("state", ["closed", "expired"])
def test_an_opening_that_has_ended_shows_similar_ones(state, client, company):
    gone, other = (OpeningFactory(company=company, published=True) for _number in range(2))
    asked = OpeningSkillFactory(opening=gone)
    OpeningSkillFactory(opening=other, skill=asked.skill)
    Opening.objects.filter(pk=gone.pk).update(state=state)

    response = client.get(gone.get_absolute_url())

    assert response.status_code == 410
    assert response.context["similar"] == [other]
    assert other.get_absolute_url() in response.text
