from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.http import PortalRequest, page, posted
from talent.actions.history import (
    HistoryFullError,
    remove_row,
    save_education,
    save_experience,
)
from talent.actions.vouching import VouchedError
from talent.forms.history import EducationForm, ExperienceForm
from talent.forms.profile import FROM_UNIVERSITY
from talent.models import Education, Experience, Profile, University
from talent.models.history import HistoryQuerySet
from talent.queries.completeness import completeness_of
from talent.queries.schools import search_programmes, search_universities


@require_safe
def history(request: PortalRequest) -> HttpResponse:
    """List where a person has studied and worked, newest first."""
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    if profile is None:
        return redirect("talent:profile")
    studies = profile.educations.select_related("university", "programme", "degree", "discipline")
    context = {
        "educations": studies.with_vouched().newest_first(),
        "experiences": profile.experiences.newest_first(),
        "completeness": completeness_of(request.user.pk),
    }
    return page(request, "talent/history.html", context)


def education(request: PortalRequest, pk: int | None = None) -> HttpResponse:
    """Add an education, or change one."""
    profile = get_object_or_404(Profile, user=request.viewer.user_id)
    mine = profile.educations.editable_by(request.viewer).select_related("degree", "programme")
    row = pk and get_object_or_404(mine.with_vouched(), pk=pk)
    if row and row.is_vouched:
        messages.info(request, FROM_UNIVERSITY)
        return redirect("talent:history")
    form = EducationForm(posted(request), education=row)
    if form.is_valid():
        try:
            filled = save_education(profile, education=row, by=request.user, **form.facts())
        except HistoryFullError:
            form.add_error(None, _("Your profile is full. Remove an entry first."))
        except VouchedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _saved(filled))
            return redirect("talent:history")
    return page(request, "talent/education.html", {"form": form, "education": row})


def experience(request: PortalRequest, pk: int | None = None) -> HttpResponse:
    """Add an experience, or change one."""
    profile = get_object_or_404(Profile, user=request.viewer.user_id)
    row = pk and get_object_or_404(profile.experiences.editable_by(request.viewer), pk=pk)
    form = ExperienceForm(posted(request), experience=row)
    if form.is_valid():
        try:
            save_experience(profile, experience=row, by=request.user, **form.facts())
        except HistoryFullError:
            form.add_error(None, _("Your profile is full. Remove an entry first."))
        else:
            messages.success(request, _("Saved."))
            return redirect("talent:history")
    return page(request, "talent/experience.html", {"form": form, "experience": row})


@require_POST
def delete_education(request: PortalRequest, pk: int) -> HttpResponse:
    return _deleted(request, Education.objects, pk)


@require_POST
def delete_experience(request: PortalRequest, pk: int) -> HttpResponse:
    return _deleted(request, Experience.objects, pk)


@require_safe
def find_universities(request: PortalRequest) -> HttpResponse:
    """Answer to each letter typed: universities whose name holds the words."""
    rows = search_universities(request.GET.get("school", ""))
    options = [(row.name, _other_name(row)) for row in rows]
    return page(request, "talent/options.html", {"options": options})


@require_safe
def find_programmes(request: PortalRequest) -> HttpResponse:
    """Answer to each letter typed: what the school of the form teaches."""
    words = request.GET.get("discipline_text", "")
    rows = search_programmes(request.GET.get("school", ""), words)
    options = [(row.name, row.degree.label) for row in rows]
    return page(request, "talent/options.html", {"options": options})


def _deleted(request: PortalRequest, rows: HistoryQuerySet, pk: int) -> HttpResponse:
    mine = rows.editable_by(request.viewer).filter(profile__user=request.viewer.user_id)
    row = get_object_or_404(mine.select_related("profile"), pk=pk)
    try:
        remove_row(row, by=request.user)
    except VouchedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Removed."))
    return redirect("talent:history")


def _other_name(university: University) -> str:
    names = {university.name_zh, university.name_en} - {university.name}
    return names.pop() if names else ""


def _saved(filled: list[str]) -> str:
    if not filled:
        return _("Saved.")
    return _("Saved. What was open among your facts was filled in from it; please check them.")
