"""What a row of an interview or a slot says of itself, and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.models import Interview, InterviewSlot
from parks.workflow import IllegalMoveError
from tests.factories.matching import ApplicationFactory, InterviewFactory, InterviewSlotFactory

pytestmark = pytest.mark.django_db

SLOT = InterviewSlot(pk=1)


@pytest.mark.parametrize(
    ("slot", "sequence", "next_sequence"),
    [(None, 0, 0), (SLOT, 0, 1), (SLOT, 4, 5), (None, 1, 2)],
)
def test_calendars_hear_naught_first_and_one_more_with_each_change(slot, sequence, next_sequence):
    assert Interview(slot=slot, sequence=sequence).next_sequence == next_sequence


def test_an_interview_has_begun_from_its_first_minute_on():
    now = timezone.now()
    interview = Interview(slot=InterviewSlot(starts_at=now))

    assert (interview.has_begun(now), interview.has_begun(now - timedelta(minutes=1))) == (
        True,
        False,
    )
    assert Interview().has_begun(now) is False


def test_what_is_held_or_cancelled_becomes_nothing_else():
    for state in ("held", "cancelled"):
        for wanted in ("invited", "scheduled", "held", "cancelled"):
            with pytest.raises(IllegalMoveError):
                Interview(state=state).require_move(wanted)


def test_the_database_gives_a_slot_to_one_live_interview():
    taken = InterviewFactory(scheduled=True)
    rival = ApplicationFactory(opening=taken.application.opening)

    with pytest.raises(IntegrityError, match="a_slot_is_taken_once"), transaction.atomic():
        InterviewFactory(application=rival, state="scheduled", slot=taken.slot)

    assert InterviewFactory(application=rival, state="cancelled", slot=taken.slot).pk


def test_the_database_keeps_one_live_interview_for_an_application():
    interview = InterviewFactory()

    with pytest.raises(IntegrityError, match="one_live_interview_per_application"):
        InterviewFactory(application=interview.application)


def test_a_slot_tells_its_time_where_it_is():
    slot = InterviewSlotFactory(time_zone="Europe/Berlin")

    assert str(slot) == f"{slot.local_start:%Y-%m-%d %H:%M} Europe/Berlin"
    assert slot.local_end - slot.local_start == timedelta(minutes=30)


def test_slots_are_seen_by_their_company_only(company, readers, editors):
    slot = InterviewSlotFactory(opening__company=company)

    assert readers(slot) == editors(slot) == {"recruiter", "operator"}


def test_an_interview_is_seen_by_its_applicant_and_its_company(company, profile, readers, editors):
    interview = InterviewFactory(
        application__opening__company=company, application__profile=profile
    )

    assert readers(interview) == {"graduate", "recruiter", "operator"}
    assert editors(interview) == {"recruiter", "operator"}


def test_a_company_sees_no_interview_of_an_application_that_was_taken_back(
    company, profile, readers
):
    interview = InterviewFactory(
        application__opening__company=company,
        application__profile=profile,
        application__state="withdrawn",
    )

    assert readers(interview) == {"graduate", "operator"}
