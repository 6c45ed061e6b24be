from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from companies.models import Company, Opening
from companies.queries.openings import openings_per_company
from companies.queries.parks import listed_parks
from parks.http import PortalRequest, page
from parks.models import Park

SHOWN = 6


@login_not_required
@require_safe
def parks(request: PortalRequest) -> HttpResponse:
    return page(request, "companies/parks.html", {"parks": listed_parks(request.viewer)})


@login_not_required
@require_safe
def park(request: PortalRequest, slug: str) -> HttpResponse:
    park = get_object_or_404(
        Park.objects.visible_to(request.viewer).select_related("region"), slug=slug
    )
    openings = Opening.objects.on_offer().filter(park=park).with_company().newest_first()
    companies = Company.objects.visible_to(request.viewer).filter(park=park).with_verified()
    shown = companies.with_place().order_by("-is_verified", "pk")[: 2 * SHOWN]
    context = {
        "park": park,
        "honours": park.honours.order_by("-year", "pk"),
        "openings": openings.with_skills()[:SHOWN],
        "companies": shown,
        "counts": openings_per_company(Company.objects.filter(park=park)),
        "opening_count": openings.count(),
        "company_count": companies.count(),
    }
    return page(request, "companies/park.html", context)
