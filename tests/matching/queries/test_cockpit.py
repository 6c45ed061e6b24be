"""Every figure of the cockpit against a plain recount in Python, and against the rows behind it."""

from collections import Counter
from datetime import datetime, timedelta
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.choices.numbers import STAGES
from matching.models import ApplicationStep, Outcome
from matching.queries.cockpit_counts import MONTHS, PARTS
from matching.queries.cockpit_panels import panels, read_names
from matching.queries.cockpit_rows import VIEWS, Scope, rows_behind
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    ApplicationFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
)
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, SkillClaimFactory
from tests.factories.vocabulary import ChainStageFactory, DegreeLevelFactory, DisciplineFactory

NOW = datetime(2026, 11, 20, 4, tzinfo=ZoneInfo("UTC"))
ZONE = ZoneInfo("Asia/Shanghai")
ANSWERED = ("shortlisted", "interviewing", "offered", "hired", "refused")
maybe = st.one_of(st.none(), st.integers(0, 1))
openings = st.fixed_dictionaries(
    {
        "here": st.booleans(),
        "state": st.sampled_from(["published", "closed"]),
        "headcount": st.integers(1, 9),
        "stage": maybe,
        "degree": maybe,
        "families": st.sets(st.integers(0, 1)),
        "needs": st.sets(st.integers(0, 1)),
        "age": st.integers(0, 900),
    }
)
people = st.fixed_dictionaries(
    {
        "degree": maybe,
        "family": maybe,
        "roster": st.booleans(),
        "certificate": st.booleans(),
        "in_matching": st.booleans(),
        "skills": st.sets(st.integers(0, 1)),
        "best": st.one_of(st.none(), st.integers(1, 4096)),
        "stays": st.one_of(st.none(), st.booleans()),
    }
)
applications = st.fixed_dictionaries(
    {
        "opening": st.integers(0, 3),
        "person": st.integers(0, 3),
        "way": st.sampled_from(
            [
                ("submitted",),
                ("submitted", "refused"),
                ("submitted", "shortlisted"),
                ("submitted", "shortlisted", "interviewing", "offered", "accepted", "hired"),
                ("submitted", "interviewing", "withdrawn"),
            ]
        ),
        "age": st.integers(1, 300),
        "pace": st.integers(1, 50),
    }
)
drawn_worlds = st.fixed_dictionaries(
    {
        "openings": st.lists(openings, min_size=4, max_size=4),
        "people": st.lists(people, min_size=4, max_size=4),
        "applications": st.lists(
            applications, max_size=8, unique_by=lambda each: (each["opening"], each["person"])
        ),
    }
)


@pytest.fixture
def terms(db):
    """Two parks and two of each term, for all that is drawn."""
    return {
        "parks": ParkFactory.create_batch(2),
        "stage": ChainStageFactory.create_batch(2),
        "degree": DegreeLevelFactory.create_batch(2),
        "family": DisciplineFactory.create_batch(2),
        "skill": SkillFactory.create_batch(2),
    }


def pick(rows, number):
    return None if number is None else rows[number]


