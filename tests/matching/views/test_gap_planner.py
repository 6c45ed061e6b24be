"""The office's page of the gap planner: tables, chart, counting, and a draft by one click."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Session
from matching.actions.gap_planner import plan_gaps, tell
from matching.actions.runs import run_park
from matching.queries.gap_tables import SORTS
from tests.factories.matching import SnapshotFactory
from tests.factories.parks import SkillFactory
from tests.factories.training import ProgrammeFactory, SessionFactory, TaughtSkillFactory
from tests.matching.markets import small_market
from tests.parks.brokers import broker

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
PAGE = reverse("matching:cockpit_gaps")


def figures(**changes):
    row = {"seats": 20, "cost": 1000, "eligible": 9, "helped": 5, "graduates": 5, "openings": 2}
    return row | {"gain": 6, "points": 2401.5} | changes


def counted(park, programmes, skills=()):
    facts = {"run": 1, "night": "2026-11-22", "graduates": 30, "openings": 20}
    rows = {"programmes": programmes, "skills": list(skills)}
    return SnapshotFactory(kind="gaps", park=park, figures=facts | rows, taken_at=timezone.now())


def test_what_was_counted_stands_in_a_table_a_chart_and_words(park, sign_in, park_officer):
    market = small_market(park)
    programme = ProgrammeFactory(park=park, name_en="ELISA in practice", cost=4000)
    TaughtSkillFactory(programme=programme, skill=market.elisa, level=3)
    draft = SessionFactory(programme=programme, state="draft")
    run_park(park, night=date(2026, 11, 22))
    plan_gaps(park.pk, now=timezone.now())

    response = sign_in(park_officer).get(PAGE)

    text = " ".join(response.content.decode().split())
    (line,), (missing,) = response.context["planned"], response.context["missing"]
    assert (line.programme, line.figures["gain"], line.sessions) == (programme, 1, [draft])
    assert (line.per_place, line.per_thousand) == (1 / 20, 1 / 4)
    assert (missing.skill, missing.level, missing.programmes) == (
        market.elisa,
        "Proficient",
        [programme],
    )
    for words in (
        "from the run of 2026-11-22: 3 graduates and 2 openings.",
        "has at least 2,048 of 4,096 points",
        "Draft a session of ELISA in practice",
        'role="img"',
    ):
        assert words in text


def test_programmes_are_sorted_by_pairs_by_place_or_by_cost(park, sign_in, park_officer):
    many, dense, cheap = ProgrammeFactory.create_batch(3, park=park)
    rows = [
        figures(programme=many.pk, gain=50, seats=100, cost=None),
        figures(programme=dense.pk, gain=20, seats=5, cost=10_000),
        figures(programme=cheap.pk, gain=10, seats=10, cost=100),
    ]
    counted(park, rows)
    client = sign_in(park_officer)

    orders = {
        sort: [line.programme for line in client.get(PAGE, {"sort": sort}).context["planned"]]
        for sort in SORTS
    }

    assert orders == {
        "gain": [many, dense, cheap],
        "place": [dense, cheap, many],
        "cost": [cheap, dense, many],
    }
    assert client.get(PAGE, {"sort": "name"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_programme_or_three(
    number, park, sign_in, park_officer, django_assert_num_queries
):
    programmes, skills = ProgrammeFactory.create_batch(number, park=park), []
    for programme in programmes:
        skills.append(TaughtSkillFactory(programme=programme).skill)
        SessionFactory(programme=programme)
    counted(
        park,
        [figures(programme=each.pk) for each in programmes],
        [figures(skill=each.pk, level=3, pairs=4) for each in skills],
    )
    client = sign_in(park_officer)
    client.get(PAGE)

    with django_assert_num_queries(11):
        response = client.get(PAGE)

    assert len(response.context["planned"]) == len(response.context["missing"]) == number


def test_before_the_first_counting_the_page_says_what_to_do(park, sign_in, park_officer):
    client = sign_in(park_officer)

    empty = client.get(PAGE).content.decode()
    tell(park.pk, 3, 7)
    under_way = client.get(PAGE).content.decode()
    tell(park.pk, 0, 0)
    waiting = client.get(PAGE).content.decode()
    refused = client.post(reverse("matching:count_gaps"), {"park": park.pk}, follow=True)

    assert "Nothing has been counted for this park yet." in empty
    assert "3 of 7 programmes and skills are counted." in under_way
    assert "The counting waits for a worker." in waiting
    assert "This park has no published run yet." in refused.content.decode()


def test_counting_is_asked_for_by_a_button(
    park, sign_in, park_officer, django_capture_on_commit_callbacks
):
    small_market(park)
    run_park(park, night=date(2026, 11, 22))
    client = sign_in(park_officer)

    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reverse("matching:count_gaps"), {"park": park.pk})
        asked = sent.tasks()

    assert response.url == f"{PAGE}?park={park.pk}"
    assert asked == [("matching.plan_gaps", {"park_id": park.pk})]


def test_one_click_makes_a_draft_that_the_planner_leads_to_ever_after(
    park, sign_in, park_officer, recruiter
):
    programme = ProgrammeFactory(park=park, seats=12)
    counted(park, [figures(programme=programme.pk)], [])
    elsewhere = ProgrammeFactory()
    client = sign_in(park_officer)

    response = client.post(reverse("matching:draft_from_gaps", args=[programme.uuid]))
    desk = client.get(response.url).content.decode()
    planner = client.get(reverse("matching:cockpit_gaps")).content.decode()
    foreign = client.post(reverse("matching:draft_from_gaps", args=[elsewhere.uuid]))
    company = sign_in(recruiter).post(reverse("matching:draft_from_gaps", args=[programme.uuid]))

    session = Session.objects.get()
    assert (session.state, session.capacity, session.programme) == ("draft", 12, programme)
    assert response.url == reverse("matching:desk_session", args=[session.uuid])
    assert "A draft of a session is made." in desk
    assert f'href="{response.url}"' in planner
    assert (foreign.status_code, company.status_code) == (404, 404)


def test_what_is_gone_since_the_counting_is_left_out(park, sign_in, park_officer):
    counted(park, [figures(programme=0)], [figures(skill=0, level=2, pairs=3)])
    skill = SkillFactory()
    counted(park, [], [figures(skill=skill.pk, level=2, pairs=3)])
    client = sign_in(park_officer)

    response = client.get(PAGE)

    assert response.context["planned"] == []
    assert [line.skill for line in response.context["missing"]] == [skill]
    assert "No programme teaches it at this level yet." in response.content.decode()
