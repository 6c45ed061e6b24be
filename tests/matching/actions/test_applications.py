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
from matching.actions.drafts import save_draft
from matching.choices.applications import ApplicationState, RefusalReason, WithdrawalReason
from matching.models import Answer, Application
from parks.choices.notices import NoticeKind
from parks.models import LogEntry, Notice, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory, OfferFactory
from tests.factories.parks import MembershipFactory, UserFactory
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
    nouns = (Application, ProfileGrant, LogEntry, OutboxMail, Notice)
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
    mail = OutboxMail.objects.get(user=profile.user)
    assert (mail.recipient, mail.state) == (profile.user.email, "queued")
    assert mail.subject == "We have your application: Analyst"
    assert f"/me/applications/{application.uuid}/" in mail.text
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
    assert answer.subject == "An answer to your application “Analyst”"
    for words in ("Required skills are missing", "ELISA is needed from the first day."):
        assert words in answer.text


def test_the_applicant_reads_what_the_company_writes_at_every_step(profile, opening):
    application = apply(profile, opening)

    advance_application(
        application,
        state=ApplicationState.SHORTLISTED,
        message=" Bring your thesis. ",
        by=UserFactory(),
    )

    mail = OutboxMail.objects.order_by("-pk").first()
    assert mail.subject == "Your application “Analyst”: Shortlisted"
    assert "\nBring your thesis.\n" in mail.text


@pytest.mark.parametrize(
    "state", ["accepted", "withdrawn", "submitted", "draft", "offered", "refused"]
)
def test_the_company_cannot_take_steps_that_are_taken_another_way(state, recruiter):
    application = ApplicationFactory(state=ApplicationState.SHORTLISTED)

    with pytest.raises(ApplicationError):
        advance_application(application, state=ApplicationState(state), by=recruiter)

    application.refresh_from_db()
    assert application.state == ApplicationState.SHORTLISTED


@pytest.mark.usefixtures("english")
def test_an_applicant_with_an_offer_is_not_simply_shortlisted_again(recruiter):
    offer = OfferFactory()

    with pytest.raises(ApplicationError, match="Take it back first"):
        advance_application(offer.application, state=ApplicationState.SHORTLISTED, by=recruiter)

    offer.refresh_from_db()
    assert (offer.state, offer.application.state) == ("open", "offered")


@pytest.mark.parametrize("end", ["refused", "lapsed"])
def test_an_end_by_the_company_ends_its_view_of_the_profile_after_thirty_days(end, recruiter):
    application = ApplicationFactory()
    grant = ProfileGrantFactory(profile=application.profile, reference=application.uuid)

    end_by_company(application, end, by=recruiter)

    grant.refresh_from_db()
    assert timedelta(days=29) < grant.until - timezone.now() <= timedelta(days=30)


@pytest.mark.parametrize("end", ["withdrawn", "refused", "lapsed"])
def test_an_application_that_ends_takes_its_interview_along(end, recruiter):
    interview = InterviewFactory(scheduled=True)
    application = interview.application

    if end == "withdrawn":
        withdraw_application(application, by=application.profile.user)
    else:
        end_by_company(application, end, by=recruiter)

    interview.refresh_from_db()
    assert interview.state == "cancelled"


def end_by_company(application: Application, end: str, *, by) -> None:
    if end == "lapsed":
        advance_application(application, state=ApplicationState.LAPSED, by=by)
        return
    refuse_application(application, reason=RefusalReason.FILLED, message="It is filled.", by=by)


def test_the_receipt_says_what_was_sent(profile, opening):
    document = DocumentFactory(profile=profile, filename="thesis.pdf")

    apply(profile, opening, message="I like cells.", documents=[document])

    text = OutboxMail.objects.get().text
    assert "Sent along: thesis.pdf" in text
    assert "I like cells." in text


def test_the_company_hears_of_a_new_application_and_nobody_else_does(
    profile, opening, recruiter, stranger, career_officer
):
    MembershipFactory(organisation=opening.company, left_at=timezone.now())
    MembershipFactory(organisation=opening.company, user__is_active=False)

    application = apply(profile, opening)

    notice = Notice.objects.get(kind=NoticeKind.DESK)
    assert (notice.user, notice.text_en) == (recruiter, "Lin Yue has applied: Analyst")
    assert notice.address == f"/desk/applications/{application.uuid}/"
    told = set(OutboxMail.objects.values_list("user", flat=True))
    assert told == {profile.user.pk, recruiter.pk}


def test_the_company_hears_that_an_applicant_steps_back_and_why(profile, opening, recruiter):
    application = apply(profile, opening)

    withdraw_application(application, reason=WithdrawalReason.PAY, by=profile.user)

    mail = OutboxMail.objects.filter(user=recruiter).order_by("-pk").first()
    assert mail.subject == "Lin Yue has withdrawn the application: Analyst"
    assert "Reason: The pay does not suit me" in mail.text
    entry = LogEntry.objects.about(application).get(verb="withdrawn")
    assert entry.details == {"reason": "pay"}


@pytest.mark.usefixtures("english")
def test_a_required_question_must_be_answered(profile, opening):
    asked = OpeningQuestionFactory(opening=opening)
    optional = OpeningQuestionFactory(opening=opening, is_required=False)
    before = everything()

    for answers in ({}, {asked.pk: "  "}, {optional.pk: "Yes"}):
        with pytest.raises(ApplicationError, match="not answered"):
            apply(profile, opening, answers=answers)

    assert everything() == before


def test_answers_are_kept_with_their_questions_and_foreign_ones_are_not(profile, opening):
    asked, foreign = OpeningQuestionFactory(opening=opening), OpeningQuestionFactory()

    application = apply(profile, opening, answers={asked.pk: "Since May", foreign.pk: "No"})

    rows = Answer.objects.values_list("application", "question", "text")
    assert list(rows) == [(application.pk, asked.pk, "Since May")]


def test_sending_a_draft_replaces_what_it_held(profile, opening):
    first, second = OpeningQuestionFactory.create_batch(2, opening=opening, is_required=False)
    old, new = DocumentFactory.create_batch(2, profile=profile)
    draft = save_draft(
        profile, opening=opening, message="old", documents=[old], answers={first.pk: "old"}
    )

    sent = apply(profile, opening, message="new", documents=[new], answers={second.pk: "new"})

    assert (sent.pk, sent.message) == (draft.pk, "new")
    assert list(sent.documents.all()) == [new]
    assert list(sent.answers.values_list("question", "text")) == [(second.pk, "new")]