class World:
    """What was drawn, as rows of the database and beside it as it was drawn."""

    def __init__(self, drawn, terms):
        self.drawn, self.terms = drawn, terms
        here, elsewhere = terms["parks"]
        self.park = here
        companies = {True: CompanyFactory(park=here), False: CompanyFactory(park=elsewhere)}
        self.openings = [self._opening(each, companies[each["here"]]) for each in drawn["openings"]]
        self.profiles = [self._person(each) for each in drawn["people"]]
        self.run = MatchRunFactory(park=here, graduates=len(self.profiles))
        for profile, each in zip(self.profiles, drawn["people"], strict=True):
            points = [] if each["best"] is None else [each["best"], 1]
            GraduateMatchesFactory(run=self.run, profile=profile, points=points)
        for each in drawn["applications"]:
            self._application(each)
        self._outcomes()

    def _opening(self, each, company):
        row = OpeningFactory(
            company=company,
            park=company.park,
            state=each["state"],
            headcount=each["headcount"],
            chain_stage=pick(self.terms["stage"], each["stage"]),
            min_degree=pick(self.terms["degree"], each["degree"]),
            published_at=NOW - timedelta(days=each["age"]),
        )
        row.disciplines.set(self.terms["family"][number] for number in each["families"])
        for number in each["needs"]:
            OpeningSkillFactory(opening=row, skill=self.terms["skill"][number], importance="must")
        return row

    def _person(self, each):
        degree, family = (pick(self.terms[name], each[name]) for name in ("degree", "family"))
        row = ProfileFactory(degree=degree, discipline=family, in_matching=each["in_matching"])
        row.parks.add(self.park)
        RosterEntryFactory(
            user=row.user,
            claimed_at=NOW,
            degree=self.terms["degree"][0],
            left_at=None if each["roster"] else NOW,
        )
        source = "certificate" if each["certificate"] else "self"
        for number in each["skills"]:
            SkillClaimFactory(profile=row, skill=self.terms["skill"][number], source=source)
        return row

    def _application(self, each):
        sent_at, state = NOW - timedelta(days=each["age"]), each["way"][-1]
        row = ApplicationFactory(
            opening=self.openings[each["opening"]],
            profile=self.profiles[each["person"]],
            state=state,
            submitted_at=sent_at,
            refusal_reason="filled" if state == "refused" else "",
        )
        ApplicationStep.objects.bulk_create(
            ApplicationStep(application=row, state=step, taken_at=taken_at)
            for step, taken_at in steps_of(each)
        )

    def _outcomes(self):
        company = self.openings[0].company
        for profile, each in zip(self.profiles, self.drawn["people"], strict=True):
            entry, stays = profile.user.roster_entries.get(), each["stays"]
            if stays is not None:
                kept = {"category": "contract", "source": "graduate", "months": 6}
                Outcome.objects.create(entry=entry, company=company if stays else None, **kept)


def steps_of(each):
    sent_at = NOW - timedelta(days=each["age"])
    pace = timedelta(days=each["pace"]) / 10
    return [(state, sent_at + number * pace) for number, state in enumerate(each["way"])]


# --- the recount: over what was drawn, never over the database ---


def name_of(rows, number, field="pk"):
    return "none" if number is None else str(getattr(rows[number], field))


def hired_people(drawn):
    return {each["person"] for each in drawn["applications"] if each["way"][-1] == "hired"}


def wanted(drawn):
    return [o for o in drawn["openings"] if o["here"] and o["state"] == "published"]


def is_verified(person):
    return person["roster"] or (person["certificate"] and bool(person["skills"]))


def free(drawn):
    hired = hired_people(drawn)
    return [
        person
        for number, person in enumerate(drawn["people"])
        if is_verified(person) and person["in_matching"] and number not in hired
    ]


def places_again(drawn, terms, view):
    cells = Counter()
    for opening in wanted(drawn):
        keys = {
            "stage": [name_of(terms["stage"], opening["stage"])],
            "degree": [name_of(terms["degree"], opening["degree"])],
            "discipline": [name_of(terms["family"], n, "code") for n in opening["families"]]
            or ["none"],
        }
        rows, columns = view.split("-")
        for pair in ((row, column) for row in keys[rows] for column in keys[columns]):
            cells[pair] += opening["headcount"]
    return cells


def supply_again(drawn, terms, view):
    cells = Counter()
    for person in free(drawn):
        stages = {
            name_of(terms["stage"], opening["stage"])
            for opening in wanted(drawn)
            if opening["needs"] & person["skills"]
        }
        keys = {
            "stage": stages,
            "degree": [name_of(terms["degree"], person["degree"])],
            "discipline": [name_of(terms["family"], person["family"], "code")],
        }
        rows, columns = view.split("-")
        cells.update((row, column) for row in keys[rows] for column in keys[columns])
    return cells


def sent_here(drawn):
    return [each for each in drawn["applications"] if drawn["openings"][each["opening"]]["here"]]


def month_of(moment):
    return f"{moment.astimezone(ZONE):%Y-%m}"


def hired_at(each):
    return dict(steps_of(each))["hired"]


def furthest(each):
    return max(STAGES.index(state) for state in each["way"] if state in STAGES)


def first(each, states):
    return next((taken for state, taken in steps_of(each) if state in states), None)


def check_market(found, drawn, terms):
    for view in VIEWS:
        places, free_people = (again(drawn, terms, view) for again in (places_again, supply_again))
        cells = {(row, column): (a, b) for row, column, a, b in found["views"][view]}
        assert cells == {
            pair: (places[pair], free_people[pair]) for pair in {*places, *free_people}
        }
    totals = (found["places"], found["openings"], found["supply"])
    openings = wanted(drawn)
    assert totals == (sum(o["headcount"] for o in openings), len(openings), len(free(drawn)))


