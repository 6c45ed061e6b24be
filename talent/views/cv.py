from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from parks.http import PortalRequest, page, posted
from talent.actions.cvs import remove_document, store_cv
from talent.actions.disclosures import note_disclosure
from talent.actions.proposals import propose
from talent.actions.reviews import accept_proposals
from talent.choices.profiles import DisclosureKind
from talent.cv.errors import CvError
from talent.cv.values import CvFields
from talent.forms.cv import CvForm, ReviewForm
from talent.models import Document, Profile
from talent.queries.completeness import completeness_of
from talent.recognition import read_kept_cv, unknown_certificates

GONE = gettext_lazy("This file is no longer kept. Upload it again.")


def cv(request: PortalRequest) -> HttpResponse:
    """Upload a CV: it is kept as a private document and read; the review comes next.

    Somebody without a profile gets an empty one with the first file that can be read.
    """
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    form = CvForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            document = store_cv(request.user, data=file.read(), filename=file.name)
        except CvError as error:
            form.add_error("file", str(error))
        else:
            return redirect("talent:review", document.uuid)
    documents = profile.documents.order_by("-uploaded_at", "-pk") if profile else []
    context = {
        "form": form,
        "documents": documents,
        "profile": profile,
        "completeness": completeness_of(request.user.pk),
    }
    return page(request, "talent/cv.html", context)


def review(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show what was recognised in a CV; only what is confirmed enters the profile."""
    mine = Document.objects.editable_by(request.viewer).select_related("profile__user")
    document = get_object_or_404(mine, uuid=uuid)
    try:
        fields = read_kept_cv(document)
    except (CvError, FileNotFoundError) as error:
        messages.error(request, str(error) if isinstance(error, CvError) else GONE)
        return redirect("talent:cv")
    form = ReviewForm(posted(request), proposals=propose(document.profile, fields))
    if form.is_valid():
        number = accept_proposals(
            document.profile, fields=fields, taken=form.taken(), document=document, by=request.user
        )
        messages.success(request, _accepted(number))
        return redirect("talent:profile")
    context = {"form": form, "document": document, **_asides(fields)}
    return page(request, "talent/review.html", context)


def _accepted(number: int) -> str:
    said = ngettext(
        "%(number)d entry of your CV is in your profile now.",
        "%(number)d entries of your CV are in your profile now.",
        number,
    )
    return said % {"number": number}


def _asides(fields: CvFields) -> dict[str, Any]:
    """What was read and has no place in a profile of its own."""
    months = fields.stated_experience
    return {
        "years": months.value / 12 if months and not fields.experiences else None,
        "certificates": unknown_certificates(fields),
    }


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
