"""What the recruiter of the demo finds on her desk, and the interviewer on his."""

import datetime
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from companies.choices.openings import OpeningState
from companies.models import Company, Opening
from matching.choices.applications import ApplicationSource, ApplicationState
from matching.demo.companies import plan_company
from matching.demo.days import PARK_TIME, midnight
from matching.demo.desk_plans import plan_desk
from matching.demo.store.desk import put_desk
from matching.demo.store.licences import WAITS, put_licences
from matching.demo.store.team import put_team
from matching.demo.store.world import GRADUATE, RECRUITER
from matching.models import (
    Application,
    ApplicationStep,
    CandidateNote,
    Interview,
    InterviewSlot,
    InvitationToApply,
    MessageTemplate,
    PoolEntry,
    Scorecard,
    SlotInterviewer,
)
from parks.choices.organisations import MembershipRole
from parks.models import Evidence, Membership, User
from parks.queries.viewers import viewer_of
from tests.matching.demo.conftest import GRADUATES, OPENINGS, SEED, TODAY

pytestmark = pytest.mark.django_db
NOON = midnight(TODAY) + datetime.timedelta(hours=12)


@pytest.fixture
def company(demo) -> Company:
    return Company.objects.get(memberships__user__email=RECRUITER)


@pytest.fixture
def recruiter(demo):
    return viewer_of(User.objects.get(email=RECRUITER))


def cast() -> list[Application]:
    uuids = [part.uuid for part in plan_desk(SEED).applicants]
    return list(Application.objects.filter(uuid__in=uuids).order_by("pk"))


def test_the_recruiter_has_openings_in_every_state(company):
    states = Counter(Opening.objects.filter(company=company).values_list("state", flat=True))

    assert set(states) >= set(OpeningState.values) - {"closed"}
    assert Opening.objects.get(company=company, is_template=True).state == OpeningState.DRAFT
    assert Opening.objects.filter(company=company, state="returned").get().review_comment


def test_the_team_is_a_recruiter_a_colleague_and_an_interviewer(company):
    roles = Membership.objects.live().filter(organisation=company).order_by("pk")

    assert list(roles.values_list("role", flat=True)) == [
        MembershipRole.ADMIN,
        MembershipRole.MEMBER,
        MembershipRole.INTERVIEWER,
    ]
    interviewer = viewer_of(User.objects.get(email="interviewer@demo.example"))
    assert interviewer.interviewing_for == {company.pk}
    assert interviewer.organisation_ids == frozenset()


def test_two_have_waited_for_weeks(recruiter):
    waiting = Application.objects.visible_to(recruiter).filter(state="submitted")
    days = {(NOON - row.submitted_at).days for row in waiting}

    assert {31, 32} & days
    assert {49, 50} & days
    assert max(days) < 60


def test_each_application_has_the_steps_of_its_way_and_ends_where_it_stands(demo):
    for row in cast():
        steps = list(ApplicationStep.objects.filter(application=row).order_by("taken_at", "pk"))
        assert (steps[0].state, steps[0].taken_at) == ("submitted", row.submitted_at)
        assert (steps[-1].state, steps[-1].taken_at) == (row.state, row.changed_at)
        assert row.submitted_at > row.opening.published_at
        assert row.changed_at < midnight(TODAY)


def test_they_came_every_way(demo):
    assert {row.source for row in cast()} == set(ApplicationSource.values)


def test_who_was_offered_a_place_has_it_in_writing(demo):
    states = {"offered": ["open"], "accepted": ["accepted"], "hired": ["accepted"]}

    for row in cast():
        offers = list(row.offers.values_list("state", flat=True))
        assert offers == states.get(row.state, [])


