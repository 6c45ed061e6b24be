"""A base on the desk of its host: mentors, students, visits; and a student's own stays."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.base_stays import (
    begin_stay,
    call_off_stay,
    change_mentor,
    end_mentor,
    end_stay,
)
from matching.forms.agreements import EndStayForm, MentorForm, MentorOfStayForm, StayForm, VisitForm
from matching.forms.training import ReasonForm
from matching.models import BaseStay
from matching.queries.agreements import bases_for, run_by, visited_by
from matching.queries.base_stays import (
    mentors_of,
    my_stays,
    stay_name,
    students_of,
    takes_students,
    visits_to,
    with_taken,
)
from parks.actions.bases import BaseError, add_mentor, record_visit
from parks.http import PortalRequest, page, posted
from parks.models import Base, Mentor
from parks.paging import paged


@require_safe
def base(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show a base: to its host and the park office in full, to other parties their own students."""
    viewer, today = request.viewer, timezone.localdate()
    row = get_object_or_404(with_taken(bases_for(viewer), today), uuid=uuid)
    is_host = row.host_id in viewer.organisation_ids
    is_office = viewer.is_operator or row.agreement.park_id in viewer.steward_of
    context = {
        "base": row,
        "free": max(row.capacity - row.taken, 0),
        "mentors": mentors_of(row, today),
        "students": students_of(row, viewer, today),
        "visits": visits_to(row, viewer),
        "is_host": is_host,
        "is_near": is_host or is_office,
        "takes": is_host and takes_students(row, today),
    }
    return page(request, "matching/base.html", context)


def new_mentor(request: PortalRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(run_by(request.viewer), uuid=uuid)
    form = MentorForm(posted(request), base=row)
    if form.is_valid():
        try:
            add_mentor(base=row, by=request.user, **form.cleaned_data)
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The mentor is named."))
            return redirect("matching:base", uuid)
    return _form_page(request, row, form, _("A mentor for the base"))


@require_POST
def let_mentor_go(request: PortalRequest, pk: int) -> HttpResponse:
    """Undone by naming them again."""
    mentor = get_object_or_404(Mentor, base__in=run_by(request.viewer), pk=pk)
    try:
        end_mentor(mentor=mentor, by=request.user)
    except BaseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s is a mentor until today.") % {"name": mentor})
    return redirect("matching:base", mentor.base.uuid)


def new_stay(request: PortalRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(run_by(request.viewer), uuid=uuid)
    form = StayForm(posted(request), base=row, viewer=request.viewer)
    if form.is_valid():
        try:
            begin_stay(base=row, by=request.user, **form.cleaned_data)
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The place is given, and the student is told."))
            return redirect("matching:base", uuid)
    return _form_page(request, row, form, _("A place for a student"))


def new_visit(request: PortalRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(visited_by(request.viewer), uuid=uuid)
    form = VisitForm(posted(request), base=row)
    if form.is_valid():
        try:
            record_visit(base=row, by=request.user, **form.cleaned_data)
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The visit is written down."))
            return redirect("matching:base", uuid)
    return _form_page(request, row, form, _("A visit to the base"))


def finish_stay(request: PortalRequest, pk: int) -> HttpResponse:
    stay = get_object_or_404(_own_stays(request), pk=pk)
    form = EndStayForm(posted(request))
    if form.is_valid():
        try:
            end_stay(stay=stay, by=request.user, **form.cleaned_data)
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The stay is ended, and the student is told."))
            return redirect("matching:base", stay.base.uuid)
    return _stay_page(request, stay, form, _("End the stay"))


def call_off(request: PortalRequest, pk: int) -> HttpResponse:
    stay = get_object_or_404(_own_stays(request), pk=pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            call_off_stay(stay=stay, by=request.user, reason=form.cleaned_data["reason"])
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Called off. The student is told; the places are free."))
            return redirect("matching:base", stay.base.uuid)
    return _stay_page(request, stay, form, _("Call the stay off"))


def mentor_of_stay(request: PortalRequest, pk: int) -> HttpResponse:
    stay = get_object_or_404(_own_stays(request), pk=pk)
    form = MentorOfStayForm(posted(request), stay=stay)
    if form.is_valid():
        try:
            change_mentor(stay=stay, mentor=form.cleaned_data["mentor"], by=request.user)
        except BaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The mentor is saved, and the student is told."))
            return redirect("matching:base", stay.base.uuid)
    return _stay_page(request, stay, form, _("Who looks after the student"))


@require_safe
def stays_of_mine(request: PortalRequest) -> HttpResponse:
    context = paged(request, my_stays(request.viewer)) | {"today": timezone.localdate()}
    return page(request, "matching/my_stays.html", context)


def _own_stays(request: PortalRequest) -> QuerySet[BaseStay]:
    """The stays at bases whose host the viewer acts for: the park office does it in the admin."""
    rows = BaseStay.objects.filter(base__host__in=request.viewer.organisation_ids)
    return rows.select_related("base__host", "base__agreement", "profile__user", "mentor__user")


def _form_page(request: PortalRequest, row: Base, form: object, title: str) -> HttpResponse:
    context = {"base": row, "form": form, "title": title, "name": ""}
    return page(request, "matching/base_form.html", context)


def _stay_page(request: PortalRequest, stay: BaseStay, form: object, title: str) -> HttpResponse:
    name = stay_name(stay, request.viewer)
    context = {"base": stay.base, "form": form, "title": title, "name": name}
    return page(request, "matching/base_form.html", context)
