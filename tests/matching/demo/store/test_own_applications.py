import pytest

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.demo.companies import Standing
from matching.demo.days import midnight
from matching.demo.opening_plans import flagships, opening_uuid, plan_opening
from matching.demo.store.own_applications import own_applications, put_own_applications
from matching.demo.store.world import GRADUATE
from matching.models import Application, Offer
from parks.models import LogEntry, OutboxMail, User
from parks.queries.viewers import viewer_of
from talent.models import Profile, ProfileGrant
from tests.matching.demo.conftest import OPENINGS, SEED, TODAY

pytestmark = pytest.mark.django_db
MANY = 400


def own():
    return Application.objects.filter(profile__user__email=GRADUATE)


def test_with_enough_openings_every_step_of_an_application_is_shown():
    states = [state for _, state in own_applications(SEED, MANY)]

    assert sorted(states) == sorted(
        (
            ApplicationState.DRAFT,
            ApplicationState.SUBMITTED,
            ApplicationState.SHORTLISTED,
            ApplicationState.INTERVIEWING,
            ApplicationState.OFFERED,
            ApplicationState.REFUSED,
            ApplicationState.WITHDRAWN,
        )
    )


@pytest.mark.parametrize("openings", [0, 4, 8, 60])
def test_fewer_openings_only_leave_some_out(openings):
    few = own_applications(SEED, openings)

    assert set(few) <= set(own_applications(SEED, MANY))
    assert [index for index, _ in few if index >= openings] == []


def test_what_suits_her_best_at_the_recruiters_stays_among_her_matches():
    applied = {index for index, _ in own_applications(SEED, MANY)}

    assert applied & set(range(flagships())) == {3, 5}


def test_elsewhere_she_applies_to_verified_companies_of_her_park():
    plans = [
        plan_opening(SEED, index)
        for index, _ in own_applications(SEED, MANY)
        if index >= flagships()
    ]

    assert {plan.company.standing for plan in plans} == {Standing.VERIFIED}
    assert {plan.company.park for plan in plans} == {"biobay"}
    assert {plan.state for plan in plans} == {OpeningState.PUBLISHED}


def test_her_applications_are_where_they_should_be(demo):
    wanted = {opening_uuid(SEED, i): state for i, state in own_applications(SEED, OPENINGS)}

    assert dict(own().values_list("opening__uuid", "state")) == wanted
    assert len(wanted) >= 4


def test_she_has_an_offer_to_answer_in_both_languages(demo):
    offer = Offer.objects.get(application__in=own())

    assert (offer.state, offer.application.state) == ("open", "offered")
    assert offer.reply_by > TODAY
    assert offer.made_at == offer.application.changed_at
    assert "We would like you to join us" in offer.terms
    assert "诚邀您加入" in offer.terms


def test_her_draft_says_when_it_was_saved(demo):
    drafts = own().filter(state=ApplicationState.DRAFT)

    assert not drafts.filter(drafted_at=None).exists()


def test_the_trail_tells_each_step(demo):
    application = own().get(state=ApplicationState.INTERVIEWING)

    entries = LogEntry.objects.about(application).order_by("pk")
    assert list(entries.values_list("verb", flat=True)) == [
        "submitted",
        "shortlisted",
        "interviewing",
    ]


def test_the_company_answered_by_its_own_recruiter(demo):
    application = own().get(state=ApplicationState.INTERVIEWING)

    answer = LogEntry.objects.about(application).get(verb="interviewing")
    assert application.opening.company_id in viewer_of(answer.actor).administered_ids


def test_she_was_written_to_about_each_step(demo):
    mails = OutboxMail.objects.filter(recipient=GRADUATE)

    assert mails.count() >= own().exclude(state=ApplicationState.DRAFT).count()


def test_times_follow_each_other(demo):
    for row in own().exclude(state=ApplicationState.DRAFT).select_related("opening"):
        assert row.opening.published_at <= row.submitted_at
        assert row.submitted_at <= row.changed_at <= midnight(TODAY)


def test_what_was_not_answered_has_not_changed(demo):
    row = own().get(state=ApplicationState.SUBMITTED)

    assert row.changed_at == row.submitted_at


def test_a_second_time_changes_nothing(demo):
    before = list(own().order_by("pk").values())
    mails = OutboxMail.objects.count()

    put_own_applications(SEED, OPENINGS, TODAY)

    assert list(own().order_by("pk").values()) == before
    assert OutboxMail.objects.count() == mails


def test_what_she_withdrew_herself_is_not_applied_for_again(demo):
    row = own().get(state=ApplicationState.SUBMITTED)
    Application.objects.filter(pk=row.pk).update(state=ApplicationState.WITHDRAWN)

    put_own_applications(SEED, OPENINGS, TODAY)

    assert own().filter(opening=row.opening).count() == 1


@pytest.mark.parametrize("change", [{"closes_on": "2026-11-01"}, {"state": OpeningState.PAUSED}])
def test_she_does_not_apply_where_nobody_can(demo, change):
    opening = Opening.objects.get(uuid=opening_uuid(SEED, 5))
    ProfileGrant.objects.filter(reference__in=own().values("uuid")).delete()
    own().filter(opening=opening).delete()
    Opening.objects.filter(pk=opening.pk).update(**change)

    put_own_applications(SEED, OPENINGS, TODAY)

    assert not own().filter(opening=opening).exists()


def test_companies_read_her_profile_while_an_application_lives(demo):
    profile = Profile.objects.get(user__email=GRADUATE)
    interviewing = own().get(state=ApplicationState.INTERVIEWING)

    company = interviewing.opening.company_id
    recruiter = User.objects.get(memberships__organisation=company, memberships__role="admin")
    assert profile in Profile.objects.granted_to(viewer_of(recruiter))
