"""What breaks each rule that the database keeps about training, by the name of the rule."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.factories.training import (
    AttendanceMarkFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SessionMeetingFactory,
    TaughtSkillFactory,
)


def same_skill_twice() -> None:
    first = TaughtSkillFactory()
    TaughtSkillFactory(programme=first.programme, skill=first.skill)


def enrolled_and_waiting() -> None:
    first = EnrolmentFactory()
    EnrolmentFactory(session=first.session, profile=first.profile, state="waiting")


def marked_twice() -> None:
    first = AttendanceMarkFactory()
    AttendanceMarkFactory(enrolment=first.enrolment, meeting=first.meeting, mark="absent")


def ends_as_it_begins() -> None:
    meeting = SessionMeetingFactory()
    SessionMeetingFactory(session=meeting.session, ends_at=meeting.starts_at)


OF_COMPANIES: dict[str, Callable[[], object]] = {
    "a_programme_has_a_name": lambda: ProgrammeFactory(name_en=""),
    "a_programme_teaches_a_skill_once": same_skill_twice,
    "no_more_places_are_taken_than_a_session_has": lambda: SessionFactory(capacity=1, taken=2),
    "a_session_ends_after_it_starts": lambda: SessionFactory(
        ends_on=date(2026, 1, 5), enrol_by=date(2026, 1, 1)
    ),
    "enrolment_ends_before_the_session": lambda: SessionFactory(enrol_by=date(2999, 1, 1)),
    "a_session_lasts_two_years_at_most": lambda: SessionFactory(
        starts_on=date(2026, 1, 1), ends_on=date(2028, 1, 3), enrol_by=date(2026, 1, 1)
    ),
    "a_session_lies_in_this_century": lambda: SessionFactory(starts_on=date(1, 1, 2)),
    "a_subsidy_is_no_more_than_the_price": lambda: SessionFactory(price=1, subsidy=2),
    "marks_and_shares_of_a_session_end_at_100": lambda: SessionFactory(pass_mark=101),
    "a_meeting_of_a_session_ends_after_it_starts": ends_as_it_begins,
    "a_meeting_of_a_session_lies_in_this_century": lambda: SessionMeetingFactory(
        starts_at=datetime(1, 1, 2, 9, tzinfo=UTC)
    ),
}
OF_MATCHING: dict[str, Callable[[], object]] = {
    "one_live_enrolment_per_person_and_session": enrolled_and_waiting,
    "an_enrolment_taken_off_says_why": lambda: EnrolmentFactory(state="removed"),
    "a_rating_of_a_session_is_1_to_5": lambda: EnrolmentFactory(rating=6),
    "one_mark_per_person_and_meeting": marked_twice,
}
