"""The funnel of a company: every figure is counted again here, in plain Python."""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.choices.applications import (
    ANSWERS,
    APPLICATION_MOVES,
    ApplicationSource,
    ApplicationState,
    RefusalReason,
)
from matching.models import Application, ApplicationStep
from matching.queries.funnel import NOTHING, Funnel, Stay, Tally, count_funnel
from matching.queries.responses import Responses, responses_to
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
WAY = ("submitted", "shortlisted", "interviewing", "offered", "accepted", "hired")
S = ApplicationState


class History(NamedTuple):
    """Where an application went and after how many days each; sent so many days before now."""

    opening: int
    source: str
    reason: str
    days_ago: float
    steps: tuple[tuple[str, float], ...]

    @property
    def state(self) -> str:
        return self.steps[-1][0]

    @property
    def last_day(self) -> float:
        return self.steps[-1][1]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Walk along the moves that are allowed, sometimes with words without a move in between."""
    state, day = S.SUBMITTED, 0.0
    steps = [(str(state), day)]
    for _ in range(draw(st.integers(0, 7))):
        day += draw(st.integers(1, 4 * 40)) / 4
        ahead = sorted(APPLICATION_MOVES.table.get(state, ()))
        if not ahead:
            break
        state = draw(st.sampled_from([*ahead, state]))
        steps.append((str(state), day))
    return History(
        opening=draw(st.integers(0, 2)),
        source=draw(st.sampled_from(ApplicationSource.values)),
        reason=draw(st.sampled_from(RefusalReason.values)),
        days_ago=day + draw(st.integers(0, 4 * 60)) / 4,
        steps=tuple(steps),
    )


def store(histories: Sequence[History], openings: Sequence, profiles: Sequence) -> None:
    rows = Application.objects.bulk_create(
        Application(
            profile=profile,
            opening=openings[each.opening],
            state=each.state,
            source=each.source,
            refusal_reason=each.reason if each.state == S.REFUSED else "",
            submitted_at=NOW - timedelta(days=each.days_ago),
        )
        for each, profile in zip(histories, profiles, strict=False)
    )
    drafts = [
        ApplicationStep(application=row, state=S.DRAFT, taken_at=row.submitted_at) for row in rows
    ]
    steps = [
        ApplicationStep(
            application=row, state=state, taken_at=row.submitted_at + timedelta(days=day)
        )
        for row, each in zip(rows, histories, strict=True)
        for state, day in each.steps
    ]
    ApplicationStep.objects.bulk_create([*drafts, *steps])


def counted_again(histories: Sequence[History]) -> Tally:
    furthest = [
        max(WAY.index(state) for state, _day in each.steps if state in WAY) for each in histories
    ]
    waits = [wait for each in histories if (wait := first_answer(each)) is not None]
    return Tally(
        reached=tuple(sum(far >= place for far in furthest) for place in range(len(WAY))),
        waiting=sum(each.state == "submitted" for each in histories),
        responses=Responses(
            counted=sum(is_counted(each) for each in histories),
            answered=sum(wait <= 30 for wait in waits),
            answers=len(waits),
            days=quantile(waits, 0.5),
        ),
    )


def first_answer(history: History) -> float | None:
    return next((day for state, day in history.steps if state in ANSWERS), None)


def is_counted(history: History) -> bool:
    """Answered in time, or kept waiting for thirty days."""
    wait = first_answer(history)
    left = next((day for state, day in history.steps if state == "withdrawn"), math.inf)
    waited = min(math.inf if wait is None else wait, left, history.days_ago)
    return (wait is not None and wait <= 30) or waited >= 30


def stay_again(histories: Sequence[History], stage: str) -> Stay:
    days = []
    for each in histories:
        pairs = zip(each.steps, each.steps[1:], strict=False)
        stays = [after[1] - before[1] for before, after in pairs if before[0] == stage]
        if stays and each.state != stage:
            days.append(sum(stays))
    return Stay(len(days), quantile(days, 0.5), quantile(days, 0.9))


def quantile(values: Iterable[float], part: float) -> float | None:
    """The value that far into the ordered values, between two of them in proportion."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = part * (len(ordered) - 1)
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def groups_again(histories: Sequence[History], key: str) -> dict[object, Tally]:
    """The tallies by a fact of the histories; the median is told of the whole alone."""
    found = {}
    for value in {getattr(each, key) for each in histories}:
        tally = counted_again([each for each in histories if getattr(each, key) == value])
        found[value] = tally._replace(responses=tally.responses._replace(days=None))
    return found


def near(found: Stay | Tally) -> object:
    """Days as the database and Python may differ in their last digits."""
    return pytest.approx(found, abs=1e-6)