def check_months(found, drawn):
    opened = Counter(
        month_of(NOW - timedelta(days=o["age"])) for o in drawn["openings"] if o["here"]
    )
    hires = [each for each in sent_here(drawn) if each["way"][-1] == "hired"]
    placed = Counter(month_of(hired_at(each)) for each in hires)
    assert len(found) == MONTHS
    assert [(month, a, b) for month, a, b in found] == [
        (month, opened[month], placed[month]) for month, *_numbers in found
    ]
    assert (found[0][0], found[-1][0]) == ("2024-12", "2026-11")


def check_applications(found, drawn):
    sent, limit = sent_here(drawn), timedelta(days=30)
    waits = {id(each): first(each, ANSWERED) for each in sent}
    in_time, late = 0, 0
    for each in sent:
        since = NOW - timedelta(days=each["age"])
        answer, left = waits[id(each)], first(each, ("withdrawn",))
        is_in_time = answer is not None and answer <= since + limit
        in_time += is_in_time
        late += not is_in_time and min(filter(None, (answer, left, NOW))) >= since + limit
    days = [
        (answer - (NOW - timedelta(days=each["age"]))) / timedelta(days=1)
        for each in sent
        if (answer := waits[id(each)])
    ]
    reached = [sum(furthest(each) >= place for each in sent) for place in range(len(STAGES))]
    assert found["reached"] == reached
    assert found["states"] == dict(Counter(each["way"][-1] for each in sent))
    assert (found["answerable"], found["answered"]) == (in_time + late, in_time)
    assert found["waiting"] == sum(each["way"][-1] == "submitted" for each in sent)
    assert found["days"] == (pytest.approx(median(days), abs=1e-6) if days else None)


def check_talent(found, drawn, terms):
    degrees = [name_of(terms["degree"], person["degree"]) for person in drawn["people"]]
    everybody = Counter(degrees)
    vouched = Counter(
        degree
        for degree, person in zip(degrees, drawn["people"], strict=True)
        if is_verified(person)
    )
    hires = Counter(degrees[e["person"]] for e in sent_here(drawn) if e["way"][-1] == "hired")
    assert {degree: tuple(counts) for degree, *counts in found if any(counts)} == {
        degree: (everybody[degree], vouched[degree], hires[degree]) for degree in everybody
    }


def check_retention(found, drawn):
    hirers = {
        person: {
            e["opening"]
            for e in sent_here(drawn)
            if (e["person"], e["way"][-1]) == (person, "hired")
        }
        for person in range(len(drawn["people"]))
    }
    asked = [n for n, p in enumerate(drawn["people"]) if p["stays"] is not None and hirers[n]]
    is_here = drawn["openings"][0]["here"]
    there = [n for n in asked if drawn["people"][n]["stays"] and is_here]
    assert found == [[6, len(asked), len(there)], [12, 0, 0], [36, 0, 0]]


def check_matches(found, drawn, run):
    bests = [person["best"] for person in drawn["people"] if person["best"] is not None]
    (row,) = found
    expected = pytest.approx(mean(bests)) if bests else None
    assert row == [run.pk, run.night.isoformat(), 0, len(drawn["people"]), len(bests), expected]


def check_links(figures, scope):
    """Each number of each table is how many rows (or places) its own address finds."""
    names = read_names()
    for view in VIEWS:
        for panel in panels(figures, names, view):
            for number in (number for line in panel.lines for number in line.numbers):
                if number.query:
                    assert rows_at(number.query, scope) == number.value, number.query


def rows_at(query, scope):
    figure, _slash, cut = query.partition("/?")
    pairs = dict(pair.split("=") for pair in cut.split("&") if pair)
    rows = rows_behind(figure, scope, pairs)
    if figure == "demand":
        return sum(row.headcount for row in rows)
    return rows.count()


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=drawn_worlds)
def test_every_figure_is_what_plain_python_counts_and_leads_to_its_rows(terms, drawn):
    with transaction.atomic():
        world, scope = World(drawn, terms), Scope(terms["parks"][0], NOW)
        figures = {name: part(scope, {}) for name, part in PARTS.items()}

        check_links(figures, scope)
        transaction.set_rollback(True)

    check_market(figures["market"], drawn, terms)
    check_months(figures["months"], drawn)
    check_applications(figures["applications"], drawn)
    check_talent(figures["talent"], drawn, terms)
    check_retention(figures["retention"], drawn)
    check_matches(figures["matches"], drawn, world.run)
