"""What a person is told by their park or university."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from parks.http import PortalRequest, page
from parks.paging import paged
from talent.actions.announcements import open_announcement
from talent.models import Announcement
from talent.queries.announcements import told_to


@require_safe
def announcements(request: PortalRequest) -> HttpResponse:
    context = paged(request, told_to(request.user.pk, timezone.now()))
    return page(request, "talent/announcements.html", context)


@require_safe
def announcement(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show one announcement; whoever it is for has read it by that."""
    now = timezone.now()
    rows = Announcement.objects.visible_to(request.viewer).select_related("organisation")
    found = get_object_or_404(rows, uuid=uuid)
    open_announcement(found, by=request.user, now=now)
    is_over = found.expires_at is not None and found.expires_at <= now
    context = {"announcement": found, "is_over": is_over}
    return page(request, "talent/announcement.html", context)
