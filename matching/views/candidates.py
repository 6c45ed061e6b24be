from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from matching.loading.pairs import explain_pair, explain_pairs
from matching.queries.desk import my_organisations
from matching.queries.matches import candidates_in_order, graduates_for
from matching.queries.shown_profiles import shown_profile
from matching.views.own import my_opening
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Document, Profile

SHOWN_ON_A_PAGE = 10


@require_safe
def candidates(request: PortalRequest, uuid: UUID) -> HttpResponse:
    opening = my_opening(request, uuid)
    found = graduates_for(opening)
    people = candidates_in_order(found.ids, request.viewer)
    context = paged(request, people, size=SHOWN_ON_A_PAGE)
    shown = list(context["page"])
    explanations = explain_pairs(shown, [opening])
    context |= {
        "opening": opening,
        "candidates": [(profile, explanations[profile.pk, opening.pk]) for profile in shown],
        "computed_at": found.computed_at,
        "is_verified": bool(shown) or my_organisations(request.viewer).verified().exists(),
    }
    return page(request, "matching/candidates.html", context)


@require_safe
def candidate(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """One candidate for one opening: the reasons, and contact data where there is a grant."""
    opening = my_opening(request, uuid)
    rows = Profile.objects.visible_to(request.viewer).for_explaining()
    profile = get_object_or_404(rows.with_granted(request.viewer), uuid=profile_uuid)
    granted = profile.is_granted
    note_disclosure(
        profile, viewer=request.viewer, organisation=opening.company, kind=DisclosureKind.PROFILE
    )
    documents = Document.objects.visible_to(request.viewer).filter(profile=profile)
    explanation = explain_pair(profile, opening, quoting=granted)
    context = {
        "opening": opening,
        "profile": profile,
        "shown": shown_profile(profile, granted=granted),
        "granted": granted,
        "explanation": explanation,
        "documents": documents.order_by("-uploaded_at", "-pk") if granted else (),
    }
    return page(request, "matching/candidate.html", context)
