"""An interview from the invitation to its end."""

from datetime import timedelta

import pytest

from matching.actions.interview_errors import (
    AlreadyChosenError,
    AlreadyInvitedError,
    ForeignSlotError,
    InterviewBegunError,
    InterviewError,
    NoFreeSlotError,
    NotScheduledError,
    SlotOverError,
    SlotTakenError,
    SlotWithdrawnError,
    TooEarlyError,
)
from matching.actions.interview_invitations import invite_to_interview
from matching.actions.interviews import (
    cancel_by_applicant,
    cancel_by_company,
    cancel_interviews_of,
    choose_slot,
    mark_held,
    reschedule,
)
from matching.models import Application, Interview
from parks.models import LogEntry, Notice, OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.matching import ApplicationFactory, InterviewFactory, InterviewSlotFactory
from tests.matching.arranged import FIRST, NOW, another_invited, arrange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ONE_HOUR = timedelta(hours=1)


@pytest.fixture
def arranged():
    return arrange()


def choose(arranged, index=0, **options):
    options = {"by": arranged.applicant, "now": NOW} | options
    return choose_slot(arranged.interview, slot=arranged.slots[index], **options)


def move(arranged, index, now=NOW):
    slot = arranged.slots[index]
    return reschedule(arranged.interview, slot=slot, by=arranged.applicant, now=now)


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Application, Interview, LogEntry, Notice, OutboxMail)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def free_slots(arranged) -> list:
    return list(arranged.opening.slots.free(NOW).earliest_first())


# --- inviting


def test_an_invitation_takes_the_application_to_interviewing(arranged):
    arranged.application.refresh_from_db()

    assert (arranged.interview.state, arranged.application.state) == ("invited", "interviewing")
    assert arranged.interview.message == "We look forward to it."
    assert LogEntry.objects.about(arranged.application).get().verb == "interviewing"
    entry = LogEntry.objects.about(arranged.interview).get()
    assert (entry.verb, entry.actor) == ("invited", arranged.recruiter)
    assert entry.organisation_id == arranged.opening.company_id


def test_who_is_interviewing_already_is_invited_again_once_the_first_is_over(arranged):
    cancel_by_company(arranged.interview, reason="The room is flooded.", by=arranged.recruiter)

    second = invite_to_interview(arranged.application, by=arranged.recruiter, now=NOW)

    assert second.pk != arranged.interview.pk
    assert LogEntry.objects.about(arranged.application).count() == 1


def test_nobody_has_two_interviews_under_way_for_one_application(arranged):
    before = everything()

    with pytest.raises(AlreadyInvitedError, match="invited already"):
        invite_to_interview(arranged.application, by=arranged.recruiter, now=NOW)

    assert everything() == before


def test_without_a_free_time_nobody_is_invited():
    application = ApplicationFactory(state="shortlisted")
    InterviewSlotFactory(opening=application.opening, starts_at=NOW - ONE_HOUR)
    InterviewSlotFactory(opening=application.opening, starts_at=FIRST, is_withdrawn=True)
    InterviewSlotFactory(starts_at=FIRST)
    before = everything()

    with pytest.raises(NoFreeSlotError, match="Offer a time first"):
        invite_to_interview(application, by=None, now=NOW)

    assert everything() == before


@pytest.mark.parametrize("state", ["submitted", "offered", "accepted", "hired", "withdrawn"])
def test_only_the_shortlisted_are_invited(state):
    application = ApplicationFactory(state=state)
    InterviewSlotFactory(opening=application.opening, starts_at=FIRST)
    before = everything()

    with pytest.raises(IllegalMoveError):
        invite_to_interview(application, by=None, now=NOW)

    assert everything() == before


# --- choosing


def test_a_chosen_time_is_taken_and_no_longer_free(arranged):
    first, second, third = arranged.slots

    interview = choose(arranged)

    assert (interview.state, interview.slot, interview.sequence) == ("scheduled", first, 0)
    assert free_slots(arranged) == [second, third]
    entry = LogEntry.objects.about(interview).latest("pk")
    assert (entry.verb, entry.actor) == ("scheduled", arranged.applicant)


