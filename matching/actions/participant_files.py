"""The list of those who take part in a session, as a file for its organiser."""

from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Session
from matching.choices.enrolments import HOLDS_A_PLACE, EnrolmentState
from matching.models import Enrolment
from matching.queries.session_results import Result, results_of
from parks.access import Viewer
from parks.actions.trail import record
from parks.imports.writing import Rows, csv_bytes, workbook_bytes
from parks.models import Park, User
from talent.actions.disclosures import note_disclosures
from talent.choices.profiles import DisclosureKind

LISTED = (*HOLDS_A_PLACE, EnrolmentState.WAITING)


@transaction.atomic
def participants_file(session: Session, form: str, *, viewer: Viewer, by: User) -> bytes:
    """Write who has a place, by name, and who waits, in turn, with what they have reached.

    `form` is csv or xlsx. Each of them sees the download on their privacy page, and the log says
    how many rows left the portal.
    """
    programme = session.programme
    results = results_of(session, _listed(session))
    note_disclosures(
        [result.enrolment.profile for result in results],
        viewer=viewer,
        organisation_id=programme.organiser_id,
        kind=DisclosureKind.DOWNLOAD,
        detail=f"participants.{form}",
    )
    record(
        session,
        "participants exported",
        by=by,
        organisation_id=programme.organiser_id,
        park_id=programme.park_id,
        rows=len(results),
    )
    rows: Rows = [_headings(), *(_cells(result, programme.park) for result in results)]
    return workbook_bytes([(_("Participants"), rows)]) if form == "xlsx" else csv_bytes(rows)


def _listed(session: Session) -> list[Enrolment]:
    rows = Enrolment.objects.filter(session=session, state__in=LISTED)
    rows = list(rows.select_related("profile__user", "certificate").order_by("enrolled_at", "pk"))
    placed = [row for row in rows if row.state != EnrolmentState.WAITING]
    waiting = [row for row in rows if row.state == EnrolmentState.WAITING]
    return sorted(placed, key=lambda row: (str(row.profile.user), row.pk)) + waiting


def _headings() -> list[str | int | float]:
    return [
        _("Person"),
        _("E-mail"),
        _("State"),
        _("Enrolled on"),
        _("Attendance in %"),
        _("Theory"),
        _("Practice"),
        _("Certificate"),
    ]


def _cells(result: Result, park: Park) -> list[str | int | float]:
    row, user = result.enrolment, result.enrolment.profile.user
    has_place = row.state != EnrolmentState.WAITING
    points = ["" if part.best is None else part.best for part in result.parts]
    return [
        str(user),
        user.email,
        row.get_state_display(),
        park.day_at(row.enrolled_at).isoformat(),
        result.attended.percent if has_place else "",
        *points,
        row.certificate.serial if row.certificate else "",
    ]
