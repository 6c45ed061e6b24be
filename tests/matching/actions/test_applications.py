"""An application from its first word to its end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from companies.models import Opening
from matching.actions.applications import (
    ApplicationError,
    OpeningNotOpenError,
    advance_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.choices.applications import ApplicationState, RefusalReason
from matching.models import Application
from parks.models import LogEntry, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import DocumentFactory, ProfileFactory, ProfileGrantFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst", title_zh="分析员")


def apply(profile: Profile, opening: Opening, **options) -> Application:
    return submit_application(profile, opening=opening, today=TODAY, **options)


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Application, ProfileGrant, LogEntry, OutboxMail)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def can_read(user, profile: Profile) -> bool:
    return Profile.objects.granted_to(viewer_of(user)).filter(pk=profile.pk).exists()


def test_applying_sends_a_receipt_and_lets_the_company_read_the_profile(
    profile, opening, recruiter, stranger
):
    before = can_read(recruiter, profile)

    application = apply(profile, opening, message="I like cells.")

    assert (application.state, application.message) == ("submitted", "I like cells.")
    assert application.submitted_at is not None
    assert (before, can_read(recruiter, profile), can_read(stranger, profile)) == (
        False,
        True,
        False,
    )
    grant = ProfileGrant.objects.get()
    assert (grant.reason, grant.reference, grant.until) == ("application", application.uuid, None)
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.user, mail.state) == (profile.user.email, profile.user, "queued")
    assert "Analyst" in mail.subject
    entry = LogEntry.objects.about(application).get()
    assert (entry.verb, entry.actor) == ("submitted", profile.user)
    assert (entry.organisation_id, entry.park_id) == (opening.company_id, opening.park_id)


def test_the_log_holds_nothing_that_the_applicant_wrote(profile, opening):
    apply(profile, opening, message="My telephone is 13800138000.")

    assert "13800138000" not in str(LogEntry.objects.values_list("details", "verb"))


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "分析员"), ("en", "Analyst")])
@pytest.mark.parametrize("readers_language", ["zh-hans", "en"])
def test_the_receipt_is_written_in_the_applicants_language(
    language, title, readers_language, profile, opening
):
    profile.user.language = language
    profile.user.save(update_fields=["language"])

    with translation.override(readers_language):
        apply(profile, opening)

    assert title in OutboxMail.objects.get().subject


def test_a_title_cannot_smuggle_a_header_into_the_receipt(profile, company):
    opening = OpeningFactory(
        company=company, published=True, title_en="Analyst\r\nBcc: everybody@example.org"
    )

    apply(profile, opening)

    assert OutboxMail.objects.get().subject.splitlines() == [
        "We have your application: Analyst Bcc: everybody@example.org"
    ]


def test_only_the_documents_that_were_chosen_are_sent(profile, opening, recruiter):
    sent, kept = DocumentFactory.create_batch(2, profile=profile)

    application = apply(profile, opening, documents=[sent])

    assert list(application.documents.all()) == [sent]
    assert list(type(sent).objects.visible_to(viewer_of(recruiter))) == [sent]
    assert kept not in application.documents.all()


def test_a_second_submission_returns_the_first_and_writes_nothing(profile, opening):
    first = apply(profile, opening, message="first")
    before = everything()

    second = apply(profile, opening, message="second")

    assert second == first
    assert everything() == before


def test_a_draft_is_finished_and_stays_one_application(profile, opening):
    draft = ApplicationFactory(profile=profile, opening=opening, state="draft", submitted_at=None)

    application = apply(profile, opening, message="Now.")

    assert application == draft
    assert Application.objects.get().state == "submitted"
    assert ProfileGrant.objects.get().reference == draft.uuid


def test_a_person_applies_again_after_withdrawing(profile, opening):
    first = apply(profile, opening)
    withdraw_application(first, by=profile.user)

    second = apply(profile, opening)

    assert second != first
    assert list(ProfileGrant.objects.values_list("reference", flat=True)) == [second.uuid]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused", "closed", "expired"])
def test_an_opening_that_is_not_published_takes_no_applications(state, profile, opening):
    Opening.objects.filter(pk=opening.pk).update(state=state, review_comment="Name the pay.")
    before = everything()

    with pytest.raises(OpeningNotOpenError):
        apply(profile, opening)

    assert everything() == before


@pytest.mark.parametrize(("days_left", "is_open"), [(1, True), (0, True), (-1, False)])
def test_the_last_day_to_apply_counts(days_left, is_open, profile, opening):
    closes_on = TODAY + timedelta(days=days_left)
    Opening.objects.filter(pk=opening.pk).update(closes_on=closes_on)

    if is_open:
        assert apply(profile, opening).state == "submitted"
    else:
        with pytest.raises(OpeningNotOpenError):
            apply(profile, opening)
        assert not Application.objects.exists()


def test_the_state_is_read_anew_before_it_is_decided_on(profile, opening):
    application = apply(profile, opening)
    withdraw_application(application, by=profile.user)
    before = everything()

    with pytest.raises(IllegalMoveError):
        advance_application(application, state=ApplicationState.SHORTLISTED, by=UserFactory())

    assert everything() == before


def test_withdrawing_takes_the_view_of_the_profile_back_at_once(profile, opening, recruiter):
    application = apply(profile, opening, documents=[DocumentFactory(profile=profile)])

    withdraw_application(application, by=profile.user)

    assert not can_read(recruiter, profile)
    assert not ProfileGrant.objects.exists()
    assert not Application.objects.visible_to(viewer_of(recruiter)).exists()


def test_withdrawing_takes_back_this_grant_and_no_other(profile, opening, company):
    application = apply(profile, opening)
    elsewhere = apply(profile, OpeningFactory(company=company, published=True))
    invited = ProfileGrantFactory(profile=profile, organisation=company, reason="invitation")
    somebody_else = apply(ProfileFactory(), opening)

    withdraw_application(application, by=profile.user)

    kept = set(ProfileGrant.objects.values_list("reference", flat=True))
    assert kept == {elsewhere.uuid, invited.reference, somebody_else.uuid}


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "Sorry."), (RefusalReason.SKILLS, ""), (RefusalReason.SKILLS, " \n\t"), ("", "")],
)
def test_a_refusal_needs_a_reason_and_a_message(reason, message, profile, opening):
    application = apply(profile, opening)
    before = everything()

    with pytest.raises(ApplicationError):
        refuse_application(application, reason=reason, message=message, by=UserFactory())

    assert everything() == before


def test_the_applicant_reads_why_they_were_refused(profile, opening):
    application = apply(profile, opening)

    refused = refuse_application(
        application,
        reason=RefusalReason.SKILLS,
        message=" ELISA is needed from the first day. ",
        by=UserFactory(),
    )

    assert (refused.refusal_reason, refused.refusal_message) == (
        "skills",
        "ELISA is needed from the first day.",
    )
    answer = OutboxMail.objects.order_by("-pk").first()
    assert answer.recipient == profile.user.email
    assert answer.text == "ELISA is needed from the first day."
    assert "Refused" in answer.subject


def test_the_applicant_reads_what_the_company_writes_at_every_step(profile, opening):
    application = apply(profile, opening)

    advance_application(
        application,
        state=ApplicationState.SHORTLISTED,
        message=" Bring your thesis. ",
        by=UserFactory(),
    )

    assert OutboxMail.objects.order_by("-pk").first().text == "Bring your thesis."


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["accepted", "withdrawn", "submitted"])
def test_the_company_cannot_take_the_applicants_own_steps(state, recruiter):
    application = ApplicationFactory(state=ApplicationState.OFFERED)

    with pytest.raises(ApplicationError):
        advance_application(application, state=ApplicationState(state), by=recruiter)

    application.refresh_from_db()
    assert application.state == ApplicationState.OFFERED


@pytest.mark.django_db
def test_a_refusal_ends_the_companys_view_of_the_profile_after_thirty_days(recruiter):
    application = ApplicationFactory()
    grant = ProfileGrantFactory(profile=application.profile, reference=application.uuid)

    refuse_application(
        application, reason=RefusalReason.FILLED, message="The place is filled.", by=recruiter
    )

    grant.refresh_from_db()
    assert timedelta(days=29) < grant.until - timezone.now() <= timedelta(days=30)
