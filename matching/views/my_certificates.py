"""The certificates of a person: to look at, to take along, to share."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from matching.queries.my_certificates import with_sessions
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.exports.certificate_paper import verify_address
from talent.queries.certificates import my_certificates as mine
from talent.queries.certificates import present_day, standing_of


@require_safe
def my_certificates(request: PortalRequest) -> HttpResponse:
    found = paged(request, with_sessions(mine(request.viewer.user_id)))
    today = present_day()
    rows = [(row, standing_of(row, today), verify_address(row)) for row in found["page"]]
    return page(request, "matching/my_certificates.html", {**found, "rows": rows})
