"""What became of those in a session of the demo: attendance, points, certificates and skills."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.crypto import get_random_string

from companies.choices.training import SessionState
from companies.models import SessionMeeting
from matching.choices.enrolments import AssessmentPart, EnrolmentState
from matching.demo.days import after, office_hour
from matching.demo.draws import uuid_of
from matching.demo.graduate_plans import GraduatePlan
from matching.demo.loop_plans import marks_of, result_of
from matching.demo.reading import parks
from matching.demo.store.world import RECRUITER
from matching.models import Assessment, AttendanceMark, Enrolment
from parks.actions.keys import key_in_use, signer
from parks.models import CertificateScheme, GrantedSkill, User
from talent.actions.certificates import CODE_LENGTH, CODE_SIGNS
from talent.choices.profiles import ClaimSource
from talent.exports.credential import achievement_of, credential_of
from talent.models import Certificate, SkillClaim
from talent.queries.certificates import last_day_of

ASSESSED = (EnrolmentState.PASSED, EnrolmentState.FAILED)
HELD = (SessionState.ASSESSED, SessionState.CLOSED)
Pairs = Sequence[tuple[GraduatePlan, Enrolment]]
Stamp = tuple[dict[str, Any], Callable[[dict[str, Any]], str]]


def put_results(pairs: Pairs, *, certify: bool) -> None:
    """Write what is known of new enrolments; `certify` whoever has passed."""
    over = [pair for pair in pairs if pair[1].session.state in HELD]
    _put_attendance(over)
    _put_assessments(over)
    if certify:
        passed = [pair for pair in over if pair[1].state == EnrolmentState.PASSED]
        _put_claims(_put_certificates(passed))


def _put_attendance(pairs: Pairs) -> None:
    meetings: dict[int, list[SessionMeeting]] = {}
    sessions = {row.session_id for _graduate, row in pairs}
    for meeting in SessionMeeting.objects.filter(session__in=sessions).order_by("starts_at"):
        meetings.setdefault(meeting.session_id, []).append(meeting)
    AttendanceMark.objects.bulk_create(
        AttendanceMark(enrolment=row, meeting=meeting, mark=mark)
        for graduate, row in pairs
        for meeting, mark in zip(
            meetings[row.session_id], marks_of(graduate, row.session.uuid), strict=True
        )
    )


def _put_assessments(pairs: Pairs) -> None:
    """The recruiter of the demo examines everywhere: the trainers are the parks' officers."""
    examiner = User.objects.get(email=RECRUITER)
    rows = Assessment.objects.bulk_create(
        Assessment(
            enrolment=row,
            part=part,
            points=_points(graduate, row)[part],
            examiner=examiner,
        )
        for graduate, row in pairs
        for part in AssessmentPart
    )
    for row in rows:
        row.assessed_at = office_hour(row.enrolment.session.ends_on, 0.8)
    Assessment.objects.bulk_update(rows, ["assessed_at"])


def _points(graduate: GraduatePlan, row: Enrolment) -> Mapping[AssessmentPart, int]:
    """Somebody whose certificate is still to be issued has passed all the same."""
    points = result_of(graduate, row.session.uuid).points
    if row.state == EnrolmentState.PASSED:
        return {part: max(value, row.session.pass_mark) for part, value in points.items()}
    return points


def _put_certificates(pairs: Pairs) -> list[Certificate]:
    """Issue them as the action does, in bulk: signed by the park, with a serial number."""
    slugs = [place.slug for place in parks()]
    rows = CertificateScheme.objects.filter(park__slug__in=slugs)
    schemes = {scheme.pk: scheme for scheme in rows.select_related("issuer", "park")}
    stamps = {pk: _stamp(scheme) for pk, scheme in schemes.items()}
    made = Certificate.objects.bulk_create(
        _certificate(graduate, row, schemes[row.session.programme.scheme_id], stamps)
        for graduate, row in pairs
    )
    enrolments = [row for _graduate, row in pairs]
    for row, certificate in zip(enrolments, made, strict=True):
        row.certificate = certificate
    Enrolment.objects.bulk_update(enrolments, ["certificate"])
    return made


def _stamp(scheme: CertificateScheme) -> Stamp:
    """Return what certificates of a scheme say it proves, and what signs them."""
    key = key_in_use(scheme.park, by=None)
    key.park = scheme.park
    return achievement_of(scheme), signer(key)


def _certificate(
    graduate: GraduatePlan,
    row: Enrolment,
    scheme: CertificateScheme,
    stamps: Mapping[int, Stamp],
) -> Certificate:
    """Serial numbers of the demo follow from the enrolment, below those that are counted up."""
    day = after(row.session.ends_on, 3)
    certificate = Certificate(
        uuid=uuid_of("certificate", row.uuid),
        scheme=scheme,
        profile=row.profile,
        holder=row.profile.user.full_name[:120],
        serial=f"DEMO-{scheme.code}-{day.year}-{row.uuid.hex[:10].upper()}",
        verify_code=get_random_string(CODE_LENGTH, CODE_SIGNS),
        issued_on=day,
        valid_until=last_day_of(day, scheme.months_valid),
    )
    achievement, sign = stamps[scheme.pk]
    certificate.credential = sign(credential_of(certificate, achievement))
    return certificate


def _put_claims(certificates: Sequence[Certificate]) -> None:
    """Write the skills that are proven; what another paper proved stands at the higher level."""
    granted: dict[int, list[GrantedSkill]] = {}
    schemes = {row.scheme_id for row in certificates}
    for each in GrantedSkill.objects.filter(scheme__in=schemes).order_by("pk"):
        granted.setdefault(each.scheme_id, []).append(each)
    best: dict[tuple[int, int], dict[str, Any]] = {}
    for row in sorted(certificates, key=lambda one: one.issued_on):
        for each in granted.get(row.scheme_id, ()):
            held = best.get((row.profile_id, each.skill_id))
            if held is None or each.level >= held["level"]:
                facts = {"level": each.level, "certificate": row}
                best[row.profile_id, each.skill_id] = facts
    SkillClaim.objects.bulk_create(
        [
            SkillClaim(
                profile_id=profile_id,
                skill_id=skill_id,
                source=ClaimSource.CERTIFICATE,
                **facts,
            )
            for (profile_id, skill_id), facts in best.items()
        ],
        update_conflicts=True,
        unique_fields=["profile", "skill", "source"],
        update_fields=["level", "certificate"],
    )