def test_there_are_interviews_today_this_week_and_behind_them(company):
    ours = Interview.objects.filter(application__opening__company=company)
    days = {
        (row.slot.starts_at.astimezone(PARK_TIME).date() - TODAY).days: row.state
        for row in ours.filter(slot__isnull=False)
    }

    assert days == {0: "scheduled", 2: "scheduled", -8: "held", -17: "held"}
    assert ours.filter(state="invited", slot=None).exists()
    assert InterviewSlot.objects.free(NOON).count() == 2


def test_every_time_has_its_panel(demo):
    seats = Counter(SlotInterviewer.objects.values_list("slot", flat=True))

    assert set(seats) == set(InterviewSlot.objects.values_list("pk", flat=True))
    assert set(seats.values()) == {2}


def test_two_interviewers_have_handed_in_what_they_found(demo):
    for interview in Interview.objects.filter(state="held"):
        cards = Scorecard.objects.handed_in().filter(application=interview.application)
        assert cards.values("interviewer").distinct().count() == 2
        assert all(card.ratings.exists() for card in cards)
        assert all(card.submitted_at > interview.slot.ends_at for card in cards)


def test_colleagues_name_each_other_in_their_notes(company):
    notes = CandidateNote.objects.filter(company=company).order_by("written_at")

    assert [
        (note.author.full_name, [person.full_name for person in note.mentioned.all()])
        for note in notes
    ] == [("陈昊 Chen Hao", ["周琳 Zhou Lin"]), ("周琳 Zhou Lin", ["陈昊 Chen Hao"])]
    assert {note.application.state for note in notes} == {ApplicationState.SHORTLISTED}


def test_invitations_are_in_four_states_and_one_waits_for_the_persona(company):
    rows = InvitationToApply.objects.filter(opening__company=company)

    assert set(rows.values_list("state", flat=True)) == {"sent", "accepted", "declined", "expired"}
    hers = rows.get(profile__user__email=GRADUATE)
    assert hers in InvitationToApply.objects.waiting(NOON)


def test_who_accepted_an_invitation_has_applied_through_it(demo):
    accepted = InvitationToApply.objects.get(state="accepted")

    application = Application.objects.get(profile=accepted.profile, opening=accepted.opening)
    assert application.source == ApplicationSource.INVITATION
    assert accepted.answered_at < application.submitted_at


def test_the_pool_has_people_with_tags(company):
    assert [bool(entry.tags) for entry in PoolEntry.objects.filter(company=company)] == [True] * 4


def test_messages_are_prepared_in_both_languages(company):
    rows = MessageTemplate.objects.filter(company=company)

    assert rows.count() == 3
    assert not rows.filter(text_zh="").exists()
    assert not rows.filter(text_en="").exists()


def test_a_company_waits_with_its_licence_for_the_park_office(demo):
    evidence = Evidence.objects.get()
    organisation = evidence.verification.organisation

    assert organisation.slug == plan_company(WAITS).slug
    assert evidence.verification.state == "pending"
    with evidence.file.open() as file:
        assert file.read(5) == b"%PDF-"


@pytest.mark.parametrize(
    "model", [Application, Interview, InterviewSlot, InvitationToApply, Scorecard, PoolEntry]
)
def test_every_row_satisfies_the_rules_of_its_fields(demo, model):
    wrong = {}
    for row in model.objects.all():
        try:
            row.full_clean()
        except ValidationError as error:
            wrong[row.pk] = error.message_dict

    assert wrong == {}


def test_a_second_time_changes_nothing(demo):
    models = (Application, ApplicationStep, Interview, InvitationToApply, PoolEntry, Evidence)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    put_desk(GRADUATES, OPENINGS, SEED, TODAY, put_team(TODAY))
    put_licences()

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_another_seed_shares_the_times_and_takes_none_away(demo):
    before = dict(Interview.objects.exclude(slot=None).values_list("pk", "slot"))

    put_desk(GRADUATES, OPENINGS, SEED, TODAY + datetime.timedelta(days=2), put_team(TODAY))

    assert dict(Interview.objects.exclude(slot=None).values_list("pk", "slot")) == before
