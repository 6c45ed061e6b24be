"""The company hears that the last free time is taken while applicants still choose."""

import pytest

from matching.actions.interview_slots import offer_slots
from matching.actions.interviews import cancel_by_applicant, choose_slot
from matching.actions.slot_warnings import warn_of_no_free_slot
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry, Membership, Notice, OutboxMail
from tests.matching.arranged import FIRST, NOW, another_invited, arrange, times
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def full():
    """One time, taken; somebody else is invited and has nothing to choose from."""
    arranged = arrange(slots=1)
    another_invited(arranged)
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)
    OutboxMail.objects.all().delete()
    return arranged


def warn(arranged) -> int:
    return warn_of_no_free_slot(arranged.opening.pk, NOW)


def test_who_offered_the_times_is_told_how_many_wait(full):
    assert warn(full) == 1

    mail = OutboxMail.objects.get()
    assert mail.user == full.recruiter
    assert mail.subject == "No interview time is left: Analyst"
    assert "1 applicant is still choosing" in mail.text
    assert f"/desk/openings/{full.opening.uuid}/slots/" in mail.text
    assert Notice.objects.filter(user=full.recruiter).latest("pk").kind == "desk"


def test_it_is_told_once_for_the_times_on_offer(full):
    warn(full)

    assert warn(full) == 0
    assert LogEntry.objects.about(full.opening).filter(verb="slots ran out").count() == 1


def test_after_more_times_are_offered_and_taken_it_is_told_again(full):
    warn(full)
    (slot,) = offer_slots(
        full.opening, slots=times(1, FIRST.replace(hour=5)), by=full.recruiter, now=NOW
    )
    choosing = another_invited(full)
    choose_slot(choosing, slot=slot, by=choosing.application.profile.user, now=NOW)

    assert warn(full) == 1


def test_nobody_waits_and_nobody_is_told():
    arranged = arrange(slots=1)
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    assert warn(arranged) == 0


def test_a_time_is_free_and_nobody_is_told():
    arranged = arrange(slots=2)
    another_invited(arranged)
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)

    assert warn(arranged) == 0


def test_a_time_that_is_given_back_meanwhile_is_free(full):
    cancel_by_applicant(full.interview, reason="I am ill.", by=full.applicant, now=NOW)

    assert warn(full) == 0


def test_who_no_longer_recruits_is_not_told(full):
    Membership.objects.update(role=MembershipRole.INTERVIEWER)

    assert warn(full) == 0


def test_a_choice_asks_for_the_warning_once_it_is_committed(django_capture_on_commit_callbacks):
    arranged = arrange(slots=1)

    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)
        tasks = sent.tasks()

    asked = ("matching.warn_of_no_free_slot", {"opening_id": arranged.opening.pk})
    assert tasks.count(asked) == 1
