"""Nobody is left without an answer: reminders at 30 and 45 days, an end at 60."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from companies.models import Opening
from matching.actions.answer_reminders import remind_of_answers
from matching.actions.applications import advance_application, submit_application
from matching.choices.applications import ApplicationState
from matching.models import Application, ApplicationStep
from matching.tasks import answer_reminders
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry, Notice, OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory, UserFactory
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SENT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
RECRUITER, OFFICE, APPLICANT = (
    "recruiter@example.org",
    "office@example.org",
    "graduate@example.org",
)
DUE, LAPSED = "waited for your answer", "lapsed without an answer"


@pytest.fixture
def opening(company, recruiter, park_officer) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def application(opening, profile) -> Application:
    application = submit_application(profile, opening=opening, today=SENT.date())
    return sent_at(application, SENT)


def sent_at(application: Application, moment: datetime) -> Application:
    Application.objects.filter(pk=application.pk).update(submitted_at=moment)
    OutboxMail.objects.all().delete()
    application.refresh_from_db()
    return application


def walk(days: range) -> dict[int, list[str]]:
    """Let beat come once a day; hand back who had mail on which day after the sending."""
    told = {}
    for day in days:
        remind_of_answers(SENT + day * DAY)
        told[day] = sorted(OutboxMail.objects.values_list("recipient", flat=True))
        OutboxMail.objects.all().delete()
    return {day: people for day, people in told.items() if people}


def test_seventy_days_of_silence_are_walked_through_day_by_day(application):
    told = walk(range(71))

    assert told == {30: [RECRUITER], 45: [OFFICE, RECRUITER], 60: [APPLICANT, RECRUITER]}
    application.refresh_from_db()
    assert application.state == "lapsed"


def test_beat_that_comes_four_times_a_day_says_the_same_things_once(application):
    told = []
    for hour in range(0, 24 * 62, 6):
        remind_of_answers(SENT + timedelta(hours=hour))
    told = OutboxMail.objects.order_by("pk").values_list("recipient", flat=True)

    assert sorted(told) == sorted([RECRUITER, RECRUITER, OFFICE, APPLICANT, RECRUITER])


@pytest.mark.parametrize(
    ("pause", "told"),
    [
        (range(20, 40), {40: [RECRUITER], 45: [OFFICE, RECRUITER], 60: [APPLICANT, RECRUITER]}),
        (range(29, 49), {49: [OFFICE, RECRUITER], 60: [APPLICANT, RECRUITER]}),
        (range(31, 51), {30: [RECRUITER], 51: [OFFICE, RECRUITER], 60: [APPLICANT, RECRUITER]}),
        (range(45, 65), {30: [RECRUITER], 65: [APPLICANT, RECRUITER]}),
    ],
)
def test_after_a_pause_of_twenty_days_nothing_is_said_twice_or_left_out(pause, told, application):
    assert walk([day for day in range(80) if day not in pause]) == told


def test_an_answer_ends_the_reminders(application, recruiter):
    walk(range(31))
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)
    OutboxMail.objects.all().delete()

    assert walk(range(31, 71)) == {}


def test_one_mail_tells_of_all_that_wait_with_no_name_in_it(application, company, opening):
    other = OpeningFactory(company=company, park=opening.park, published=True, title_en="Chemist")
    for number in range(3):
        row = ApplicationFactory(opening=other, profile__user__full_name=f"Person {number}")
        sent_at(row, SENT + number * DAY / 4)

    assert remind_of_answers(SENT + 31 * DAY) == 4

    mail = OutboxMail.objects.get()
    assert mail.subject == "4 applications have waited for your answer for 30 days or more"
    assert "Please answer within 29 days." in mail.text
    assert "Analyst: 1\nChemist: 3\n" in mail.text
    assert "/desk/" in mail.text
    assert not any(name in mail.text for name in ("Lin Yue", "Person"))


def test_the_office_of_the_park_is_told_which_company_and_led_to_its_page(application, company):
    remind_of_answers(SENT + 45 * DAY)

    mail = OutboxMail.objects.get(recipient=OFFICE)
    assert mail.subject == (
        "Alpha Biologics has left 1 application without an answer for 45 days or more"
    )
    assert "In 15 days the first of these applications lapse" in mail.text
    assert company.get_absolute_url() in mail.text
    assert "Lin Yue" not in mail.text


def test_the_student_reads_that_nobody_answered(application):
    remind_of_answers(SENT + 60 * DAY)

    mail = OutboxMail.objects.get(recipient=APPLICANT)
    assert mail.subject == "Your application “Analyst” has lapsed"
    assert "Alpha Biologics has not answered within 60 days" in mail.text
    step = ApplicationStep.objects.latest("pk")
    assert (step.state, step.reason, step.taken_by) == ("lapsed", "unanswered", None)
    assert ProfileGrant.objects.get(reference=application.uuid).until is not None


def test_interviewers_former_colleagues_and_other_companies_are_told_nothing(
    application, company, stranger
):
    MembershipFactory(organisation=company, user=UserFactory(), role=MembershipRole.INTERVIEWER)
    MembershipFactory(organisation=company, user=UserFactory(), left_at=SENT)

    assert walk(range(31)) == {30: [RECRUITER]}


def test_each_company_is_told_of_its_own(application, stranger):
    company = CompanyFactory(park=application.opening.park)
    MembershipFactory(organisation=company, user=stranger)
    row = ApplicationFactory(opening=OpeningFactory(company=company, park=company.park))
    sent_at(row, SENT)

    remind_of_answers(SENT + 30 * DAY)

    mails = OutboxMail.objects.values_list("recipient", "subject")
    assert sorted(mails) == [
        (RECRUITER, "1 application has waited for your answer for 30 days or more"),
        (stranger.email, "1 application has waited for your answer for 30 days or more"),
    ]


@pytest.mark.parametrize("state", ["draft", "shortlisted", "withdrawn", "refused", "hired"])
def test_what_is_not_waiting_for_a_first_answer_is_left_alone(state, opening):
    row = ApplicationFactory(opening=opening, state=state, refusal_reason="filled")
    sent_at(row, SENT)

    assert walk(range(71)) == {}
    row.refresh_from_db()
    assert row.state == state


def test_a_company_that_nobody_acts_for_still_answers_to_the_student(park, profile):
    opening = OpeningFactory(company=CompanyFactory(park=park), park=park, published=True)
    sent_at(submit_application(profile, opening=opening, today=SENT.date()), SENT)

    assert walk(range(71)) == {60: [APPLICANT]}


def test_the_log_of_company_and_park_holds_every_reminder(application, company, park):
    walk(range(71))

    entries = LogEntry.objects.about(application).filter(organisation=company.pk, park=park)
    found = entries.order_by("pk").values_list("verb", "details")
    assert list(found)[1:] == [
        ("reminded to answer", {"days": 30}),
        ("reminded to answer", {"days": 45}),
        ("lapsed", {"reason": "unanswered"}),
    ]


def test_beat_asks_for_it_once_a_day(settings, application):
    scheduled = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    for _delivery in range(2):
        answer_reminders()

    application.refresh_from_db()
    assert scheduled.count("matching.answer_reminders") == 1
    assert application.state == "lapsed"
    assert OutboxMail.objects.filter(recipient=APPLICANT).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("day", "people"),
    [(30, [RECRUITER]), (45, [OFFICE, RECRUITER]), (60, [APPLICANT, RECRUITER])],
)
def test_two_workers_at_once_say_it_once(day, people, application):
    together = Barrier(2)

    def work(_number: int) -> int:
        together.wait()
        try:
            return remind_of_answers(SENT + day * DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool, broker():
        said = list(pool.map(work, range(2)))

    assert sorted(said) == [0, 1]
    assert sorted(OutboxMail.objects.values_list("recipient", flat=True)) == people
    assert Notice.objects.filter(kind="desk", user__email=RECRUITER).exists()