def funnel_of(company) -> Funnel:
    return count_funnel(Application.objects.filter(opening__company=company), NOW)


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    """A company with three openings, and twelve people."""
    with django_db_blocker.unblock(), transaction.atomic():
        company = CompanyFactory()
        openings = OpeningFactory.create_batch(3, company=company, published=True)
        yield company, openings, ProfileFactory.create_batch(12)
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(histories(), min_size=1, max_size=12))
def test_every_figure_is_what_plain_python_counts(place, drawn):
    company, openings, profiles = place
    with transaction.atomic():
        store(drawn, openings, profiles)
        found = funnel_of(company)
        transaction.set_rollback(True)

    expected = counted_again(drawn)
    assert found.whole._replace(responses=None) == expected._replace(responses=None)
    assert tuple(found.whole.responses) == pytest.approx(tuple(expected.responses), abs=1e-6)
    for stage in WAY[:-1]:
        assert tuple(found.stays[stage]) == pytest.approx(tuple(stay_again(drawn, stage)), abs=1e-6)
    assert found.sources == groups_again(drawn, "source")
    assert found.states == groups_again(drawn, "state")
    assert found.openings == {
        openings[number].pk: tally for number, tally in groups_again(drawn, "opening").items()
    }
    refused = [each for each in drawn if each.state == S.REFUSED]
    assert found.reasons == groups_again(refused, "reason")
    assert found.companies == {
        company.pk: expected._replace(responses=expected.responses._replace(days=None))
    }


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


def went(opening, **steps: float) -> Application:
    """An application sent a hundred days ago; `shortlisted=3` is a step taken three days later."""
    state = list(steps)[-1] if steps else "submitted"
    sent_at = NOW - timedelta(days=100)
    application = ApplicationFactory(
        opening=opening, submitted_at=sent_at, state=state, refusal_reason="filled"
    )
    take(application, [("submitted", 0), *steps.items()])
    return application


def take(application: Application, steps: Iterable[tuple[str, float]]) -> None:
    for state, day in steps:
        taken_at = application.submitted_at + timedelta(days=day)
        ApplicationStepFactory(application=application, state=state, taken_at=taken_at)


def test_a_company_without_applications_has_nothing_to_count(company, opening):
    found = funnel_of(company)

    assert found.whole == NOTHING
    assert set(found.stays.values()) == {Stay(0, None, None)}
    assert (found.companies, found.openings, found.sources, found.reasons) == ({}, {}, {}, {})


def test_who_skips_a_stage_has_come_that_far_but_spent_no_time_in_it(company, opening):
    went(opening, shortlisted=2, offered=5, accepted=6, hired=9)

    found = funnel_of(company)

    assert found.whole.reached == (1, 1, 1, 1, 1, 1)
    assert found.stays["interviewing"] == Stay(0, None, None)
    assert found.stays["shortlisted"] == Stay(1, 3, 3)


def test_an_offer_taken_back_and_made_again_adds_up_its_days(company, opening):
    application = ApplicationFactory(
        opening=opening, submitted_at=NOW - timedelta(days=50), state="accepted"
    )
    take(
        application,
        [
            ("submitted", 0),
            ("shortlisted", 1),
            ("offered", 3),
            ("shortlisted", 7),
            ("offered", 12),
            ("accepted", 14),
        ],
    )

    found = funnel_of(company)

    assert found.stays["shortlisted"] == Stay(1, 2 + 5, 2 + 5)
    assert found.stays["offered"] == Stay(1, 4 + 2, 4 + 2)
    assert found.whole.reached == (1, 1, 1, 1, 1, 0)


def test_who_is_back_in_a_stage_has_not_left_it(company, opening):
    application = ApplicationFactory(
        opening=opening, submitted_at=NOW - timedelta(days=50), state="shortlisted"
    )
    take(application, [("submitted", 0), ("shortlisted", 1), ("offered", 3), ("shortlisted", 7)])

    found = funnel_of(company)

    assert found.stays["shortlisted"] == Stay(0, None, None)
    assert found.stays["offered"] == Stay(1, 4, 4)
    assert found.whole.reached == (1, 1, 1, 1, 0, 0)


def test_who_applies_again_is_two_applications(company, opening):
    first = went(opening, withdrawn=3)
    again = ApplicationFactory(profile=first.profile, opening=opening, submitted_at=NOW)
    take(again, [("submitted", 0)])

    found = funnel_of(company)

    assert found.whole.sent == 2
    assert found.whole.waiting == 1
    assert found.stays["submitted"] == Stay(1, 3, 3)


def test_steps_of_one_moment_follow_each_other_as_they_were_written(company, opening):
    application = ApplicationFactory(
        opening=opening,
        submitted_at=NOW - timedelta(days=9),
        state="refused",
        refusal_reason="filled",
    )
    take(application, [("submitted", 0), ("shortlisted", 0), ("refused", 4)])

    found = funnel_of(company)

    assert found.stays["submitted"] == Stay(1, 0, 0)
    assert found.stays["shortlisted"] == Stay(1, 4, 4)


def test_an_application_whose_steps_nobody_wrote_counts_by_its_state(company, opening):
    ApplicationFactory(opening=opening, state="offered", submitted_at=NOW - timedelta(days=3))

    assert funnel_of(company).whole.reached == (1, 1, 1, 1, 0, 0)


def test_answers_are_counted_as_the_public_page_of_the_company_counts_them(company, opening):
    for steps in ({"refused": 4}, {"shortlisted": 31}, {"withdrawn": 40}, {"lapsed": 60}, {}):
        went(opening, **steps)
    rows = Application.objects.filter(opening=opening)

    found = count_funnel(rows, NOW).whole.responses

    assert found == responses_to(rows, NOW)
    assert (found.counted, found.answered, found.answers) == (5, 1, 2)


def test_all_of_it_takes_one_query(company, opening, django_assert_num_queries):
    went(opening, shortlisted=2)

    with django_assert_num_queries(1):
        funnel_of(company)
