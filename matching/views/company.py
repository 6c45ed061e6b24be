from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from companies.models import Company, Opening
from matching.queries.responses import responses_of
from parks.http import PortalRequest, page
from parks.paging import paged


@login_not_required
@require_safe
def company(request: PortalRequest, slug: str) -> HttpResponse:
    """The public page of a company: its openings, and how it answers those who apply."""
    rows = Company.objects.visible_to(request.viewer).with_verified().with_place()
    company = get_object_or_404(rows.prefetch_related("chain_stages"), slug=slug)
    openings = Opening.objects.on_offer().filter(company=company).with_company()
    context = paged(request, openings.with_skills().newest_first())
    context["responses"] = responses_of(company.pk, timezone.now())
    return page(request, "matching/company.html", {"company": company, **context})
