"""The notes of a company on an applicant: a page, and what the page of the applicant takes in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.notes import NoteError, write_note
from matching.forms.notes import NoteForm
from matching.models import Application
from matching.queries.applicant_names import named
from matching.queries.notes import colleagues_of, notes_of
from matching.views.own import sent_application, withdrawn_from_us
from parks.http import PortalRequest, page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """What colleagues wrote on an applicant, and a box for the next note."""
    application = sent_application(request, uuid)
    if application is None:
        messages.warning(request, _("The applicant has withdrawn this application."))
        return redirect("matching:applicants", withdrawn_from_us(request, uuid).opening.uuid)
    company = application.opening.company
    form = NoteForm(posted(request), colleagues=colleagues_of(company.pk, but=request.user))
    form.helper.form_action = reverse("matching:notes", args=[application.uuid])
    if form.is_valid() and _written(request, application, form):
        return redirect(_place_of_notes(application))
    context = {
        "application": application,
        "name": named(application, application.opening),
        "notes": notes_of(application.profile, [company.pk]),
        "form": form,
    }
    template = "components/notes_on_applicant.html" if request.htmx else "matching/notes.html"
    return page(request, template, context)


def _written(request: PortalRequest, application: Application, form: NoteForm) -> bool:
    """Keep the note, or say at the form why it cannot be kept."""
    pair = application.opening.company, application.profile
    try:
        write_note(*pair, application=application, by=request.user, **form.cleaned_data)
    except NoteError as error:
        form.add_error("text", str(error))
        return False
    return True


def _place_of_notes(application: Application) -> str:
    return reverse("matching:applicant", args=[application.uuid]) + "#notes"
