from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parks.http import PortalRequest, page, posted
from talent.actions.cvs import remove_document, save_cv, store_document
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind, DocumentKind
from talent.cv.errors import CvError
from talent.forms.cv import CvForm, ReviewForm
from talent.models import Document, Profile
from talent.recognition import read_kept_cv

GONE = gettext_lazy("This file is no longer kept. Upload it again.")


def cv(request: PortalRequest) -> HttpResponse:
    """Upload a CV: it is kept as a private document and read; the review comes next."""
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    if profile is None:
        messages.info(request, _("Save your profile first, then upload a CV to it."))
        return redirect("talent:profile")
    form = CvForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            document = store_document(
                profile, data=file.read(), filename=file.name, kind=DocumentKind.CV, by=request.user
            )
        except CvError as error:
            form.add_error("file", str(error))
        else:
            return redirect("talent:review", document.uuid)
    documents = profile.documents.order_by("-uploaded_at", "-pk")
    return page(request, "talent/cv.html", {"form": form, "documents": documents})


def review(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show what was recognised in a CV; only what is ticked enters the profile."""
    document = get_object_or_404(Document.objects.editable_by(request.viewer), uuid=uuid)
    try:
        fields = read_kept_cv(document)
    except (CvError, FileNotFoundError) as error:
        messages.error(request, str(error) if isinstance(error, CvError) else GONE)
        return redirect("talent:cv")
    form = ReviewForm(posted(request), fields=fields)
    if form.is_valid():
        save_cv(document.profile, fields=form.chosen(), document=document, by=request.user)
        messages.success(request, _("What you ticked is in your profile now."))
        return redirect("talent:skills")
    return page(request, "talent/review.html", {"form": form, "document": document})


@require_safe
def document(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand out a private file: to its owner, and to whom a grant allows, with a disclosure."""
    document = get_object_or_404(
        Document.objects.visible_to(request.viewer).select_related("profile"), uuid=uuid
    )
    grants = document.grants.live().filter(organisation__in=request.viewer.organisation_ids)
    for grant in grants.select_related("organisation"):
        note_disclosure(
            document.profile,
            viewer=request.viewer,
            organisation=grant.organisation,
            kind=DisclosureKind.DOCUMENT,
            detail=document.filename,
        )
    if not document.file.storage.exists(document.file.name):
        raise Http404
    response = FileResponse(document.file.open(), as_attachment=True, filename=document.filename)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def delete_document(request: PortalRequest, uuid: UUID) -> HttpResponse:
    document = get_object_or_404(Document.objects.editable_by(request.viewer), uuid=uuid)
    remove_document(document, by=request.user)
    messages.success(request, _("The file is deleted."))
    return redirect("talent:cv")