def test_choosing_the_same_time_twice_is_one_choice(arranged):
    choose(arranged)
    before = everything()

    again = choose(arranged)

    assert again.sequence == 0
    assert everything() == before


def test_another_time_is_not_chosen_a_second_time_but_moved_to(arranged):
    choose(arranged)
    before = everything()

    with pytest.raises(AlreadyChosenError, match="you can still change it"):
        choose(arranged, 1)

    assert everything() == before


def test_a_time_that_somebody_else_has_is_not_given_twice(arranged):
    choose(arranged)
    other = another_invited(arranged)
    before = everything()

    with pytest.raises(SlotTakenError, match="Somebody else has just taken this time"):
        choose_slot(other, slot=arranged.slots[0], by=other.application.profile.user, now=NOW)

    assert everything() == before


def test_a_time_that_is_over_cannot_be_had(arranged):
    before = everything()

    with pytest.raises(SlotOverError, match="This time is over"):
        choose(arranged, now=FIRST)

    assert everything() == before


def test_a_time_that_is_withdrawn_cannot_be_had(arranged):
    arranged.opening.slots.update(is_withdrawn=True)
    before = everything()

    with pytest.raises(SlotWithdrawnError, match="no longer offers this time"):
        choose(arranged)

    assert everything() == before


def test_a_time_of_another_opening_cannot_be_had(arranged):
    foreign = InterviewSlotFactory(starts_at=FIRST)
    before = everything()

    with pytest.raises(ForeignSlotError, match="not one of those you were offered"):
        choose_slot(arranged.interview, slot=foreign, by=arranged.applicant, now=NOW)

    assert everything() == before


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_nothing_is_chosen_for_an_interview_that_is_over(arranged, state):
    slot = arranged.slots[1]
    Interview.objects.filter(pk=arranged.interview.pk).update(state=state, slot=slot)

    with pytest.raises(IllegalMoveError):
        choose(arranged)


# --- moving


def test_a_moved_interview_frees_its_old_time_and_raises_the_sequence(arranged):
    first, second, third = arranged.slots
    choose(arranged)

    moved = move(arranged, 1)
    other = another_invited(arranged)
    taken = choose_slot(other, slot=first, by=other.application.profile.user, now=NOW)

    assert (moved.slot, moved.sequence, moved.state) == (second, 1, "scheduled")
    assert taken.slot == first
    assert free_slots(arranged) == [third]


def test_every_move_raises_the_sequence_once_more(arranged):
    choose(arranged)

    sequences = [move(arranged, index).sequence for index in (1, 2, 0)]

    assert sequences == [1, 2, 3]


def test_moving_to_the_time_one_has_changes_nothing(arranged):
    choose(arranged)
    before = everything()

    move(arranged, 0)

    assert everything() == before


def test_nobody_moves_to_a_time_that_is_taken_and_keeps_their_own(arranged):
    choose(arranged)
    other = another_invited(arranged)
    choose_slot(other, slot=arranged.slots[1], by=other.application.profile.user, now=NOW)
    before = everything()

    with pytest.raises(SlotTakenError):
        move(arranged, 1)

    assert everything() == before


def test_an_interview_that_has_begun_is_moved_no_more(arranged):
    choose(arranged)

    with pytest.raises(InterviewBegunError, match="can no longer be changed"):
        move(arranged, 2, now=FIRST)


def test_an_invitation_without_a_time_has_nothing_to_move(arranged):
    with pytest.raises(NotScheduledError, match="no time that could be changed"):
        move(arranged, 1)


# --- cancelling


def test_an_applicant_cancels_with_a_reason_and_the_time_is_free_again(arranged):
    choose(arranged)

    cancelled = cancel_by_applicant(
        arranged.interview, reason=" I am ill. ", by=arranged.applicant, now=NOW
    )

    assert (cancelled.state, cancelled.reason) == ("cancelled", "I am ill.")
    assert (cancelled.cancelled_by_applicant, cancelled.sequence) == (True, 1)
    assert free_slots(arranged) == arranged.slots
    assert LogEntry.objects.about(cancelled).latest("pk").verb == "cancelled"


