"""What a company may open through an application: nothing of the files before the shortlist."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.application_moves import move_application
from matching.actions.applications import (
    advance_application,
    submit_application,
    withdraw_application,
)
from matching.actions.screening import renew_screening
from matching.choices.applications import ApplicationState
from matching.tasks import renew_screening as task
from parks.models import OutboxMail
from talent.models import Document, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import InvitationToApplyFactory
from tests.factories.talent import DocumentFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 11, 22)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def file(profile) -> Document:
    return DocumentFactory(profile=profile, filename="lin-yue.pdf")


def apply(opening, profile, file, **fields):
    return submit_application(profile, opening=opening, documents=[file], today=TODAY, **fields)


def screen(opening, *, on: bool = True) -> None:
    opening.company.anonymous_screening = on
    opening.company.save()


def granted_files() -> list[str]:
    return sorted(
        name
        for grant in ProfileGrant.objects.all()
        for name in grant.documents.values_list("filename", flat=True)
    )


def test_a_file_is_open_to_the_company_from_the_shortlist_on_and_not_before(
    opening, profile, file, recruiter, sign_in
):
    screen(opening)
    application = apply(opening, profile, file)
    before = sign_in(recruiter).get(reverse("talent:document", args=[file.uuid])).status_code

    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)

    assert (before, granted_files()) == (404, ["lin-yue.pdf"])


def test_without_screening_the_files_go_along_at_once(opening, profile, file):
    apply(opening, profile, file)

    assert granted_files() == ["lin-yue.pdf"]


@pytest.mark.parametrize("state", [ApplicationState.REFUSED, ApplicationState.LAPSED])
def test_who_ends_before_the_shortlist_has_shown_no_file(state, opening, profile, file):
    screen(opening)
    application = apply(opening, profile, file)
    fields = {"refusal_reason": "skills"} if state == ApplicationState.REFUSED else {}

    move_application(application, state, by=None, **fields)

    assert granted_files() == []


def test_switching_on_closes_files_of_who_was_not_looked_at_and_switching_off_opens_them(
    opening, profile, file
):
    apply(opening, profile, file)

    screen(opening)
    closed = (renew_screening(), granted_files())
    screen(opening, on=False)
    opened = (renew_screening(), granted_files())

    assert (closed, opened) == ((1, []), (1, ["lin-yue.pdf"]))
    assert renew_screening() == 0


def test_a_park_that_switches_closes_them_too_and_the_task_does_it(opening, profile, file):
    apply(opening, profile, file)
    opening.park.anonymous_screening = True
    opening.park.save()

    task()

    assert granted_files() == []


def test_who_was_on_the_shortlist_keeps_the_files_open_after_a_switch(
    opening, profile, file, recruiter
):
    application = apply(opening, profile, file)
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)

    screen(opening)

    assert (renew_screening(), granted_files()) == (0, ["lin-yue.pdf"])


def test_an_application_goes_on_what_an_invitation_had_granted_and_withdrawing_ends_all(
    opening, profile, file
):
    invitation = InvitationToApplyFactory(
        opening=opening, profile=profile, state="accepted", answered_at=timezone.now()
    )
    ProfileGrantFactory(
        profile=profile,
        organisation=opening.company,
        reason="invitation",
        reference=invitation.uuid,
    )

    application = apply(opening, profile, file)
    granted = list(ProfileGrant.objects.values_list("reference", flat=True))
    withdraw_application(application, by=profile.user)

    assert granted == [application.uuid]
    assert not ProfileGrant.objects.exists()


def test_applying_is_the_answer_to_an_invitation_that_waits(opening, profile, file):
    asked = InvitationToApplyFactory(opening=opening, profile=profile)
    other = InvitationToApplyFactory(profile=profile)

    apply(opening, profile, file)

    for row in (asked, other):
        row.refresh_from_db()
    assert (asked.state, other.state) == ("accepted", "sent")
    assert asked.answered_at is not None


def test_the_mail_of_an_anonymous_application_names_nobody(opening, profile, file, recruiter):
    screen(opening)

    apply(opening, profile, file, message="I am Lin Yue, graduate@example.org, 13912345678.")

    mail = OutboxMail.objects.get(user=recruiter)
    told = mail.subject + mail.text + mail.html
    assert "has applied: Analyst" in mail.subject
    assert "I am […], […], […]." in mail.text
    assert not [word for word in ("Lin", "Yue", "graduate@", "139") if word in told]
