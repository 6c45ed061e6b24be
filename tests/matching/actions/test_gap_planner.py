"""The gap planner: what it promises is what the engine finds once the claims are really written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from companies.models import Opening, OpeningSkill, Programme
from matching import engine, tasks
from matching.actions.changes import WAITING_SINCE
from matching.actions.gap_planner import (
    PlanRefusedError,
    ask_for_plan,
    counting,
    draft_session,
    kept_input,
    last_day,
    plan_gaps,
    tell,
)
from matching.actions.nights import night_at
from matching.actions.refreshing import refresh_matches
from matching.actions.runs import run_park
from matching.loading.market import LoadedMarket, load_park
from matching.loading.snapshots import SnapshotGoneError, forget
from matching.models import MatchChange, MatchRun, Snapshot
from matching.queries.matches import openings_for
from parks.models import LogEntry
from talent.actions.certificates import write_certificate
from talent.models import Profile
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.matching import MatchRunFactory, SnapshotFactory
from tests.factories.training import EnrolmentFactory, ProgrammeFactory, TaughtSkillFactory
from tests.matching.markets import small_market
from tests.matching.random_markets import random_market
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LEAST = 2048
SEEDS = (1, 3)
"""In the second market more people gain than there are places."""


def programme_of(park, *taught, **fields) -> Programme:
    """A programme that leads to a certificate and teaches these skills at their levels."""
    scheme = CertificateSchemeFactory(issuer__park=park)
    row = ProgrammeFactory(park=park, organiser=scheme.issuer, scheme=scheme, **fields)
    for skill, level in taught:
        TaughtSkillFactory(programme=row, skill=skill, level=level)
        GrantedSkillFactory(scheme=scheme, skill=skill, level=level)
    return row


def reached(loaded: LoadedMarket) -> dict[tuple[int, int], int]:
    """The points of every pair within reach, by profile and opening, scored one by one."""
    market, weights = loaded.market, engine.Weights()
    found = {}
    for row, profile in enumerate(loaded.profile_ids.tolist()):
        for column, opening in enumerate(loaded.opening_ids.tolist()):
            told = engine.explain(market, weights, row, column)
            if told.state == engine.State.MET and told.points >= LEAST:
                found[profile, opening] = told.points
    return found


def points_of(loaded: LoadedMarket, profile: int, opening: int) -> int:
    rows = (
        np.searchsorted(loaded.profile_ids, profile),
        np.searchsorted(loaded.opening_ids, opening),
    )
    return engine.explain(loaded.market, engine.Weights(), *map(int, rows)).points


@pytest.mark.parametrize("seed", SEEDS)
def test_the_planned_gain_is_there_when_the_claims_are_really_written(seed, park):
    market = random_market(park, seed=seed, people=40, openings=30)
    first, second, promised, *_others = market.skills
    programme = programme_of(park, (first, 4), (second, 3), seats=4, cost=8000)
    TaughtSkillFactory(programme=programme, skill=promised, level=4)  # no certificate proves it
    run = run_park(park, night=night_at(park, timezone.now()))
    before = kept_input(run).loaded
    eligible = [
        profile.pk
        for profile in market.profiles
        if any(
            not profile.skill_claims.filter(skill=each.skill, level__gte=each.level).exists()
            for each in programme.scheme.skills.all()
        )
    ]

    row = plan_gaps(park.pk, now=timezone.now()).figures["programmes"][0]

    for profile in Profile.objects.filter(pk__in=eligible).order_by("pk"):
        write_certificate(profile, scheme=programme.scheme, by=None, now=timezone.now())
    statistics = before.market.statistics
    after = load_park(park, night=run.night, statistics=statistics)
    today, later = reached(before), reached(after)
    new = {
        pair: points - points_of(before, *pair)
        for pair, points in later.items()
        if pair not in today
    }
    people = sorted({profile for profile, _opening in new})
    gains = {p: [gain for pair, gain in new.items() if pair[0] == p] for p in people}
    seated = sorted(people, key=lambda p: (-len(gains[p]), -sum(gains[p]), p))[:4]
    won = {pair: gain for pair, gain in new.items() if pair[0] in seated}
    assert won
    assert row == {
        "programme": programme.pk,
        "seats": 4,
        "cost": 8000,
        "eligible": len(eligible),
        "helped": len(people),
        "graduates": len(seated),
        "openings": len({opening for _profile, opening in won}),
        "gain": len(won),
        "points": round(sum(won.values()) / len(won), 1),
    }


def test_a_small_park_worked_out_by_hand(park):
    market = small_market(park)
    MatchRun.objects.all().delete()
    programme = programme_of(park, (market.elisa, 3))
    enrolled = programme_of(park, (market.elisa, 3))
    EnrolmentFactory(session__programme=enrolled, profile=market.bob)
    other = programme_of(park, (market.elisa, 3))
    other.disciplines.add(market.analyst.disciplines.get())
    silent = programme_of(park)
    SnapshotFactory(kind="gaps", park=park, taken_at=timezone.now() - timedelta(days=91))
    run_park(park, night=date(2026, 11, 22))

    snapshot = plan_gaps(park.pk, now=timezone.now())

    figures = snapshot.figures
    assert list(Snapshot.objects.filter(kind="gaps")) == [snapshot]
    assert (figures["graduates"], figures["openings"], figures["night"]) == (3, 2, "2026-11-22")
    rows = {row["programme"]: row for row in figures["programmes"]}
    # Bob meets every condition of the analyst and lacks ELISA alone; Silent states nothing.
    assert rows[programme.pk] | {"points": 0} == {
        "programme": programme.pk,
        "seats": 20,
        "cost": None,
        "eligible": 2,
        "helped": 1,
        "graduates": 1,
        "openings": 1,
        "gain": 1,
        "points": 0,
    }
    assert rows[programme.pk]["points"] == 2048 + 268 + 85
    assert (rows[enrolled.pk]["eligible"], rows[enrolled.pk]["gain"]) == (1, 0)
    assert (rows[other.pk]["eligible"], rows[other.pk]["gain"]) == (1, 1)
    assert silent.pk not in rows
    assert [row["programme"] for row in figures["programmes"]][-1] == enrolled.pk
    assert [
        (row["skill"], row["level"], row["pairs"], row["gain"]) for row in figures["skills"]
    ] == [(market.elisa.pk, 3, 1, 1)]


def test_a_certificate_enters_the_journal_and_raises_the_rank_within_a_minute(
    park, django_capture_on_commit_callbacks
):
    market = small_market(park)
    rival = Opening.objects.create(
        company=market.operator.company,
        park=park,
        title_en="Clerk",
        state="published",
        region=market.suzhou,
        published_at=timezone.now(),
    )
    # Half of the level asked for is worth more than all that Bob has of the analyst's points.
    OpeningSkill.objects.create(opening=rival, skill=market.culture, importance="must", level=4)
    run = run_park(park, night=night_at(park, timezone.now()))
    MatchChange.objects.all().delete()
    cache.delete(WAITING_SINCE)
    before = openings_for(market.bob).ids
    programme = programme_of(park, (market.elisa, 3))

    write_certificate(market.bob, scheme=programme.scheme, by=None, now=timezone.now())
    journal = set(MatchChange.objects.values_list("side", "row_id"))
    with django_capture_on_commit_callbacks(execute=True):
        refresh_matches(timezone.now() + timedelta(minutes=1))

    after, analyst = openings_for(market.bob).ids, market.analyst.pk
    run.refresh_from_db()
    assert journal == {("profile", market.bob.pk)}
    assert run.refreshes == 1
    assert set(before) == set(after) == {analyst, market.operator.pk, rival.pk}
    assert before.index(analyst) > after.index(analyst)


def test_a_skill_that_no_certificate_proves_is_counted_on_the_persons_own_word(park):
    market = small_market(park)
    programme = programme_of(park, (market.elisa, 3))
    Programme.objects.filter(pk=programme.pk).update(scheme=None)
    run_park(park, night=date(2026, 11, 22))

    row = plan_gaps(park.pk, now=timezone.now()).figures["programmes"][0]

    assert (row["gain"], row["points"]) == (1, 2048 + 268)


def test_asking_says_what_is_missing_or_tells_a_worker_and_the_trail(
    park, park_officer, django_capture_on_commit_callbacks
):
    with pytest.raises(PlanRefusedError, match="no published run"):
        ask_for_plan(park, by=park_officer)
    run = MatchRunFactory(park=park, state="published", graduates=300_001)
    with pytest.raises(PlanRefusedError, match="too large"):
        ask_for_plan(park, by=park_officer)
    assert plan_gaps(park.pk, now=timezone.now()) is None
    run.graduates = 10
    run.save()

    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            ask_for_plan(park, by=park_officer)
        asked = sent.tasks()

    assert asked == [("matching.plan_gaps", {"park_id": park.pk})]
    assert LogEntry.objects.get(verb="gaps asked for").actor == park_officer
    assert counting(park.pk) == (0, 0)
    tell(park.pk, 3, 7)
    assert counting(park.pk) == (3, 7)


def test_what_is_being_written_or_gone_is_tried_again_and_nobody_waits_for_it(park):
    small_market(park)
    run = run_park(park, night=date(2026, 11, 22))
    tell(park.pk, 0, 0)

    forget(run)
    with pytest.raises(SnapshotGoneError):
        plan_gaps(park.pk, now=timezone.now())

    assert counting(park.pk) is None
    assert tasks.plan_gaps.autoretry_for == (SnapshotGoneError,)
    assert not Snapshot.objects.filter(kind="gaps").exists()


def test_a_draft_has_the_usual_places_and_begins_on_a_monday_in_six_weeks(park, park_officer):
    programme = ProgrammeFactory(park=park, seats=24, hours=40)

    session, is_new = draft_session(programme, by=park_officer, today=date(2026, 11, 25))

    assert is_new
    assert (session.state, session.capacity, session.programme) == ("draft", 24, programme)
    assert (session.starts_on, session.enrol_by) == (date(2027, 1, 4), date(2026, 12, 28))
    assert session.ends_on == date(2027, 1, 12)  # the seventh weekday of six hours each
    assert last_day(date(2027, 1, 4), 6) == date(2027, 1, 4)
    assert last_day(date(2027, 1, 4), 30) == date(2027, 1, 8)
    assert last_day(date(2027, 1, 4), 31) == date(2027, 1, 11)
    assert LogEntry.objects.filter(verb="created", actor=park_officer).exists()


@pytest.mark.django_db(transaction=True)
def test_a_second_click_leads_to_the_draft_that_is_there(park, park_officer):
    programme = ProgrammeFactory(park=park)
    today = date(2026, 11, 25)

    def click(_number: int) -> tuple[int, bool]:
        try:
            session, is_new = draft_session(programme, by=park_officer, today=today)
            return session.pk, is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(click, range(4)))

    assert len({pk for pk, _is_new in answers}) == 1
    assert [is_new for _pk, is_new in answers].count(True) == 1
    assert programme.sessions.count() == 1