def test_an_invitation_is_declined_without_telling_calendars(arranged):
    cancelled = cancel_by_applicant(
        arranged.interview, reason="No time.", by=arranged.applicant, now=NOW
    )

    assert (cancelled.state, cancelled.slot, cancelled.sequence) == ("cancelled", None, 0)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nobody_cancels_without_a_word(arranged, reason):
    choose(arranged)
    before = everything()

    with pytest.raises(InterviewError, match="Say why"):
        cancel_by_applicant(arranged.interview, reason=reason, by=arranged.applicant, now=NOW)
    with pytest.raises(InterviewError, match="Say why"):
        cancel_by_company(arranged.interview, reason=reason, by=arranged.recruiter)

    assert everything() == before


def test_an_applicant_cannot_cancel_what_has_begun(arranged):
    choose(arranged)

    with pytest.raises(InterviewBegunError):
        cancel_by_applicant(arranged.interview, reason="Late.", by=arranged.applicant, now=FIRST)


def test_a_company_cancels_with_a_reason(arranged):
    choose(arranged)

    cancelled = cancel_by_company(arranged.interview, reason="Fire drill.", by=arranged.recruiter)

    assert (cancelled.state, cancelled.cancelled_by_applicant) == ("cancelled", False)
    assert cancelled.sequence == 1


def test_what_is_cancelled_stays_cancelled(arranged):
    cancel_by_company(arranged.interview, reason="Fire drill.", by=arranged.recruiter)
    before = everything()

    with pytest.raises(IllegalMoveError):
        cancel_by_company(arranged.interview, reason="Again.", by=arranged.recruiter)
    with pytest.raises(IllegalMoveError):
        cancel_by_applicant(arranged.interview, reason="Too.", by=arranged.applicant, now=NOW)

    assert everything() == before


# --- holding


def test_an_interview_is_held_once_it_has_begun(arranged):
    choose(arranged)

    held = mark_held(arranged.interview, by=arranged.recruiter, now=FIRST)

    assert (held.state, held.slot) == ("held", arranged.slots[0])


def test_an_interview_that_lies_ahead_was_not_held(arranged):
    choose(arranged)

    with pytest.raises(TooEarlyError):
        mark_held(arranged.interview, by=arranged.recruiter, now=NOW)


def test_an_invitation_was_not_held(arranged):
    with pytest.raises(IllegalMoveError):
        mark_held(arranged.interview, by=arranged.recruiter, now=NOW)


# --- when the application ends


def test_an_application_that_ends_takes_its_interview_with_it(arranged):
    choose(arranged)

    cancel_interviews_of(arranged.application, by=arranged.applicant, now=NOW)

    arranged.interview.refresh_from_db()
    assert (arranged.interview.state, arranged.interview.sequence) == ("cancelled", 1)
    assert arranged.interview.cancelled_by_applicant is True
    assert free_slots(arranged) == arranged.slots


def test_an_application_that_the_company_ends_is_not_the_applicants_doing(arranged):
    choose(arranged)

    cancel_interviews_of(arranged.application, by=arranged.recruiter, now=NOW)

    arranged.interview.refresh_from_db()
    assert arranged.interview.cancelled_by_applicant is False


def test_an_interview_that_has_begun_counts_as_held_when_the_application_ends(arranged):
    choose(arranged)
    mails = OutboxMail.objects.count()

    cancel_interviews_of(arranged.application, by=arranged.recruiter, now=FIRST + ONE_HOUR)

    arranged.interview.refresh_from_db()
    assert (arranged.interview.state, OutboxMail.objects.count()) == ("held", mails)


def test_an_invitation_ends_silently_for_the_application_tells_of_it(arranged):
    mails = OutboxMail.objects.count()

    cancel_interviews_of(arranged.application, by=arranged.recruiter, now=NOW)

    arranged.interview.refresh_from_db()
    assert (arranged.interview.state, OutboxMail.objects.count()) == ("cancelled", mails)


def test_an_application_that_ends_leaves_other_peoples_interviews_alone(arranged):
    other = another_invited(arranged)
    over = InterviewFactory(
        application=arranged.application, state="held", slot=InterviewSlotFactory()
    )

    cancel_interviews_of(arranged.application, by=arranged.recruiter, now=NOW)

    states = [Interview.objects.get(pk=row.pk).state for row in (other, over)]
    assert states == ["invited", "held"]
