from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from companies.models import Opening
from companies.queries.openings import (
    degree_choices,
    find_openings,
    kind_choices,
    park_choices,
)
from companies.search import read_search
from matching.loading.pairs import explain_pair
from matching.models import Application
from parks.http import PortalRequest, page
from parks.models import Park
from parks.paging import paged
from talent.models import Profile


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def market(request: PortalRequest) -> HttpResponse:
    search = read_search(request.GET)
    openings = find_openings(search).with_company().with_skills().newest_first()
    parks = Park.objects.visible_to(request.viewer).order_by("name_en", "pk")
    kinds = kind_choices(search)
    count = sum(kind.count for kind in kinds if kind.chosen or not search.kinds)
    context = {
        **paged(request, openings, count=count),
        "search": search,
        "kinds": kinds,
        "parks": park_choices(search, parks),
        "degrees": degree_choices(search),
    }
    template = "matching/market_results.html" if request.htmx else "matching/market.html"
    return page(request, template, context)


@login_not_required
@require_safe
def opening(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = Opening.objects.visible_to(request.viewer).with_company().with_requirements()
    opening = get_object_or_404(rows, uuid=uuid)
    today = timezone.localdate()
    context = {
        "opening": opening,
        "takes_applications": opening.takes_applications(today),
        "is_mine": opening.company_id in request.viewer.organisation_ids,
        **_for_graduate(request, opening),
    }
    gone = opening.has_ended(today)
    return page(request, "matching/opening.html", context, status=410 if gone else 200)


def _for_graduate(request: PortalRequest, opening: Opening) -> dict[str, Any]:
    """What only a person with a profile sees: how the opening suits, and their application."""
    mine = Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)
    profile = mine.for_explaining().first()
    if profile is None:
        return {"explanation": None, "application": None}
    applications = Application.objects.live().filter(profile=profile, opening=opening)
    return {
        "explanation": explain_pair(profile, opening),
        "application": applications.first(),
    }
