"""What the people of a session have reached: points, attendance, and whether it suffices."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

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


class Attended(NamedTuple):
    """Meetings that somebody came to, late or not, of those that count for them.

    A meeting they were excused from counts neither way; one without a mark was not attended, and
    `to_come` are not over yet.
    """

    present: int
    counted: int
    excused: int = 0
    to_come: int = 0

    @property
    def percent(self) -> int:
        """With no meeting to come to nobody lacks any."""
        return 100 * self.present // self.counted if self.counted > 0 else 100


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
    """One person of a session: both parts, the meetings attended, and per cent they need."""

    enrolment: Enrolment
    parts: tuple[PartResult, ...]
    attended: Attended
    needed: int = field(default=0)

    @property
    def attends(self) -> bool:
        return self.attended.percent >= self.needed

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
    to_come = Count("pk", filter=Q(ends_at__gt=timezone.now()))
    meetings = session.meetings.aggregate(number=Count("pk"), to_come=to_come)
    marks, attempts = _marks(people), _attempts(people)
    return [
        Result(
            enrolment=one,
            parts=tuple(
                PartResult(part, tuple(attempts[one.pk, part]), session.pass_mark)
                for part in AssessmentPart
            ),
            attended=attended_of(marks[one.pk], **meetings),
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


def attended_of(marks: Iterable[str], *, number: int, to_come: int = 0) -> Attended:
    """Count the marks of one person in a session of this `number` of meetings."""
    said = list(marks)
    excused = said.count(Attendance.EXCUSED)
    present = sum(mark in ATTENDED for mark in said)
    return Attended(present, number - excused, excused, to_come)


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
