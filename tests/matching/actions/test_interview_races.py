"""Several people reaching for the same time at the same moment, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from matching.actions.interview_errors import InterviewError, SlotTakenError
from matching.actions.interview_invitations import invite_to_interview
from matching.actions.interview_reminders import remind_of_interviews
from matching.actions.interview_slots import withdraw_slot
from matching.actions.interviews import choose_slot, reschedule
from matching.models import Interview
from matching.queries.interviews import free_slots
from parks.models import LogEntry, Notice, OutboxMail
from tests.factories.matching import ApplicationFactory
from tests.matching.arranged import FIRST, NOW, another_invited, arrange
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs) -> list:
    """Run the jobs in threads that start together; hand back what each returned or raised."""
    together = Barrier(len(jobs))

    def run(job):
        together.wait()
        try:
            return job()
        except InterviewError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool, broker():
        return list(pool.map(run, jobs))


def choosing(interview: Interview, slot):
    applicant = interview.application.profile.user
    return lambda: choose_slot(interview, slot=slot, by=applicant, now=NOW)


@pytest.mark.parametrize("time", range(5))
def test_of_two_people_one_gets_the_time_and_the_other_is_offered_the_rest(time):
    arranged = arrange()
    one, other = arranged.interview, another_invited(arranged)
    first, *rest = arranged.slots

    answers = at_once(choosing(one, first), choosing(other, first))

    winners = [answer for answer in answers if isinstance(answer, Interview)]
    losers = [answer for answer in answers if isinstance(answer, SlotTakenError)]
    assert (len(winners), len(losers)) == (1, 1)
    assert Interview.objects.get(slot=first).pk == winners[0].pk
    left = other if winners[0].pk == one.pk else one
    left.refresh_from_db()
    assert (left.state, free_slots(left, NOW)) == ("invited", rest)


def test_twenty_people_fill_three_times_and_the_others_are_told():
    arranged = arrange(slots=3)
    interviews = [arranged.interview, *(another_invited(arranged) for _ in range(19))]
    sent_before = OutboxMail.objects.count()

    answers = at_once(
        *(
            choosing(interview, arranged.slots[number % 3])
            for number, interview in enumerate(interviews)
        )
    )

    chosen = Interview.objects.filter(state="scheduled")
    assert sorted(chosen.values_list("slot_id", flat=True)) == [s.pk for s in arranged.slots]
    assert sum(isinstance(answer, SlotTakenError) for answer in answers) == 17
    assert OutboxMail.objects.count() - sent_before == 6  # three applicants, three to the desk
    assert free_slots(arranged.interview, NOW) == []


def test_ten_clicks_on_one_time_take_it_once():
    arranged = arrange()
    mails = OutboxMail.objects.count()

    answers = at_once(*[choosing(arranged.interview, arranged.slots[0])] * 10)

    assert [answer.sequence for answer in answers] == [0] * 10
    assert LogEntry.objects.about(arranged.interview).filter(verb="scheduled").count() == 1
    assert OutboxMail.objects.count() - mails == 2


def test_two_people_who_swap_their_times_at_once_do_not_lock_each_other_out():
    arranged = arrange()
    one, other = arranged.interview, another_invited(arranged)
    first, second, _third = arranged.slots
    at_once(choosing(one, first), choosing(other, second))

    answers = at_once(
        lambda: reschedule(one, slot=second, by=arranged.applicant, now=NOW),
        lambda: reschedule(other, slot=first, by=other.application.profile.user, now=NOW),
    )

    assert all(isinstance(answer, (Interview, SlotTakenError)) for answer in answers)
    held = Interview.objects.filter(state="scheduled").values_list("slot_id", flat=True)
    assert len(set(held)) == len(held) == 2


@pytest.mark.parametrize("time", range(3))
def test_a_time_that_is_chosen_and_withdrawn_at_once_is_nobodys(time):
    arranged = arrange()
    first = arranged.slots[0]

    at_once(
        choosing(arranged.interview, first),
        lambda: withdraw_slot(first, by=arranged.recruiter, now=NOW),
    )

    arranged.interview.refresh_from_db()
    assert (arranged.interview.state, arranged.interview.slot) == ("invited", None)


def test_two_recruiters_who_invite_at_once_send_one_invitation():
    arranged = arrange()
    application = ApplicationFactory(opening=arranged.opening, state="shortlisted")

    answers = at_once(
        *[lambda: invite_to_interview(application, by=arranged.recruiter, now=NOW)] * 4
    )

    assert sum(isinstance(answer, Interview) for answer in answers) == 1
    assert Interview.objects.filter(application=application).count() == 1


def test_reminders_that_run_twice_at_once_go_out_once():
    arranged = arrange()
    at_once(choosing(arranged.interview, arranged.slots[0]))
    Interview.objects.update(changed_at=NOW)
    Notice.objects.all().delete()

    answers = at_once(*[lambda: remind_of_interviews(FIRST.replace(hour=0))] * 4)

    assert sorted(answers) == [0, 0, 0, 1]
    assert Notice.objects.count() == 1
