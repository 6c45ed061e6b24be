from datetime import date

import pytest
from django.utils import timezone

from matching.actions.applications import (
    advance_application,
    close_applications,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.actions.drafts import save_draft
from matching.actions.offers import (
    accept_offer,
    decline_offer,
    expire_offers,
    make_offer,
    take_back_offer,
)
from matching.actions.steps import note_step
from matching.choices.applications import ApplicationState, RefusalReason, WithdrawalReason
from matching.models import Application
from matching.queries.interviews import interviews_of
from matching.queries.timeline import Step, timeline_of
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory
from tests.factories.parks import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LATER = date(2099, 1, 1)


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True)
    return submit_application(profile, opening=opening, today=timezone.localdate())


def told(application: Application, **reader: str) -> list[tuple[str, str, str]]:
    """What the timeline says: the label, who, and the words."""
    application = Application.objects.with_opening().get(pk=application.pk)
    steps = timeline_of(
        application,
        interviews=interviews_of(application),
        **reader,
    )
    assert steps == sorted(steps, key=lambda step: step.happened_at)
    return [(step.label, step.who, step.text) for step in steps]


def test_every_state_is_told_in_its_order_with_who_took_it(application, profile, recruiter):
    advance_application(
        application, state=ApplicationState.SHORTLISTED, message="We like it.", by=recruiter
    )
    offer = make_offer(application, terms="A post.", reply_by=LATER, by=recruiter)
    accept_offer(offer, by=profile.user)
    advance_application(
        application, state=ApplicationState.HIRED, message="See you on Monday.", by=recruiter
    )

    assert told(application) == [
        ("Submitted", "You", ""),
        ("Shortlisted", "Alpha Biologics", "We like it."),
        ("Offered", "Alpha Biologics", ""),
        ("Accepted", "You", ""),
        ("Hired", "Alpha Biologics", "See you on Monday."),
    ]


def test_a_colleague_who_has_left_still_counts_as_the_company(application):
    advance_application(application, state=ApplicationState.SHORTLISTED, by=UserFactory())

    assert told(application)[-1] == ("Shortlisted", "Alpha Biologics", "")


def test_a_refusal_is_told_with_its_reason(application, recruiter):
    refuse_application(
        application, reason=RefusalReason.FILLED, message="It went yesterday.", by=recruiter
    )

    words = "The place is filled\nIt went yesterday."
    assert told(application)[-1] == ("Refused", "Alpha Biologics", words)


@pytest.mark.parametrize(("reason", "words"), [("pay", "The pay does not suit me"), ("", "")])
def test_a_withdrawal_is_told_with_its_reason(reason, words, application, profile):
    chosen = WithdrawalReason(reason) if reason else ""

    withdraw_application(application, reason=chosen, by=profile.user)

    assert told(application)[-1] == ("Withdrawn", "You", words)


def test_a_declined_offer_is_told_with_what_was_written(application, profile, recruiter):
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)
    offer = make_offer(application, terms="A post.", reply_by=LATER, by=recruiter)

    decline_offer(offer, message="I stay in Wuxi.", by=profile.user)

    assert told(application)[-1] == ("Offer declined", "You", "I stay in Wuxi.")


def test_an_offer_that_is_taken_back_or_expires_is_told_as_that(application, recruiter):
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)
    first = make_offer(application, terms="A post.", reply_by=LATER, by=recruiter)
    take_back_offer(first, message="The budget was cut.", by=recruiter)
    make_offer(application, terms="Another.", reply_by=LATER, by=recruiter)
    expire_offers(date(2099, 1, 2))

    assert told(application)[3:] == [
        ("Offer taken back; shortlisted", "Alpha Biologics", "The budget was cut."),
        ("Offered", "Alpha Biologics", ""),
        ("Lapsed: the offer was not answered in time", "The portal", ""),
    ]


def test_hired_elsewhere_is_told_as_that(application, profile):
    close_applications(profile, stop_matching=False, by=profile.user)

    assert told(application)[-1] == ("Withdrawn: hired elsewhere", "You", "")


def test_a_draft_is_where_it_begins(company, profile):
    opening = OpeningFactory(company=company, published=True)
    draft = save_draft(profile, opening=opening, message="Hello")

    submit_application(profile, opening=opening, today=timezone.localdate())

    assert told(draft) == [("Draft begun", "You", ""), ("Submitted", "You", "")]


def test_what_was_arranged_in_between_is_told_too(application):
    InterviewFactory(application=application, message="Bring your thesis.")
    cancelled = InterviewFactory(
        application=application, state="cancelled", reason="I am ill.", cancelled_by_applicant=True
    )
    held = InterviewFactory(application=application, scheduled=True, state="held")

    steps = told(application)

    invited = ("Invited to an interview", "Alpha Biologics")
    assert steps[0] == ("Submitted", "You", "")
    assert sorted(steps[1:]) == [
        ("Interview cancelled", "You", cancelled.reason),
        (f"Interview held: {held.slot}", "Alpha Biologics", ""),
        (*invited, ""),
        (*invited, ""),
        (*invited, "Bring your thesis."),
    ]


def test_a_time_that_was_chosen_is_told_with_its_clock(application):
    interview = InterviewFactory(application=application, scheduled=True)

    assert told(application)[-1] == (f"Time of the interview: {interview.slot}", "You", "")


def test_the_steps_of_another_application_are_left_out(application):
    other = ApplicationFactory()
    note_step(other, ApplicationState.REFUSED, by=None, reason=RefusalReason.FILLED)

    steps = timeline_of(Application.objects.with_opening().get(pk=application.pk))

    assert [(step.label, step.who) for step in steps] == [("Submitted", "You")]
    assert isinstance(steps[0], Step)


def test_the_company_reads_the_names_of_the_people_who_took_a_step(application, profile, recruiter):
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)
    InterviewFactory(
        application=application, state="cancelled", reason="I am ill.", cancelled_by_applicant=True
    )
    withdraw_application(application, by=profile.user)

    steps = told(application, applicant="Lin Yue")
    assert steps[:2] == [("Submitted", "Lin Yue", ""), ("Shortlisted", "Chen Hao", "")]
    assert sorted(steps[2:]) == [
        ("Interview cancelled", "Lin Yue", "I am ill."),
        ("Invited to an interview", "Alpha Biologics", ""),
        ("Withdrawn", "Lin Yue", ""),
    ]


def test_a_name_that_is_hidden_from_the_company_is_hidden_in_what_was_written(
    application, recruiter
):
    refuse_application(
        application, reason=RefusalReason.FILLED, message="Dear Lin Yue, sorry.", by=recruiter
    )

    assert told(application, applicant="Applicant 7F3A") == [
        ("Submitted", "Applicant 7F3A", ""),
        ("Refused", "Chen Hao", "The place is filled\nDear Applicant 7F3A, sorry."),
    ]


@pytest.mark.parametrize(
    ("state", "reason", "label"),
    [
        ("lapsed", "unanswered", "Lapsed: nobody answered in time"),
        ("shortlisted", "message", "Message"),
    ],
)
def test_what_is_no_ordinary_move_is_told_as_what_it_is(state, reason, label, application):
    note_step(application, state=ApplicationState(state), by=None, reason=reason, message="Words.")

    assert told(application)[-1] == (label, "The portal", "Words.")
