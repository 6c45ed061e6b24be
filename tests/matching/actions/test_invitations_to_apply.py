"""Invitations to apply: who can be asked, how often, and what each answer does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.invitations_to_apply import (
    InvitationError,
    accept_invitation,
    decline_invitation,
    expire_invitations,
    invite_to_apply,
    take_back_invitation,
)
from matching.choices.candidates import INVITATION_MOVES
from matching.models import InvitationToApply
from matching.queries.anonymity import candidate_code
from matching.tasks import expire_invitations as task
from parks.models import LogEntry, Notice, OutboxMail
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    DismissalFactory,
    InvitationToApplyFactory,
)
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOW = timezone.now()
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def candidate(profile) -> Profile:
    profile.visibility = "park_companies"
    profile.save()
    return profile


def another_candidate(park) -> Profile:
    found = ProfileFactory(visibility="park_companies")
    found.parks.add(park)
    return found


@pytest.fixture
def ask(opening, candidate, recruiter):
    def send(*, now=NOW, **fields) -> InvitationToApply:
        wanted = {"opening": opening, "profile": candidate, "message": "Come and see."} | fields
        return invite_to_apply(
            wanted["opening"], wanted["profile"], message=wanted["message"], by=recruiter, now=now
        )

    return send


def refused(ask, match: str, **fields) -> None:
    before = InvitationToApply.objects.count()
    with pytest.raises(InvitationError, match=match):
        ask(**fields)

    assert InvitationToApply.objects.count() == before
    assert not OutboxMail.objects.exists()


def test_a_candidate_is_asked_with_two_weeks_to_answer_and_told_by_notice_and_mail(
    ask, candidate, recruiter
):
    invitation = ask()

    assert (invitation.state, invitation.sent_by) == ("sent", recruiter)
    assert invitation.expires_at - invitation.sent_at == timedelta(days=14)
    mail, notice = OutboxMail.objects.get(), Notice.objects.get()
    assert (mail.user, notice.user) == (candidate.user, candidate.user)
    assert mail.subject == "Alpha Biologics invites you to apply: Analyst"
    assert "Come and see." in mail.text
    assert "at most 3 open invitations a week" in mail.text
    assert notice.address == invitation.get_absolute_url()
    entry = LogEntry.objects.about(invitation).get()
    assert (entry.verb, entry.details) == ("sent", {})


def test_asking_gives_the_company_nothing_to_read(ask):
    ask()

    assert not ProfileGrant.objects.exists()


@pytest.mark.parametrize(
    "change", [{"visibility": "nobody"}, {"visibility": "applied"}, {"in_matching": False}]
)
def test_who_shows_themselves_to_no_company_gets_no_invitation(change, ask, candidate, company):
    ProfileGrantFactory(profile=candidate, organisation=company)
    Profile.objects.filter(pk=candidate.pk).update(**change)

    refused(ask, "takes no invitations")


def test_who_is_not_interested_in_the_opening_is_not_asked_and_the_reason_not_told(
    ask, opening, candidate
):
    DismissalFactory(profile=candidate, opening=opening)

    refused(ask, "takes no invitations to this opening")


def test_a_company_that_is_not_verified_asks_nobody(ask, company):
    company.verifications.all().delete()

    refused(ask, "takes no invitations")


def test_a_company_of_another_park_asks_nobody(ask, candidate, park):
    candidate.parks.remove(park)

    refused(ask, "takes no invitations")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "paused"}, "paused"),
        ({"state": "closed"}, "no applications any more"),
        ({"closes_on": (NOW - 2 * A_DAY).date()}, "last day to apply has passed"),
    ],
)
def test_for_an_opening_that_takes_no_applications_nobody_is_asked(change, reason, ask, opening):
    type(opening).objects.filter(pk=opening.pk).update(**change)

    refused(ask, reason)


def test_who_has_applied_is_not_asked_but_a_draft_is_nobodys_business(ask, opening, candidate):
    ApplicationFactory(profile=candidate, opening=opening, state="draft", submitted_at=None)
    invitation = ask()
    invitation.delete()
    OutboxMail.objects.all().delete()
    candidate.applications.update(state="submitted", submitted_at=NOW)

    refused(ask, "has applied already")


@pytest.mark.parametrize("state", ["sent", "accepted", "declined", "expired", "taken_back"])
def test_nobody_is_asked_twice_for_one_opening_whatever_became_of_it(
    state, ask, opening, candidate
):
    InvitationToApplyFactory(
        opening=opening, profile=candidate, state=state, sent_at=NOW - 30 * A_DAY, answered_at=NOW
    )

    refused(ask, "invited to this opening before")


def test_a_company_asks_twenty_times_within_a_day_and_not_once_more(ask, company):
    other = OpeningFactory(company=company, published=True)
    InvitationToApplyFactory.create_batch(19, opening=other, sent_at=NOW - A_DAY / 2)
    InvitationToApplyFactory(opening=other, sent_at=NOW - A_DAY)
    ask()
    OutboxMail.objects.all().delete()

    refused(ask, "20 invitations within 24 hours", opening=other)


def test_the_twenty_of_another_company_do_not_count(ask):
    InvitationToApplyFactory.create_batch(
        20, opening=OpeningFactory(published=True), sent_at=NOW - A_DAY / 2
    )

    assert ask().state == "sent"


def test_the_fourth_open_one_of_a_week_is_refused(ask, candidate):
    InvitationToApplyFactory.create_batch(3, profile=candidate, sent_at=NOW - A_WEEK + A_DAY)

    refused(ask, "3 open invitations of this week")


def test_answered_ones_and_those_of_last_week_make_room(ask, candidate):
    InvitationToApplyFactory.create_batch(3, profile=candidate, sent_at=NOW - A_WEEK)
    InvitationToApplyFactory.create_batch(
        3, profile=candidate, sent_at=NOW - A_DAY, state="declined", answered_at=NOW
    )

    assert ask().state == "sent"


def test_accepting_opens_name_and_contact_data_for_sixty_days_and_tells_the_company(
    ask, candidate, company, recruiter
):
    invitation = ask()
    OutboxMail.objects.all().delete()

    accepted = accept_invitation(invitation, by=candidate.user, now=NOW + A_DAY)

    grant = ProfileGrant.objects.get()
    assert (accepted.state, accepted.answered_at) == ("accepted", NOW + A_DAY)
    assert (grant.organisation_id, grant.reason) == (company.pk, "invitation")
    assert (grant.reference, grant.until) == (invitation.uuid, NOW + timedelta(days=61))
    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (recruiter, "Lin Yue accepts your invitation: Analyst")


def test_in_an_anonymous_screening_accepting_tells_no_name(ask, candidate, company):
    company.anonymous_screening = True
    company.save()
    invitation = ask()
    OutboxMail.objects.all().delete()

    accept_invitation(invitation, by=candidate.user, now=NOW)

    mail = OutboxMail.objects.get()
    code = candidate_code(candidate, company.pk)
    assert mail.subject == f"Candidate {code} accepts your invitation: Analyst"
    assert "Lin Yue" not in mail.text + mail.html


def test_a_second_click_on_accept_changes_nothing(ask, candidate, recruiter):
    invitation = ask()
    OutboxMail.objects.all().delete()

    for _click in range(2):
        accept_invitation(invitation, by=candidate.user, now=NOW)

    assert (ProfileGrant.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_declining_gives_the_company_the_reason_and_nothing_else(
    ask, candidate, company, recruiter
):
    invitation = ask()
    OutboxMail.objects.all().delete()

    decline_invitation(invitation, reason="place", by=candidate.user, now=NOW)

    mail, code = OutboxMail.objects.get(user=recruiter), candidate_code(candidate, company.pk)
    assert mail.subject == f"Candidate {code} declines your invitation: Analyst"
    assert "The place does not suit me" in mail.text
    assert "Lin Yue" not in mail.text + mail.html
    assert not ProfileGrant.objects.exists()
    entry = LogEntry.objects.about(invitation).get(verb="declined")
    assert entry.details == {"reason": "place"}


def test_taking_it_back_tells_the_person_and_opens_nothing(ask, candidate, recruiter):
    invitation = ask()
    OutboxMail.objects.all().delete()

    take_back_invitation(invitation, by=recruiter, now=NOW)

    mail = OutboxMail.objects.get()
    assert mail.user == candidate.user
    assert mail.subject == "Alpha Biologics has taken its invitation back: Analyst"
    assert not ProfileGrant.objects.exists()


ANSWERS = {
    "accepted": lambda row, by: accept_invitation(row, by=by, now=NOW),
    "declined": lambda row, by: decline_invitation(row, reason="pay", by=by, now=NOW),
    "taken_back": lambda row, by: take_back_invitation(row, by=by, now=NOW),
}


ENDS = ("accepted", "declined", "expired", "taken_back")
OTHERWISE = [(end, answer) for end in ENDS for answer in ANSWERS if (end, answer) != (ENDS[0],) * 2]


@pytest.mark.parametrize(("state", "answer"), OTHERWISE)
def test_what_was_answered_is_not_answered_otherwise(state, answer, opening, candidate):
    row = InvitationToApplyFactory(opening=opening, profile=candidate, state=state, answered_at=NOW)

    with pytest.raises(IllegalMoveError):
        ANSWERS[answer](row, candidate.user)

    row.refresh_from_db()
    assert (row.state, ProfileGrant.objects.count()) == (state, 0)


def test_every_answered_state_is_final():
    assert INVITATION_MOVES.final() == ["accepted", "declined", "expired", "taken_back"]


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_after_the_two_weeks_no_answer_counts(answer, opening, candidate):
    row = InvitationToApplyFactory(
        opening=opening, profile=candidate, sent_at=NOW - timedelta(days=14)
    )

    with pytest.raises(InvitationError, match="time to answer"):
        ANSWERS[answer](row, candidate.user)

    assert not ProfileGrant.objects.exists()


def test_an_invitation_to_a_closed_opening_cannot_be_accepted(opening, candidate):
    row = InvitationToApplyFactory(opening=opening, profile=candidate)
    type(opening).objects.filter(pk=opening.pk).update(state="closed")

    with pytest.raises(InvitationError, match="no applications any more"):
        accept_invitation(row, by=candidate.user, now=NOW)

    row.refresh_from_db()
    assert row.state == "sent"


def test_what_nobody_answered_ends_by_itself_and_only_once(opening, candidate):
    due = InvitationToApplyFactory(
        opening=opening, profile=candidate, sent_at=NOW - timedelta(days=14)
    )
    young = InvitationToApplyFactory(sent_at=NOW - timedelta(days=13))
    answered = InvitationToApplyFactory(
        sent_at=NOW - timedelta(days=20), state="declined", answered_at=NOW - A_WEEK
    )

    numbers = (expire_invitations(NOW), expire_invitations(NOW))

    states = {row.pk: InvitationToApply.objects.get(pk=row.pk) for row in (due, young, answered)}
    assert numbers == (1, 0)
    assert [row.state for row in states.values()] == ["expired", "sent", "declined"]
    assert states[due.pk].answered_at == NOW
    assert LogEntry.objects.about(due).get(verb="expired").actor is None


def test_beat_ends_them_by_the_clock(settings):
    row = InvitationToApplyFactory(sent_at=timezone.now() - timedelta(days=15))
    scheduled = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    task()

    row.refresh_from_db()
    assert row.state == "expired"
    assert (scheduled.count(task.name), scheduled.count("matching.renew_screening")) == (1, 1)


def test_the_limits_are_those_of_other_companies_too(candidate, park, recruiter):
    for _number in range(3):
        company = CompanyFactory(park=park, verified=True)
        opening = OpeningFactory(company=company, published=True)
        invite_to_apply(opening, candidate, by=recruiter, now=NOW)
    last = OpeningFactory(company=CompanyFactory(park=park, verified=True), published=True)

    with pytest.raises(InvitationError, match="3 open invitations"):
        invite_to_apply(last, candidate, by=recruiter, now=NOW)

    assert candidate.invitations_to_apply.count() == 3
