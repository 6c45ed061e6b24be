"""What the pages of a company's desk fetch: its own rows, whoever else may see them."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.applicant_names import with_names
from parks.http import PortalRequest


def sent_to_us(request: PortalRequest) -> ApplicationQuerySet:
    """The desk is the company's: an operator, who may see all, has no desk of others here."""
    return Application.objects.sent_to(request.viewer.organisation_ids)


def my_opening(request: PortalRequest, uuid: UUID) -> Opening:
    """Fetch an opening of one of the viewer's own companies; anybody else's is not found."""
    mine = Opening.objects.filter(company__in=request.viewer.organisation_ids)
    return get_object_or_404(mine.with_company(), uuid=uuid)


def sent_application(request: PortalRequest, uuid: UUID) -> Application | None:
    """Fetch an application that lies with us and whose applicant we may read."""
    rows = with_names(sent_to_us(request), request.viewer).filter(is_readable=True)
    return rows.with_opening().with_contents().filter(uuid=uuid).first()


def withdrawn_from_us(request: PortalRequest, uuid: UUID) -> Application:
    """Fetch what was sent to us and taken back since; anything else is not found."""
    ours = Application.objects.filter(opening__company__in=request.viewer.organisation_ids)
    gone = ours.filter(state=ApplicationState.WITHDRAWN, submitted_at__isnull=False)
    return get_object_or_404(gone.with_opening(), uuid=uuid)
