"""The page of an organisation for its own people: how far its verification is, and its facts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.actions.registration import CodeTakenError, change_organisation
from companies.forms.organisations import OrganisationForm, form_class_of, initial_of
from companies.models import Company
from parks.actions.evidence import bring_evidence, send_again, submit_organisation
from parks.actions.organisations import OrganisationError
from parks.choices.organisations import MAY_BE_CORRECTED, OrganisationKind, VerificationState
from parks.evidence_files import EvidenceError
from parks.forms.base import PortalForm
from parks.forms.evidence import AddFileForm, SendAgainForm, SubmitForm
from parks.http import PortalRequest, page
from parks.models import Organisation, User, Verification
from parks.queries.organisations import my_memberships

OPEN = (VerificationState.PENDING, VerificationState.IN_REVIEW)


def organisation(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show the organisation to everybody who acts for it; its administrators change its facts."""
    viewer, is_sent = request.viewer, request.method == "POST"
    acting = viewer.organisation_ids | viewer.interviewing_for
    organisation = _mine(viewer.administered_ids if is_sent else acting, uuid)
    if not is_sent:
        return _page(request, organisation)
    form = _facts_form(organisation, _history(organisation), request.POST)
    if form.is_valid():
        try:
            change_organisation(organisation, facts=form.facts(), by=request.user)
        except CodeTakenError as error:
            form.add_error("credit_code", str(error))
        except OrganisationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The facts are saved."))
            return redirect("companies:organisation", uuid)
    return _page(request, organisation, form=form)


@require_POST
def submit(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Ask to be verified, again after the office has declined or asked for more.

    While the office looks a file can be added.
    """
    organisation = _mine(request.viewer.administered_ids, uuid)
    history = _history(organisation)
    form = _evidence_form(organisation, history, request.POST, request.FILES)
    if form and form.is_valid():
        try:
            _send(form, organisation, history, by=request.user)
        except (OrganisationError, EvidenceError) as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Sent. You will hear from the park office."))
            return redirect("companies:organisation", uuid)
    return _page(request, organisation, evidence_form=form)


def _send(
    form: PortalForm, organisation: Organisation, history: list[Verification], *, by: User
) -> None:
    file = form.cleaned_data["file"]
    if isinstance(form, SubmitForm):
        submit_organisation(organisation, file=file, by=by)
    elif isinstance(form, SendAgainForm):
        send_again(history[0], file=file, by=by)
    else:
        bring_evidence(history[0], file=file, by=by)


def _mine(ids: frozenset[int], uuid: UUID) -> Organisation:
    """Return an organisation among these; a company as one, for it has more to say."""
    rows = Organisation.objects.filter(pk__in=ids).with_verified().select_related("park", "region")
    organisation = get_object_or_404(rows, uuid=uuid)
    if organisation.kind != OrganisationKind.COMPANY:
        return organisation
    return Company.objects.filter(pk=organisation.pk).with_verified().with_place().get()


def _page(request: PortalRequest, organisation: Organisation, **forms: Any) -> HttpResponse:
    """Show what the viewer's role allows; `forms` are those that were sent with faults."""
    history, is_admin = _history(organisation), organisation.pk in request.viewer.administered_ids
    shown = {"form": None, "evidence_form": None}
    if is_admin:
        shown["form"] = _facts_form(organisation, history)
        shown["evidence_form"] = _evidence_form(organisation, history)
    context = {
        "organisation": organisation,
        "membership": my_memberships(request.viewer).get(organisation=organisation.pk),
        "history": history,
        "last": history[0] if history else None,
        "is_admin": is_admin,
        "is_interviewer": organisation.pk in request.viewer.interviewing_for,
        "is_locked": _is_locked(history),
        **shown,
        **forms,
    }
    return page(request, "companies/organisation.html", context)


def _history(organisation: Organisation) -> list[Verification]:
    rows = organisation.verifications.prefetch_related("evidence").select_related("submitted_by")
    return list(rows.order_by("-submitted_at", "-pk"))


def _is_locked(history: list[Verification]) -> bool:
    return any(each.state not in MAY_BE_CORRECTED for each in history)


def _facts_form(
    organisation: Organisation, history: list[Verification], sent: QueryDict | None = None
) -> OrganisationForm:
    initial, is_locked = initial_of(organisation), _is_locked(history)
    form = form_class_of(organisation)(sent, initial=initial, locked=is_locked)
    form.helper.form_action = reverse("companies:organisation", args=[organisation.uuid])
    return form


def _evidence_form(
    organisation: Organisation,
    history: list[Verification],
    sent: QueryDict | None = None,
    files: MultiValueDict | None = None,
) -> PortalForm | None:
    """Return what may be uploaded now: a request, another file for one, or nothing more."""
    last = history[0] if history else None
    if last is None or last.state == VerificationState.DECLINED:
        form = SubmitForm(sent, files, has_files=bool(last and last.evidence.all()))
    elif last.state == VerificationState.ASKED:
        form = SendAgainForm(sent, files)
    elif last.state in OPEN:
        form = AddFileForm(sent, files)
    else:
        return None
    form.helper.form_action = reverse("companies:submit", args=[organisation.uuid])
    return form
