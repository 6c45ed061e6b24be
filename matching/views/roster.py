"""The students of a university for its career office: the list, one of them, how far they came."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from matching.choices.students import StudentStep
from matching.queries.student_tables import programme_table, step_table
from matching.queries.students import (
    companies_of,
    named_by_programme,
    progress_of,
    with_step,
)
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.forms.roster import RosterFilterForm
from talent.models import RosterEntry
from talent.queries.roster import choices_of, narrowed, students_of
from talent.views.roster import own_student, own_university

FILTERS = ("q", "programme", "degree", "year", "standing")


@require_safe
def roster(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """List the students by number, as searched for and filtered."""
    university = own_university(request, uuid)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    rows = with_step(narrowed(students_of(university), asked))
    choices = choices_of(university)
    context = paged(request, rows.by_number())
    context |= {
        "university": university,
        "filter": RosterFilterForm(initial=asked, choices=choices),
        "is_filtered": any(asked.values()),
        "has_students": bool(choices["degree"]),
        "address": request.GET.urlencode(),
        "steps": dict(StudentStep.choices),
    }
    return page(request, "matching/roster.html", context)


@require_safe
def student(request: PortalRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """Show what the roster says of a student, and their steps where they share them."""
    entry = own_student(request, uuid, entry_uuid)
    is_shared = entry.user_id is not None and entry.shares_progress and entry.left_at is None
    step = with_step(RosterEntry.objects.filter(pk=entry.pk)).get().step if is_shared else 0
    context = {
        "university": entry.university,
        "entry": entry,
        "is_shared": is_shared,
        "steps": [(each.label, each <= step) for each in StudentStep],
        "companies": companies_of(entry),
    }
    return page(request, "matching/student.html", context)


@require_safe
def progress(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Say how far the students have come: named where they share it, else in groups."""
    university = own_university(request, uuid)
    found = progress_of(university)
    context = {
        "university": university,
        "progress": found,
        "table": step_table(found),
        "by_programme": programme_table(named_by_programme(university)),
        "now": timezone.now(),
    }
    return page(request, "matching/progress.html", context)
