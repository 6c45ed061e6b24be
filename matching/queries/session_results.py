"""What the people of a session have reached: points, attendance, and whether it suffices."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from companies.models import Session
from matching.choices.enrolments import (
    HOLDS_A_PLACE,
    AssessmentPart,
    Attendance,
    EnrolmentState,
)
from matching.models import Assessment, AttendanceMark, Enrolment
from parks.access import Viewer

ATTENDED = (Attendance.PRESENT, Attendance.LATE)


@dataclass(frozen=True)
class PartResult:
    """All attempts at one part, the earliest first."""

    part: AssessmentPart
    attempts: tuple[Assessment, ...]
    pass_mark: int

    @property
    def best(self) -> int | None:
        return max((one.points for one in self.attempts), default=None)

    @property
    def is_passed(self) -> bool:
        return self.best is not None and self.best >= self.pass_mark

    @property
    def next_attempt(self) -> int:
        return max((one.attempt for one in self.attempts), default=0) + 1


@dataclass(frozen=True)
class Result:
    """One person of a session: both parts, and per cent of the meetings attended."""

    enrolment: Enrolment
    parts: tuple[PartResult, ...]
    attendance: int
    needed: int = field(default=0)

    @property
    def attends(self) -> bool:
        return self.attendance >= self.needed

    @property
    def is_passed(self) -> bool:
        return self.attends and all(part.is_passed for part in self.parts)

    @property
    def is_examined(self) -> bool:
        """Whether both parts have been assessed at least once."""
        return all(part.attempts for part in self.parts)

    @property
    def has_failed_a_part(self) -> bool:
        return self.is_examined and not all(part.is_passed for part in self.parts)

    @property
    def is_open(self) -> bool:
        return self.enrolment.state in (EnrolmentState.ENROLLED, EnrolmentState.FAILED)


def results_of(session: Session, enrolments: Iterable[Enrolment]) -> list[Result]:
    """Return the results of these enrolments of one session, in their order; three queries."""
    people = list(enrolments)
    meetings = session.meetings.count()
    marks, attempts = _marks(people), _attempts(people)
    return [
        Result(
            enrolment=one,
            parts=tuple(
                PartResult(part, tuple(attempts[one.pk, part]), session.pass_mark)
                for part in AssessmentPart
            ),
            attendance=attendance_percent(meetings, marks[one.pk]),
            needed=session.attendance_percent,
        )
        for one in people
    ]


def in_session(session: Session) -> list[Enrolment]:
    """Return who holds a place in a session, by name."""
    rows = Enrolment.objects.filter(session=session, state__in=HOLDS_A_PLACE)
    rows = rows.select_related("profile__user", "certificate")
    return list(rows.order_by("profile__user__full_name", "pk"))


def without_results(session: Session) -> list[Enrolment]:
    """Return who still has a part to be examined in, by name."""
    enrolled = [row for row in in_session(session) if row.state == EnrolmentState.ENROLLED]
    return [one.enrolment for one in results_of(session, enrolled) if not one.is_examined]


def last_attempt(enrolments: QuerySet[Enrolment], uuid: UUID, part: str) -> Assessment | None:
    """Return the last attempt of one of these people at a part, with what its page shows."""
    rows = Assessment.objects.filter(enrolment__in=enrolments, enrolment__uuid=uuid, part=part)
    related = ("enrolment__profile__user", "enrolment__session__programme__organiser")
    rows = rows.select_related(*related, "enrolment__certificate", "examiner")
    return rows.order_by("-attempt").first()


def may_correct(assessment: Assessment, viewer: Viewer) -> bool:
    """Say whether somebody may put points right: the examiner, and the office of the park."""
    if assessment.enrolment.session.trainers.filter(pk=viewer.user_id).exists():
        return False
    park_id = assessment.enrolment.session.programme.park_id
    is_office = viewer.is_operator or park_id in viewer.steward_of
    return is_office or assessment.examiner_id == viewer.user_id


def waiting_for_certificates(session: Session) -> list[Enrolment]:
    """Return who has reached all that a pass asks for and has no certificate yet."""
    return wait_for_certificates(results_of(session, in_session(session)))


def wait_for_certificates(results: Iterable[Result]) -> list[Enrolment]:
    """Return who of these waits, in the order of enrolment."""
    found = [
        result.enrolment
        for result in results
        if result.enrolment.certificate_id is None
        and result.enrolment.profile.erased_at is None
        and (result.enrolment.state == EnrolmentState.PASSED or result.is_passed)
    ]
    return sorted(found, key=lambda row: (row.enrolled_at, row.pk))


def attendance_percent(meetings: int, marks: Iterable[str]) -> int:
    """Return the whole per cent of the meetings that somebody came to, late or not.

    A meeting they were excused from counts neither way; one without a mark was not attended. With
    no meeting to come to nobody lacks any.
    """
    said = list(marks)
    counted = meetings - said.count(Attendance.EXCUSED)
    attended = sum(mark in ATTENDED for mark in said)
    return 100 * attended // counted if counted > 0 else 100


def _marks(people: list[Enrolment]) -> defaultdict[int, list[str]]:
    marks = defaultdict(list)
    rows = AttendanceMark.objects.filter(enrolment__in=people).order_by("pk")
    for enrolment_id, mark in rows.values_list("enrolment", "mark"):
        marks[enrolment_id].append(mark)
    return marks


def _attempts(people: list[Enrolment]) -> defaultdict[tuple[int, str], list[Assessment]]:
    attempts = defaultdict(list)
    for row in Assessment.objects.filter(enrolment__in=people).order_by("attempt", "pk"):
        attempts[row.enrolment_id, row.part].append(row)
    return attempts
