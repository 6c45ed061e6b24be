import io

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parks.http import PortalRequest
from talent.exports.json_resume import json_resume as written_resume
from talent.exports.pdf import render_cv
from talent.exports.sheet import cv_sheet
from talent.models import Profile
from talent.queries.profiles import whole_profiles

LANGUAGES = ("zh-hans", "en")


@require_safe
def json_resume(request: PortalRequest) -> HttpResponse:
    """Hand out one's profile as JSON Resume, to take along or to bring back."""
    profile = get_object_or_404(whole_profiles(), user=request.viewer.user_id)
    return _file(written_resume(profile), _name(profile, "json"), "application/json")


@require_safe
def pdf_cv(request: PortalRequest) -> HttpResponse:
    """Hand out one's profile as a printed CV, in the language asked for or that of the page."""
    profile = get_object_or_404(whole_profiles(), user=request.viewer.user_id)
    asked = request.GET.get("language")
    with override(asked if asked in LANGUAGES else get_language()):
        data, name = render_cv(cv_sheet(profile)), _name(profile, "pdf")
    return _file(data, name, "application/pdf")


def _name(profile: Profile, extension: str) -> str:
    return f"{profile.user.full_name} {_('CV')}.{extension}".strip().replace("/", "-")


def _file(data: bytes, name: str, content_type: str) -> HttpResponse:
    response = FileResponse(
        io.BytesIO(data), as_attachment=True, filename=name, content_type=content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response
