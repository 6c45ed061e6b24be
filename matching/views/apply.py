from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.models import Opening
from companies.queries.openings import similar_openings
from matching.actions.applications import (
    ApplicationError,
    OpeningNotOpenError,
    submit_application,
    why_not_open,
)
from matching.actions.drafts import live_application, save_draft
from matching.choices.applications import ApplicationSource, ApplicationState
from matching.forms.apply import ApplyForm
from matching.models import Application
from matching.queries.applying import documents_for, openings_to_apply_for, questions_of
from matching.queries.shown_profiles import missing_basics, shown_profile
from matching.views.sources import carried, source_of
from parks.http import PortalRequest, page
from talent.actions.cvs import store_document
from talent.choices.profiles import DocumentKind
from talent.cv.errors import CvError
from talent.models import Document, Profile


@dataclass
class Applying:
    """Who applies for what, how they came to it, and what they have written so far."""

    profile: Profile
    opening: Opening
    draft: Application | None
    source: ApplicationSource

    @property
    def is_sent(self) -> bool:
        return self.draft is not None and self.draft.state != ApplicationState.DRAFT

    @property
    def save_address(self) -> str:
        address = reverse("matching:draft", args=[self.opening.uuid])
        return f"{address}{carried(self.source)}"


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The one page: the profile as the company will see it, and what is written to go with it."""
    case = _case(request, uuid)
    if case is None:
        messages.info(request, _("Fill in your profile first; it is what the company reads."))
        return redirect("talent:profile")
    if case.is_sent:
        sent = reverse("matching:receipt", args=[case.draft.uuid])
        return redirect(sent if request.method == "POST" else case.draft)
    if request.method == "POST":
        return _send(request, case)
    reason = why_not_open(case.opening, timezone.localdate())
    return _no_longer_open(request, case, reason) if reason else _show(request, case, _form(case))


@require_POST
def draft(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Keep what is written without sending it; htmx asks for the line that says when."""
    case = _case(request, uuid)
    if case is None:
        return redirect("talent:profile")
    form = None
    if not case.is_sent:
        form = _read(request, case, lenient=True)
        case.draft = _save(case, form)
    if request.htmx:
        return page(request, "matching/draft_state.html", {"application": case.draft})
    if form is not None and form.errors:
        return _show(request, case, form)
    messages.success(request, _("Your draft is saved. Nothing is sent yet."))
    return redirect("matching:apply", uuid)


def _case(request: PortalRequest, uuid: UUID) -> Applying | None:
    """Return what somebody is about to write, or None when they have no profile yet."""
    mine = Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)
    profile = mine.with_facts().first()
    opening = get_object_or_404(openings_to_apply_for(request.viewer), uuid=uuid)
    if profile is None:
        return None
    draft = live_application(profile, opening)
    return Applying(profile, opening, draft, source_of(request))


def _form(
    case: Applying,
    data: QueryDict | None = None,
    files: MultiValueDict | None = None,
    *,
    lenient: bool = False,
) -> ApplyForm:
    return ApplyForm(
        data,
        files,
        initial={"message": case.draft.message if case.draft else ""},
        questions=questions_of(case.opening, case.draft),
        documents=documents_for(case.profile, case.draft),
        save_address=case.save_address,
        lenient=lenient,
    )


def _read(request: PortalRequest, case: Applying, *, lenient: bool = False) -> ApplyForm:
    """Read what was posted; a good file is kept and ticked, whatever else is wrong."""
    form = _form(case, request.POST, request.FILES, lenient=lenient)
    form.full_clean()
    added = _store_upload(request, case, form)
    if added is None:
        return form
    data = request.POST.copy()
    data.appendlist("documents", str(added.pk))
    form = _form(case, data, lenient=lenient)
    form.full_clean()
    return form


def _store_upload(request: PortalRequest, case: Applying, form: ApplyForm) -> Document | None:
    file = form.cleaned_data.get("upload")
    if not file:
        return None
    kind = DocumentKind(form.cleaned_data.get("upload_kind") or DocumentKind.OTHER)
    try:
        return store_document(
            case.profile, data=file.read(), filename=file.name, kind=kind, by=request.user
        )
    except CvError as error:
        form.add_error("upload", str(error))
        return None


def _send(request: PortalRequest, case: Applying) -> HttpResponse:
    """Send what was posted; what stands in the way is said, and what was written stays a draft."""
    form = _read(request, case)
    try:
        application = _submit(case, form)
    except OpeningNotOpenError as error:
        _keep(case, form)
        return _no_longer_open(request, case, str(error))
    except ApplicationError as error:
        form.add_error(None, str(error))
        application = None
    if application is not None:
        return redirect("matching:receipt", application.uuid)
    _keep(case, form)
    return _show(request, case, form)


def _submit(case: Applying, form: ApplyForm) -> Application | None:
    """Send what is complete; None when something is still missing, which the form says."""
    today = timezone.localdate()
    reason = why_not_open(case.opening, today)
    if reason:
        raise OpeningNotOpenError(reason)
    if missing_basics(case.profile):
        form.add_error(None, _("Complete your profile before you send this."))
    if not form.is_valid():
        return None
    return submit_application(
        case.profile, opening=case.opening, source=case.source, today=today, **form.written()
    )


def _keep(case: Applying, form: ApplyForm) -> None:
    """Keep what was written as a draft, unless nothing was."""
    written = form.written()
    if any((written["message"], written["documents"], *written["answers"].values())):
        case.draft = _save(case, form)


def _save(case: Applying, form: ApplyForm) -> Application:
    return save_draft(case.profile, opening=case.opening, source=case.source, **form.written())


def _show(request: PortalRequest, case: Applying, form: ApplyForm) -> HttpResponse:
    context = {
        "opening": case.opening,
        "profile": case.profile,
        "shown": shown_profile(case.profile, granted=True),
        "granted": True,
        "missing": missing_basics(case.profile),
        "application": case.draft,
        "save_address": case.save_address,
        "form": form,
    }
    return page(request, "matching/apply.html", context)


def _no_longer_open(request: PortalRequest, case: Applying, reason: str) -> HttpResponse:
    context = {
        "opening": case.opening,
        "reason": reason,
        "draft": case.draft,
        "similar": similar_openings(case.opening),
    }
    return page(request, "matching/no_longer_open.html", context, status=410)
