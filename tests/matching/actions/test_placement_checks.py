"""Looks back at a hiring: asked of both sides once, answered by either, kept with their history."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import tasks
from matching.actions.placement_checks import (
    PlacementCheckError,
    ask_for_checks,
    record_check,
    side_of,
)
from matching.choices.placements import AnswerSide, Whereabouts
from matching.models import Outcome, PlacementCheck
from matching.queries.placement_checks import (
    answer_of,
    hirings_of,
    history_of,
    looks_at,
    next_look,
    unanswered,
)
from parks.models import LogEntry, Notice
from parks.queries.viewers import viewer_of
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory
from tests.factories.outcomes import OutcomeFactory
from tests.factories.placements import PlacementCheckFactory, PlacementFactory
from tests.factories.talent import RosterEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HIRED_ON, TODAY = date(2025, 11, 30), date(2026, 5, 30)
"""The 30th of May is six months after the 30th of November."""


@pytest.fixture
def placement(company, profile):
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    return PlacementFactory(
        application__profile=profile, application__opening=opening, hired_on=HIRED_ON
    )


def answer(placement, by, answer=Whereabouts.THERE, *, months=6, today=TODAY):
    side = side_of(placement, viewer_of(by))
    return record_check(placement, months=months, answer=answer, side=side, by=by, today=today)


def test_both_sides_are_asked_once_when_the_time_has_come(
    placement, recruiter, graduate, park_officer
):
    too_early = ask_for_checks(TODAY - timedelta(days=1))
    asked = [ask_for_checks(TODAY), ask_for_checks(TODAY)]

    assert (too_early, asked) == (0, [1, 0])
    told = {row.user: row for row in Notice.objects.order_by("pk")}
    assert set(told) == {recruiter, graduate}
    assert told[recruiter].text_en == "Is Lin Yue still with you?"
    assert told[graduate].text_en == "Are you still at Alpha Biologics?"
    address = reverse("matching:placement_check", args=[placement.application.uuid, 6])
    assert {row.address for row in told.values()} == {address}
    assert LogEntry.objects.about(placement).get().details == {"months": 6}


def test_nobody_is_asked_who_answered_left_or_was_hired_long_ago(placement, profile, recruiter):
    answer(placement, recruiter)
    PlacementFactory(hired_on=date(2020, 1, 1))
    PlacementFactory(hired_on=HIRED_ON, application__profile__erased_at=timezone.now())

    assert ask_for_checks(TODAY) == 0
    assert Notice.objects.count() == 0


def test_the_last_answer_stands_and_the_log_keeps_those_before(
    placement, recruiter, graduate, park_officer, profile
):
    entry = RosterEntryFactory(user=graduate, claimed_at=timezone.now())
    destination = OutcomeFactory(entry=entry, months=6, category="contract")

    answer(placement, recruiter, Whereabouts.GONE)
    answer(placement, graduate, Whereabouts.TECHNICAL)
    row = answer(placement, park_officer, Whereabouts.THERE)

    assert PlacementCheck.objects.get() == row
    assert (row.is_there, row.is_promoted, row.channel) == (True, False, "")
    assert row.recorded_by == park_officer
    assert [(each.side, each.words) for each in history_of(row)] == [
        ("The park office", "Still there"),
        ("The person", "Still there, promoted on the technical channel"),
        ("The company", "No longer there"),
    ]
    # What the university recorded is another answer and stays.
    destination.refresh_from_db()
    assert (Outcome.objects.get(), destination.category) == (destination, "contract")


@pytest.mark.parametrize("chosen", Whereabouts)
def test_an_answer_reads_as_it_was_chosen(placement, recruiter, chosen):
    row = answer(placement, recruiter, chosen)

    assert answer_of(row) == chosen
    assert row.is_there == (chosen != Whereabouts.GONE)
    assert row.is_promoted == bool(row.channel)


def test_nobody_answers_too_early_at_another_time_or_for_somebody_who_left(placement, recruiter):
    for months, today in ((6, TODAY - timedelta(days=1)), (12, TODAY), (7, TODAY)):
        with pytest.raises(PlacementCheckError):
            answer(placement, recruiter, months=months, today=today)
    profile = placement.application.profile
    profile.erased_at = timezone.now()
    profile.save(update_fields=["erased_at"])
    with pytest.raises(PlacementCheckError):
        answer(placement, recruiter)

    assert PlacementCheck.objects.count() == 0
    assert LogEntry.objects.count() == 0


def test_the_look_that_waits_longest_is_the_next_one(
    placement, graduate, django_assert_num_queries
):
    mine = hirings_of(graduate.pk)
    later = date(2026, 12, 1)
    PlacementCheckFactory(placement=placement, months=6)

    assert next_look(mine, TODAY) is None
    with django_assert_num_queries(1):
        look = next_look(mine, later)
    ((_placement, looks),) = looks_at(unanswered(mine, later), later)

    assert (look.placement, look.months) == (placement, 12)
    assert [(each.months, each.is_due, each.waits, each.words) for each in looks] == [
        (6, True, False, "Still there"),
        (12, True, True, ""),
        (36, False, False, ""),
    ]
    assert list(hirings_of(None)) == []


def test_each_side_answers_as_itself(placement, recruiter, graduate, park_officer):
    sides = [side_of(placement, viewer_of(each)) for each in (recruiter, graduate, park_officer)]

    assert sides == [AnswerSide.COMPANY, AnswerSide.PERSON, AnswerSide.OFFICE]


def test_the_nightly_task_places_what_is_older_and_may_come_twice(company, profile):
    opening = OpeningFactory(company=company, published=True)
    application = ApplicationFactory(profile=profile, opening=opening, state="hired")
    ApplicationStepFactory(application=application, state="hired")

    for _night in range(2):
        tasks.look_back_at_hirings()

    assert application.placement.hired_on == timezone.localdate()
    assert Notice.objects.count() == 0
