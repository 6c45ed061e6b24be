"""What the pages of a company's desk fetch: its own rows, whoever else may see them."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from companies.models import Opening
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from parks.http import PortalRequest


def sent_to_us(request: PortalRequest) -> ApplicationQuerySet:
    """The desk is the company's: an operator, who may see all, has no desk of others here."""
    return Application.objects.sent_to(request.viewer.organisation_ids)


def my_opening(request: PortalRequest, uuid: UUID) -> Opening:
    """Fetch an opening of one of the viewer's own companies; anybody else's is not found."""
    mine = Opening.objects.filter(company__in=request.viewer.organisation_ids)
    return get_object_or_404(mine.with_company(), uuid=uuid)
