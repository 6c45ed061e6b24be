"""A career office writes its roster by hand, and gives students the ways to claim their places."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parks.actions.letters import absolute
from parks.http import PortalRequest, page, posted
from talent.actions.roster import RosterError, mark_left, save_entry, take_back
from talent.actions.roster_codes import hand_out_codes, mail_links
from talent.forms.roster import StudentForm
from talent.models import RosterEntry, University
from talent.queries.roster import narrowed, students_of


def own_university(request: PortalRequest, uuid: UUID) -> University:
    """Return a university that this person acts for, with `is_verified`, or 404."""
    rows = University.objects.filter(pk__in=request.viewer.organisation_ids).with_verified()
    return get_object_or_404(rows, uuid=uuid)


def own_student(request: PortalRequest, uuid: UUID, entry_uuid: UUID) -> RosterEntry:
    """Return a student of a university that this person acts for, or 404."""
    university = own_university(request, uuid)
    rows = RosterEntry.objects.editable_by(request.viewer).filter(university=university)
    found = get_object_or_404(
        rows.select_related("degree", "programme__discipline", "discipline", "home_region"),
        uuid=entry_uuid,
    )
    found.university = university
    return found


def edit_student(
    request: PortalRequest, uuid: UUID, entry_uuid: UUID | None = None
) -> HttpResponse:
    """Add a student, or change one; who has claimed the place gets the new facts."""
    entry = own_student(request, uuid, entry_uuid) if entry_uuid else None
    university = entry.university if entry else own_university(request, uuid)
    form = StudentForm(posted(request), university=university, entry=entry)
    if form.is_valid():
        try:
            saved = save_entry(university, entry=entry, by=request.user, **form.facts())
        except RosterError as error:
            form.add_error("student_number", str(error))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.full_name})
            return redirect("matching:student", uuid, saved.uuid)
    context = {"form": form, "university": university, "entry": entry}
    return page(request, "talent/edit_student.html", context)


@require_POST
def leave(request: PortalRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """Mark a student as left, or put them back on the roster."""
    entry = own_student(request, uuid, entry_uuid)
    if request.POST.get("back") == "yes":
        take_back(entry, by=request.user)
        messages.success(request, _("%(name)s is on the roster again.") % {"name": entry.full_name})
    else:
        mark_left(entry, by=request.user, now=timezone.now())
        said = _("%(name)s is marked as left.") % {"name": entry.full_name}
        messages.success(request, said)
    return redirect("matching:student", uuid, entry_uuid)


@require_POST
def codes(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Hand out codes: the answer lists them, and no other page ever does."""
    university = own_university(request, uuid)
    ids = _chosen(request, university)
    try:
        handed_out = hand_out_codes(university, ids=ids, by=request.user, now=timezone.now())
    except RosterError as error:
        messages.error(request, str(error))
        return redirect("matching:roster", uuid)
    context = {
        "university": university,
        "handed_out": sorted(handed_out, key=lambda each: each.entry.student_number),
        "others": len(ids) - len(handed_out),
        "site_address": absolute(reverse("talent:my_roster")),
    }
    response = page(request, "talent/roster_codes.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def mails(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Mail the link to claim their place to those chosen."""
    university = own_university(request, uuid)
    ids = _chosen(request, university)
    try:
        number = mail_links(university, ids=ids, by=request.user, now=timezone.now())
    except RosterError as error:
        messages.error(request, str(error))
        return redirect("matching:roster", uuid)
    said = ngettext(
        "%(number)d student is written to.", "%(number)d students are written to.", number
    )
    messages.success(request, said % {"number": number})
    return redirect("matching:roster", uuid)


def _chosen(request: PortalRequest, university: University) -> list[int]:
    """Return who is ticked, or everybody of the list as the address narrows it."""
    rows = students_of(university).unclaimed()
    if request.POST.get("everybody") == "yes":
        rows = narrowed(rows, request.GET)
    else:
        rows = rows.filter(uuid__in=chosen_uuids(request))
    return list(rows.values_list("pk", flat=True))


def chosen_uuids(request: PortalRequest) -> list[UUID]:
    """Return whom a form has ticked; what is no id is left out."""
    return [UUID(text) for text in request.POST.getlist("chosen") if _is_uuid(text)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
