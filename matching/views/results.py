"""What came of an agreement or of a training programme, in people."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from companies.models import Programme
from matching.queries.agreement_results import may_know_people, programme_results, results
from matching.queries.result_tables import result_tables
from parks.http import PortalRequest, page
from parks.models import Agreement


@require_safe
def agreement_outcome(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show the results to the parties and the park office."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.viewer), uuid=uuid)
    knows_people = may_know_people(agreement, request.viewer)
    return page(
        request,
        "matching/results.html",
        {
            "owner": agreement,
            "tables": result_tables(results(agreement, knows_people=knows_people)),
            "knows_people": knows_people,
        },
    )


@require_safe
def programme_outcome(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show the results to the organiser and the park office."""
    programme = get_object_or_404(Programme.objects.editable_by(request.viewer), uuid=uuid)
    knows_people = may_know_people(programme, request.viewer)
    return page(
        request,
        "matching/results.html",
        {
            "owner": programme,
            "tables": result_tables(programme_results(programme, knows_people=knows_people)),
            "knows_people": knows_people,
        },
    )
