from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from companies.models import Company
from companies.queries.openings import openings_per_company
from parks.http import PortalRequest, page
from parks.paging import paged


@login_not_required
@require_safe
def companies(request: PortalRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    rows = Company.objects.visible_to(request.viewer).named(words).with_verified().with_place()
    context = paged(request, rows.order_by("-is_verified", "name_en", "name_zh", "pk"))
    shown = [company.pk for company in context["page"]]
    counts = openings_per_company(Company.objects.filter(pk__in=shown))
    return page(request, "companies/companies.html", {**context, "counts": counts, "words": words})
