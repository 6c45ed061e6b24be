from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from companies.choices.openings import OpeningState
from matching.queries.company_interviews import todays_interviews
from matching.queries.desk import counts_by_state, desk_openings, my_organisations
from matching.queries.placement_checks import hired_by, next_look
from matching.views.university_desk import UNIVERSITIES, university_desk
from parks.choices.organisations import OrganisationKind
from parks.http import PortalRequest, page
from parks.paging import paged


@require_safe
def desk(request: PortalRequest) -> HttpResponse:
    if not request.viewer.organisation_ids and request.viewer.interviewing_for:
        return redirect("matching:company_interviews")
    if not request.viewer.organisation_ids:
        return redirect("matching:me")
    organisations = list(my_organisations(request.viewer))
    if all(one.kind in UNIVERSITIES for one in organisations):
        return university_desk(request, organisations)
    narrowed = {name: request.GET.get(name, "") for name in ("state", "company")}
    counts = counts_by_state(request.viewer, company=narrowed["company"])
    openings = desk_openings(request.viewer, **narrowed)
    context = paged(request, openings)
    context |= {
        "organisations": organisations,
        "companies": [one for one in organisations if one.kind == OrganisationKind.COMPANY],
        "states": [(state, counts[state]) for state in OpeningState if state in counts],
        "opening_count": sum(counts.values()),
        "look_back": next_look(hired_by(request.viewer), timezone.localdate()),
        "todays_interviews": todays_interviews(request.viewer, request.user, timezone.now()),
        **narrowed,
    }
    return page(request, "matching/desk.html", context)
