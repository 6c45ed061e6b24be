"""The start page of a career office."""

from django.http import HttpResponse
from django.utils import timezone

from matching.queries.students import progress_of, waiting_at
from matching.queries.university_desk import advice_for, figures_of
from parks.choices.organisations import OrganisationKind
from parks.http import PortalRequest, page
from parks.models import Organisation

UNIVERSITIES = (OrganisationKind.UNIVERSITY, OrganisationKind.COLLEGE)


def university_desk(request: PortalRequest, universities: list[Organisation]) -> HttpResponse:
    """Show the numbers of one university, the first or the one in the address, and what to do."""
    wanted = request.GET.get("university", "")
    university = next((each for each in universities if each.slug == wanted), universities[0])
    now = timezone.now()
    waiting, progress = waiting_at(university, now), progress_of(university)
    context = {
        "universities": universities,
        "university": university,
        "advice": advice_for(university, waiting),
        "figures": figures_of(university, waiting, progress),
        "now": now,
    }
    return page(request, "matching/university_desk.html", context)
