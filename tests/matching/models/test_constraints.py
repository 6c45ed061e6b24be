"""Every rule that the database keeps where the two sides meet is seen to refuse."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import ProtectedError
from django.utils import timezone

from matching.choices.applications import ApplicationState
from matching.choices.runs import RunState
from matching.models import AlertedOpening, Application, MatchChange, MatchWeights
from tests.factories import agreement_breaks, certificate_breaks, training_breaks
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import (
    AlertFactory,
    ApplicationFactory,
    CandidateNoteFactory,
    DismissalFactory,
    GraduateMatchesFactory,
    InterviewFactory,
    InterviewSlotFactory,
    InvitationToApplyFactory,
    MatchAlarmFactory,
    MatchRunFactory,
    MatchShardFactory,
    MessageTemplateFactory,
    OfferFactory,
    OpeningMatchesFactory,
    PoolEntryFactory,
    SavedOpeningFactory,
    SavedSearchFactory,
    ScorecardFactory,
    SkillRatingFactory,
    SlotInterviewerFactory,
    SnapshotFactory,
)
from tests.factories.outcomes import OutcomeFactory
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.placements import PlacementCheckFactory, PlacementFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory

pytestmark = pytest.mark.django_db

SKILLS = MatchWeights._meta.get_field("skills").default


def second_live_application() -> None:
    first = ApplicationFactory()
    ApplicationFactory(profile=first.profile, opening=first.opening, state=ApplicationState.DRAFT)


def second_answer() -> None:
    question = OpeningQuestionFactory()
    application = ApplicationFactory(opening=question.opening)
    for _time in range(2):
        application.answers.create(question=question, text="Yes")


def second_open_offer() -> None:
    OfferFactory(application=OfferFactory().application)


def second_list_of_a_graduate() -> None:
    first = GraduateMatchesFactory()
    GraduateMatchesFactory(run=first.run, profile=first.profile)


def second_list_of_an_opening() -> None:
    first = OpeningMatchesFactory()
    OpeningMatchesFactory(run=first.run, opening=first.opening)


def second_running_run() -> None:
    running = {"state": RunState.RUNNING, "finished_at": None}
    MatchRunFactory.create_batch(2, park=ParkFactory(), **running)


def second_row_of_a_part() -> None:
    MatchShardFactory.create_batch(2, run=MatchRunFactory(), number=1)


def second_change_of_a_row() -> None:
    for _time in range(2):
        MatchChange.objects.create(side="profile", row_id=1)


def weights(*, times: int = 1, **fields: int) -> None:
    park = ParkFactory()
    for _time in range(times):
        MatchWeights.objects.create(park=park, version=1, **fields)


def twice(make: Callable[..., object], **shared: object) -> Callable[[], None]:
    """Make the same row two times; what it belongs to is made when the rule is tried."""

    def make_both() -> None:
        rows = {name: value() if callable(value) else value for name, value in shared.items()}
        for _time in range(2):
            make(**rows)

    return make_both


def slot_that_ends_first() -> None:
    now = timezone.now()
    InterviewSlotFactory(starts_at=now, ends_at=now)


def told_twice() -> None:
    alert, opening = AlertFactory(), OpeningFactory()
    for _time in range(2):
        AlertedOpening.objects.create(alert=alert, profile=alert.profile, opening=opening)


def interviewer_twice_in_a_slot() -> None:
    seat = SlotInterviewerFactory()
    later = [moment + timedelta(days=1) for moment in (seat.busy.lower, seat.busy.upper)]
    SlotInterviewerFactory(
        slot=seat.slot, interviewer=seat.interviewer, busy=DateTimeTZRange(*later)
    )


def interviewer_in_two_places() -> None:
    """Ten minutes between two interviews are too few for who keeps six free around each."""
    first = InterviewSlotFactory(buffer_minutes=6)
    begin = first.ends_at + timedelta(minutes=10)
    second = InterviewSlotFactory(
        starts_at=begin, ends_at=begin + timedelta(minutes=30), buffer_minutes=6
    )
    person = UserFactory()
    for slot in (first, second):
        SlotInterviewerFactory(slot=slot, interviewer=person)


BREAKS: dict[str, Callable[[], object]] = {
    **certificate_breaks.OF_MATCHING,
    **training_breaks.OF_MATCHING,
    **agreement_breaks.OF_MATCHING,
    "one_live_application_per_opening": second_live_application,
    "a_refusal_says_why": lambda: ApplicationFactory(state=ApplicationState.REFUSED),
    "a_sent_application_has_its_time": lambda: ApplicationFactory(submitted_at=None),
    "one_outcome_per_graduate_and_time": twice(OutcomeFactory, entry=RosterEntryFactory),
    "a_placement_says_through_what": lambda: PlacementFactory(through=[]),
    "one_look_back_per_placement_and_time": twice(
        PlacementCheckFactory, placement=PlacementFactory
    ),
    "looks_back_are_at_6_12_36": lambda: PlacementCheckFactory(months=7),
    "one_answer_per_question": second_answer,
    "one_open_offer_per_application": second_open_offer,
    "a_closed_offer_has_its_time": lambda: OfferFactory(state="declined"),
    "a_slot_ends_after_it_begins": slot_that_ends_first,
    "a_slot_says_where": lambda: InterviewSlotFactory(place=""),
    "a_slot_is_taken_once": twice(InterviewFactory, slot=InterviewSlotFactory),
    "one_live_interview_per_application": twice(InterviewFactory, application=ApplicationFactory),
    "a_scheduled_interview_has_its_slot": lambda: InterviewFactory(state="scheduled"),
    "one_template_per_company_and_stage": twice(MessageTemplateFactory, company=CompanyFactory),
    "a_message_template_has_words": lambda: MessageTemplateFactory(text_zh="", text_en=""),
    "an_interviewer_sits_once_in_a_slot": interviewer_twice_in_a_slot,
    "no_interviewer_is_in_two_places": interviewer_in_two_places,
    "one_scorecard_per_interviewer": twice(
        ScorecardFactory, application=ApplicationFactory, interviewer=UserFactory
    ),
    "a_scorecard_handed_in_recommends": lambda: ScorecardFactory(handed_in=True, recommendation=""),
    "one_rating_per_skill": twice(
        SkillRatingFactory, scorecard=ScorecardFactory, skill=SkillFactory
    ),
    "nobody_is_invited_twice_to_one_opening": twice(
        InvitationToApplyFactory, profile=ProfileFactory, opening=OpeningFactory
    ),
    "an_answered_invitation_has_its_time": lambda: InvitationToApplyFactory(state="declined"),
    "a_person_is_in_a_pool_once": twice(
        PoolEntryFactory, profile=ProfileFactory, company=CompanyFactory
    ),
    "a_note_has_words": lambda: CandidateNoteFactory(text=""),
    "an_opening_is_saved_once": twice(
        SavedOpeningFactory, profile=ProfileFactory, opening=OpeningFactory
    ),
    "an_opening_is_dismissed_once": twice(
        DismissalFactory, profile=ProfileFactory, opening=OpeningFactory
    ),
    "a_search_is_saved_once": twice(SavedSearchFactory, profile=ProfileFactory, query="q=PCR"),
    "one_alert_per_person_and_period": twice(AlertFactory, profile=ProfileFactory),
    "an_opening_is_alerted_once": told_twice,
    "one_published_run_per_park": lambda: MatchRunFactory.create_batch(2, park=ParkFactory()),
    "a_snapshot_is_of_a_park_or_of_an_organisation": lambda: SnapshotFactory(
        park=ParkFactory(), organisation=CompanyFactory()
    ),
    "a_published_run_has_ended": lambda: MatchRunFactory(finished_at=None),
    "one_running_run_per_park": second_running_run,
    "one_row_per_part_of_a_run": second_row_of_a_part,
    "one_alarm_of_a_kind_per_night": lambda: MatchAlarmFactory.create_batch(2, park=ParkFactory()),
    "one_change_per_profile_or_opening": second_change_of_a_row,
    "one_row_per_version_of_the_weights": lambda: weights(times=2),
    "the_terms_add_up_to_4096": lambda: weights(skills=SKILLS - 1),
    "no_merit_outweighs_a_missing_must": lambda: weights(all_musts=2047, skills=SKILLS + 1),
    "must_over_wanted_over_nice": lambda: weights(must=2),
    "every_required_skill_can_earn_a_point": lambda: weights(
        all_musts=2048 + SKILLS - 255, skills=255
    ),
    "congestion_price_in_per_cent": lambda: weights(congestion=101),
    "one_list_per_graduate": second_list_of_a_graduate,
    "one_list_per_opening": second_list_of_an_opening,
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_a_rule(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()
        connection.check_constraints()


def test_every_constraint_of_the_meeting_place_is_tried():
    models = apps.get_app_config("matching").get_models()

    declared = {rule.name for model in models for rule in model._meta.constraints}

    assert declared == set(BREAKS)


@pytest.mark.parametrize("state", ["refused", "withdrawn", "lapsed"])
def test_who_was_not_hired_may_apply_again(state):
    ended = ApplicationFactory(state=state, refusal_reason="filled")

    again = ApplicationFactory(profile=ended.profile, opening=ended.opening)

    assert list(Application.objects.live()) == [again]


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "shortlisted", "interviewing", "offered", "accepted", "hired"]
)
def test_every_other_state_stands_in_the_way_of_a_second_application(state):
    first = ApplicationFactory(state=state)

    with pytest.raises(IntegrityError, match="one_live_application"), transaction.atomic():
        ApplicationFactory(profile=first.profile, opening=first.opening)

    assert list(Application.objects.live()) == [first]


@pytest.mark.parametrize(
    "fields",
    [{"wanted": 4}, {"nice": 2}, {"nice": 0}, {"must": 17}],
    ids=["must = wanted", "wanted = nice", "no nice", "must too heavy"],
)
def test_the_weights_of_skills_keep_their_order(fields):
    with pytest.raises(IntegrityError, match="must_over_wanted_over_nice"), transaction.atomic():
        weights(**fields)


@pytest.mark.parametrize("state", ["superseded", "failed", "cancelled"])
def test_a_park_has_any_number_of_runs_that_are_over(state):
    runs = MatchRunFactory.create_batch(2, park=ParkFactory(), state=RunState(state))

    assert len(runs) == 2


def test_an_opening_that_somebody_applied_for_cannot_vanish():
    application = ApplicationFactory()

    with pytest.raises(ProtectedError):
        application.opening.delete()

    assert Application.objects.get() == application
