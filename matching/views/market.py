from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from companies.actions.searching import search_openings
from companies.models import Opening
from companies.public.job_posting import ADDRESS, job_posting
from companies.queries.openings import openings_in_order, similar_openings
from companies.search import page_of, read_search, shown_search, window_at
from matching.loading.pairs import explain_pair
from matching.models import Application
from matching.queries.market import mine_in_market
from matching.queries.wishes import with_wish_for
from matching.views.me import wish_context
from matching.views.sources import carried, source_of
from parks.http import PortalRequest, page
from talent.models import Profile


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def market(request: PortalRequest) -> HttpResponse:
    """The openings on offer; htmx gets the results with the facets, a browser the whole page."""
    search = read_search(request.GET)
    mine = mine_in_market(request.viewer)
    number = request.GET.get("page", "")
    answer = search_openings(
        search, today=timezone.localdate(), window=window_at(number), best=list(mine.points)
    )
    openings = openings_in_order(answer.found.ids)
    context = {
        **page_of(openings, answer.found.count, number),
        **shown_search(search, answer, with_match=bool(mine.points)),
        **mine._asdict(),
        "is_part": request.htmx and not request.htmx.history_restore_request,
    }
    template = "matching/market_results.html" if context["is_part"] else "matching/market.html"
    response = page(request, template, context)
    response["HX-Push-Url"] = f"{reverse('matching:market')}?{search.address}"
    return response


@login_not_required
@require_safe
def opening(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = Opening.objects.visible_to(request.viewer).with_company().with_requirements()
    opening = get_object_or_404(rows.select_related(*ADDRESS), uuid=uuid)
    today = timezone.localdate()
    gone = opening.has_ended(today)
    context = {
        "opening": opening,
        "similar": similar_openings(opening) if gone else None,
        "takes_applications": opening.takes_applications(today),
        "job_posting": job_posting(opening) if opening.takes_applications(today) else {},
        "is_mine": opening.company_id in request.viewer.organisation_ids,
        "source": carried(source_of(request)),
        **_for_graduate(request, opening),
    }
    return page(request, "matching/opening.html", context, status=410 if gone else 200)


def _for_graduate(request: PortalRequest, opening: Opening) -> dict[str, Any]:
    """What only a person with a profile sees: how the opening suits, and their application."""
    mine = Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)
    profile = with_wish_for(mine.for_explaining(), opening.uuid).first()
    if profile is None:
        return {"explanation": None, "application": None}
    applications = Application.objects.live().filter(profile=profile, opening=opening)
    return {
        "explanation": explain_pair(profile, opening, dismissed=profile.dismissed_for is not None),
        "application": applications.first(),
        **wish_context(profile),
    }
