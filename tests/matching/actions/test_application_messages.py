import pytest

from matching.actions.application_messages import write_to_applicant
from matching.actions.applications import ApplicationError
from matching.models import ApplicationStep
from parks.models import LogEntry, OutboxMail
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def application(company, state: str):
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    return ApplicationFactory(opening=opening, state=state, refusal_reason="filled")


@pytest.mark.parametrize("state", ["submitted", "shortlisted", "offered", "hired"])
def test_a_message_goes_to_the_applicant_and_moves_nothing(state, company, recruiter):
    row = application(company, state)

    written = write_to_applicant(row, message=" Bring your thesis. ", by=recruiter)

    assert written.state == state
    step = ApplicationStep.objects.get()
    assert (step.state, step.reason, step.message) == (state, "message", "Bring your thesis.")
    mail = OutboxMail.objects.get()
    assert mail.user == row.profile.user
    assert mail.subject == "Alpha Biologics has written to you about “Analyst”"
    assert mail.text.startswith("Bring your thesis.\n")


def test_the_log_says_that_somebody_was_written_to_and_not_what(company, recruiter):
    row = application(company, "submitted")

    write_to_applicant(row, message="Bring your thesis.", by=recruiter)

    entry = LogEntry.objects.about(row).get()
    assert (entry.verb, entry.details) == ("applicant written to", {"reason": "message"})


@pytest.mark.parametrize(
    ("state", "message", "words"),
    [
        ("submitted", " \n", "The message is empty."),
        ("refused", "Hello", "This application has ended."),
        ("withdrawn", "Hello", "This application has ended."),
        ("lapsed", "Hello", "This application has ended."),
    ],
)
def test_without_words_or_after_the_end_nothing_is_written(
    state, message, words, company, recruiter
):
    row = application(company, state)

    with pytest.raises(ApplicationError, match=words):
        write_to_applicant(row, message=message, by=recruiter)

    assert not OutboxMail.objects.exists()
    assert not ApplicationStep.objects.exists()
