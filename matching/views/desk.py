from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from matching.queries.desk import desk_openings, my_organisations
from parks.http import PortalRequest, page
from parks.paging import paged


@require_safe
def desk(request: PortalRequest) -> HttpResponse:
    if not request.viewer.organisation_ids:
        return redirect("matching:me")
    context = paged(request, desk_openings(request.viewer))
    context["organisations"] = my_organisations(request.viewer)
    return page(request, "matching/desk.html", context)
