"""A student's desk: the matches with their reasons, and what to do next."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.actions.runs import run_park
from matching.models import GraduateMatches, MatchChange
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import ParkFactory, UserFactory, VerificationFactory
from tests.factories.talent import SkillClaimFactory
from tests.factories.vocabulary import RegionFactory
from tests.matching.markets import ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ME, MATCHES = reverse("matching:me"), reverse("matching:matches")
REASONS = reverse("matching:match", args=["00000000-0000-4000-8000-000000000000"])
NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park):
    return small_market(park)


@pytest.fixture
def ran(market):
    run_park(market.park, night=NIGHT)
    return market


def shown(response) -> list[tuple[Opening, int]]:
    return [(opening, told.points) for opening, told in response.context["matches"]]


@pytest.mark.parametrize("address", [ME, MATCHES, REASONS])
def test_matches_are_private(address, client):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("address", [MATCHES, REASONS])
def test_who_has_no_profile_makes_one_first(address, sign_in):
    response = sign_in(UserFactory()).get(address)

    assert (response.status_code, response.url) == (302, reverse("talent:profile"))


def test_somebody_new_chooses_between_looking_for_work_and_hiring(sign_in):
    response = sign_in(UserFactory(full_name="Lin Yue")).get(ME)

    assert response.status_code == 200
    assert "Welcome, Lin Yue" in response.text
    assert f'href="{reverse("talent:profile")}"' in response.text
    assert f'href="{reverse("companies:join")}"' in response.text


def test_somebody_who_waits_for_a_company_sees_how_far_it_is(sign_in):
    claim = VerificationFactory(
        organisation=CompanyFactory(name_en="Dawn Biologics"),
        state="in_review",
        submitted_by=UserFactory(),
    )

    text = sign_in(claim.submitted_by).get(ME).text

    assert "Dawn Biologics" in text
    assert "In review" in text


def test_who_hires_already_is_asked_for_a_profile_only(sign_in, recruiter):
    response = sign_in(recruiter).get(ME)

    assert (response.status_code, response.url) == (302, reverse("talent:profile"))


def test_matches_come_best_first_with_their_points(ran, sign_in):
    response = sign_in(ran.bob.user).get(MATCHES)

    assert shown(response) == [(ran.operator, BOB_OPERATOR), (ran.analyst, BOB_ANALYST)]
    assert f"<b>{BOB_OPERATOR * 100 // 4096}</b>" in response.text
    assert f"<b>{BOB_ANALYST * 100 // 4096}</b>" in response.text
    assert response.text.index("Operator") < response.text.index("Analyst")


def test_the_headings_of_the_list_skip_no_level_when_there_is_nothing_left_to_do(ran, sign_in):
    response = sign_in(ran.bob.user).get(MATCHES)

    assert response.context["steps"] == []
    assert response.text.index("<h1") < response.text.index("<h2") < response.text.index("<h3")


def test_each_match_leads_to_its_reasons_and_to_the_application(ran, sign_in):
    text = sign_in(ran.ann.user).get(MATCHES).text

    assert reverse("matching:match", args=[ran.analyst.uuid]) in text
    assert reverse("matching:apply", args=[ran.analyst.uuid]) in text
    assert "ELISA · met" in text


def test_the_list_is_ones_own(ran, sign_in, stranger):
    ann = sign_in(ran.ann.user).get(MATCHES)
    other = sign_in(stranger).get(MATCHES)

    assert shown(ann) == [(ran.analyst, ANN_ANALYST)]
    assert other.status_code == 302


def test_an_empty_profile_has_no_match_and_three_things_to_do(ran, sign_in):
    response = sign_in(ran.silent.user).get(MATCHES)

    assert shown(response) == []
    assert "No match yet" in response.text
    assert [step.text for step in response.context["steps"]] == [
        "Add your skills, or upload a CV",
        "Say what you look for – up to 2 openings wait for it",
        "Say where you would work – up to 2 openings wait for it",
    ]


def test_before_the_first_run_the_page_says_when_it_comes(market, sign_in):
    response = sign_in(market.ann.user).get(MATCHES)

    assert shown(response) == []
    assert "Matching runs every night at 02:00" in response.text


@pytest.mark.parametrize("state", ["paused", "closed", "expired"])
def test_an_opening_that_ended_after_the_run_disappears_at_once(state, ran, sign_in):
    Opening.objects.filter(pk=ran.operator.pk).update(state=state)

    assert shown(sign_in(ran.bob.user).get(MATCHES)) == [(ran.analyst, BOB_ANALYST)]


def test_an_opening_past_its_last_day_disappears_at_once(ran, sign_in):
    Opening.objects.filter(pk=ran.operator.pk).update(closes_on=date(2020, 1, 1))

    assert shown(sign_in(ran.bob.user).get(MATCHES)) == [(ran.analyst, BOB_ANALYST)]


def test_a_person_of_two_parks_reads_one_list_of_both(ran, sign_in):
    other = ParkFactory()
    ran.bob.parks.add(other)
    opening = OpeningFactory(
        company=CompanyFactory(park=other), published=True, region=RegionFactory()
    )
    OpeningSkillFactory(opening=opening, skill=ran.culture, importance="must", level=4)
    run_park(other, night=NIGHT)

    response = sign_in(ran.bob.user).get(MATCHES)

    assert [found for found, _points in shown(response)] == [ran.operator, opening, ran.analyst]


@pytest.mark.parametrize("address", [ME, MATCHES])
def test_a_change_is_said_to_be_worked_in_until_it_is(address, ran, sign_in):
    MatchChange.objects.all().delete()
    client = sign_in(ran.ann.user)
    before = client.get(address)
    ran.ann.skill_claims.all().delete()
    changed = client.get(address)
    MatchChange.objects.all().delete()

    after = client.get(address)

    stale = [response.context["is_stale"] for response in (before, changed, after)]
    assert stale == [False, True, False]
    assert "changes are worked in within a minute" in before.text
    assert "it is being worked in" in changed.text


@pytest.mark.parametrize("address", [ME, MATCHES])
def test_a_change_that_no_match_rests_on_is_not_said_to_be_worked_in(address, ran, sign_in):
    MatchChange.objects.all().delete()
    Profile.objects.filter(pk=ran.ann.pk).update(phone="12345", updated_at=timezone.now())

    assert not sign_in(ran.ann.user).get(address).context["is_stale"]


def test_each_match_tells_its_conditions_and_the_one_step_that_would_raise_it_most(ran, sign_in):
    response = sign_in(ran.bob.user).get(MATCHES)

    (_operator, told), (_analyst, other) = response.context["matches"]
    assert [gate.css for gate in told.gates] == ["met"] * 8
    assert "all 8 conditions met" in response.text
    assert told.steps == []
    assert [(step.label, step.level) for step in other.steps] == [("ELISA", "Proficient")]
    text = " ".join(response.text.split())
    assert (
        f"<b>ELISA</b> at level “Proficient”: <b>+{other.steps[0].gain} of 4096 points</b>" in text
    )


def test_each_match_tells_what_its_points_are_made_of(ran, sign_in):
    response = sign_in(ran.bob.user).get(MATCHES)

    (_operator, told), _analyst = response.context["matches"]
    assert sum(term.points for term in told.terms) == told.points == BOB_OPERATOR
    assert "<li>Every required skill is met: 50 %</li>" in response.text


def test_a_condition_that_fell_after_the_run_is_told_on_the_card(ran, sign_in):
    Profile.objects.filter(pk=ran.bob.pk).update(anywhere=False)

    text = sign_in(ran.bob.user).get(MATCHES).text

    assert "Place · not known" in text


def test_points_are_those_of_the_profile_as_it_is_now(ran, sign_in):
    ran.ann.skill_claims.all().delete()

    without_skills = ANN_ANALYST - 403 - 2048 - 28
    assert shown(sign_in(ran.ann.user).get(MATCHES)) == [(ran.analyst, without_skills)]


def test_a_list_of_another_run_is_not_shown(ran, sign_in):
    old = GraduateMatches.objects.get(profile=ran.ann)
    type(old.run).objects.filter(pk=old.run_id).update(state="superseded")

    assert shown(sign_in(ran.ann.user).get(MATCHES)) == []


def test_the_desk_shows_the_best_matches_and_the_last_applications(ran, sign_in):
    application = ApplicationFactory(profile=ran.bob, opening=ran.analyst)

    response = sign_in(ran.bob.user).get(ME)

    assert shown(response) == [(ran.operator, BOB_OPERATOR), (ran.analyst, BOB_ANALYST)]
    assert list(response.context["applications"]) == [application]
    assert response.context["match_count"] == 2
    assert "Hello, Bob" in response.text


def test_the_desk_of_a_newcomer_has_no_empty_corner(profile, graduate, sign_in):
    text = sign_in(graduate).get(ME).text

    assert "No match yet" in text
    assert "You have not applied anywhere yet." in text


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "\x00"])
def test_a_wrong_page_number_is_mended(number, ran, sign_in):
    response = sign_in(ran.bob.user).get(MATCHES, {"page": number})

    assert (response.status_code, response.context["page"].number) == (200, 1)


def matched_with(openings: int, market) -> None:
    for _ in range(openings):
        opening = OpeningFactory(
            company=market.analyst.company, published=True, region=market.suzhou
        )
        OpeningSkillFactory(opening=opening, skill=market.culture)
    SkillClaimFactory(profile=market.bob, skill=market.gmp, evidence="words")
    run_park(market.park, night=NIGHT)


def test_a_full_page_of_matches_is_light_enough_for_a_telephone(market, sign_in):
    matched_with(12, market)

    response = sign_in(market.bob.user).get(MATCHES)

    assert len(shown(response)) == 10
    assert len(response.content) < 60_000


@pytest.mark.parametrize("openings", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(MATCHES, 8), (ME, 11)])
def test_the_lists_cost_the_same_for_one_match_more_or_three(
    openings, address, queries, market, sign_in, django_assert_num_queries
):
    matched_with(openings, market)
    client = sign_in(market.bob.user)
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert len(shown(response)) == min(openings + 2, 3 if address == ME else 10)
