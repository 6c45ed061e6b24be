"""A graduate says where they are, and sees what their university has recorded."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.actions.outcomes import OutcomeError, record_outcome
from matching.choices.outcomes import OutcomeMonth, OutcomeSource
from matching.forms.outcomes import OutcomeForm
from matching.models import Application, Outcome, TripartiteAgreement
from matching.queries.outcomes import asked_of, hiring_of
from matching.queries.placement_checks import hirings_of, looks_at, with_people
from parks.http import PortalRequest, page, posted
from talent.models import RosterEntry


@require_safe
def my_destinations(request: PortalRequest) -> HttpResponse:
    mine = TripartiteAgreement.objects.filter(entry__user=request.user.pk)
    today, hirings = timezone.localdate(), with_people(hirings_of(request.user.pk))
    context = {
        "asked": asked_of(request.user.pk, today),
        "hirings": looks_at(hirings.order_by("-hired_on", "-pk"), today),
        "agreements": mine.select_related("entry__university", "company").order_by("pk"),
    }
    return page(request, "matching/my_destinations.html", context)


def answer(request: PortalRequest, entry_uuid: UUID, months: int) -> HttpResponse:
    """Ask one time; the company that hired them here is filled in for them to confirm."""
    mine = RosterEntry.objects.filter(user=request.user.pk).select_related("university")
    entry = get_object_or_404(mine, uuid=entry_uuid)
    if months not in OutcomeMonth.values:
        raise Http404
    outcome = Outcome.objects.filter(entry=entry, months=months).first()
    hiring = hiring_of(request.user.pk) if months == OutcomeMonth.AT_GRADUATION else None
    employer = str(hiring.opening.company) if hiring else ""
    form = OutcomeForm(posted(request), request.FILES or None, outcome=outcome, employer=employer)
    if form.is_valid() and _record(request, entry, months, form, hiring):
        messages.success(request, _("Thank you: your university has your answer."))
        return redirect("matching:my_destinations")
    context = {
        "entry": entry,
        "form": form,
        "outcome": outcome,
        "hiring": hiring if outcome is None else None,
        "month": OutcomeMonth(months).label,
    }
    return page(request, "matching/answer_destination.html", context)


def _record(
    request: PortalRequest,
    entry: RosterEntry,
    months: int,
    form: OutcomeForm,
    hiring: Application | None,
) -> bool:
    """What is confirmed of a hiring here is known from the portal, and leads to the company."""
    company = hiring.opening.company if hiring else None
    is_confirmed = company is not None and form.cleaned_data["employer_text"] == str(company)
    try:
        record_outcome(
            entry,
            months=months,
            source=OutcomeSource.PORTAL if is_confirmed else OutcomeSource.GRADUATE,
            by=request.user,
            today=timezone.localdate(),
            company=company if is_confirmed else None,
            **form.cleaned_data,
        )
    except OutcomeError as error:
        form.add_error(None, str(error))
        return False
    return True
