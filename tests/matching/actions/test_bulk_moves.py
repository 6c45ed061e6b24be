"""One step for many applications; and two tabs that reach for the same card."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from matching.actions.applications import advance_application
from matching.actions.bulk_moves import Outcome, move_many, refuse_many, why_not, write_to_many
from matching.choices.applications import ApplicationState, RefusalReason
from matching.models import Application, ApplicationStep
from parks.models import OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, InterviewSlotFactory
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

S = ApplicationState
NOW = datetime(2026, 11, 20, tzinfo=UTC)
TEXTS = {"en": "Dear {name}", "zh-hans": "{name}：您好"}


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


def applied(opening, name: str, state: str = "submitted") -> Application:
    return ApplicationFactory(
        opening=opening, profile__user__full_name=name, state=state, refusal_reason="filled"
    )


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def test_who_cannot_move_does_not_hold_up_the_others(opening, recruiter):
    rows = [applied(opening, "Ann"), applied(opening, "Bob", "refused"), applied(opening, "Cyril")]

    outcomes = move_many(rows, state=S.SHORTLISTED, texts=TEXTS, by=recruiter, now=NOW)

    assert outcomes == [
        Outcome(rows[0], True),
        Outcome(rows[1], False, "This is “Refused” and cannot become “Shortlisted”."),
        Outcome(rows[2], True),
    ]
    assert [state_of(row) for row in rows] == ["shortlisted", "refused", "shortlisted"]
    assert OutboxMail.objects.count() == 2


def test_each_is_read_anew_whatever_the_page_had_shown(opening, recruiter):
    row = applied(opening, "Ann")
    Application.objects.update(state="withdrawn")

    outcomes = move_many([row], state=S.SHORTLISTED, texts=TEXTS, by=recruiter, now=NOW)

    assert not outcomes[0].is_done
    assert state_of(row) == "withdrawn"


def test_the_steps_carry_the_message_in_the_language_of_each(opening, recruiter):
    ann, li = applied(opening, "Ann"), applied(opening, "李雷")
    li.profile.user.language = "zh-hans"
    li.profile.user.save()

    refuse_many([ann, li], reason=RefusalReason.FILLED, texts=TEXTS, by=recruiter)

    steps = ApplicationStep.objects.order_by("pk").values_list("message", "reason", "taken_by")
    assert list(steps) == [
        ("Dear Ann", "filled", recruiter.pk),
        ("李雷：您好", "filled", recruiter.pk),
    ]


def test_a_refusal_without_words_is_told_as_undone(opening, recruiter):
    row = applied(opening, "Ann")

    outcomes = refuse_many([row], reason=RefusalReason.FILLED, texts={}, by=recruiter)

    words = "A refusal needs a reason and a message to the applicant."
    assert outcomes == [Outcome(row, False, words)]


def test_who_is_being_interviewed_can_be_asked_once_more(opening, recruiter):
    rows = [applied(opening, "Ann", "shortlisted"), applied(opening, "Bob", "interviewing")]
    InterviewSlotFactory(opening=opening)

    first = move_many(rows, state=S.INTERVIEWING, texts=TEXTS, by=recruiter, now=NOW)
    again = move_many(rows[:1], state=S.INTERVIEWING, texts=TEXTS, by=recruiter, now=NOW)

    assert [row.is_done for row in first] == [True, True]
    assert (again[0].is_done, again[0].reason) == (False, "This applicant is invited already.")


def test_an_empty_message_is_not_written(opening, recruiter):
    row = applied(opening, "Ann")

    outcomes = write_to_many([row], texts={"en": " "}, by=recruiter)

    assert outcomes == [Outcome(row, False, "The message is empty.")]
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("present", "wanted", "words"),
    [
        ("submitted", S.SHORTLISTED, ""),
        ("offered", S.SHORTLISTED, "There is an offer. Take it back first."),
        ("submitted", S.HIRED, "This is “Submitted” and cannot become “Hired”."),
        ("accepted", S.HIRED, ""),
        ("interviewing", S.INTERVIEWING, ""),
        ("offered", S.REFUSED, ""),
        ("hired", S.REFUSED, "This is “Hired” and cannot become “Refused”."),
        ("hired", None, ""),
        ("lapsed", None, "This application has ended."),
    ],
)
def test_before_a_step_it_is_said_why_somebody_cannot_take_it(present, wanted, words, opening):
    assert why_not(applied(opening, "Ann", present), wanted) == words


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_move_the_same_card_one_is_told_that_it_came_late(opening, recruiter):
    row, together = applied(opening, "Ann"), Barrier(2)

    def move(_tab: int) -> str:
        together.wait()
        try:
            advance_application(row, state=S.SHORTLISTED, by=recruiter)
        except IllegalMoveError:
            return "too late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool, broker():
        said = sorted(pool.map(move, range(2)))

    assert said == ["done", "too late"]
    assert ApplicationStep.objects.filter(application=row, state="shortlisted").count() == 1
    assert OutboxMail.objects.count() == 1
