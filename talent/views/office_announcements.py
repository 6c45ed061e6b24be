"""A park office or a career office writes announcements, publishes them and sees who has read."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.http import PortalRequest, page, posted
from parks.models import Organisation
from parks.paging import paged
from talent.actions.announcements import (
    AnnouncementError,
    delete_announcement,
    end_announcement,
    publish_announcement,
    save_announcement,
    withdraw_announcement,
)
from talent.choices.announcements import AUTHORS, UNIVERSITIES
from talent.choices.university import AnnouncementAudience
from talent.forms.announcements import AnnouncementForm
from talent.models import Announcement
from talent.queries.announcements import readers_of, written_at


def own_office(request: PortalRequest, uuid: UUID) -> Organisation:
    """Return an office that this person acts for, or 404."""
    mine = Organisation.objects.filter(pk__in=request.viewer.organisation_ids, kind__in=AUTHORS)
    return get_object_or_404(mine, uuid=uuid)


def own_announcement(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> Announcement:
    """Return what an office that this person acts for has written, with its counts, or 404."""
    office = own_office(request, uuid)
    rows = written_at(office).editable_by(request.viewer).select_related("organisation")
    return get_object_or_404(rows, uuid=announcement_uuid)


@require_safe
def written(request: PortalRequest, uuid: UUID) -> HttpResponse:
    office = own_office(request, uuid)
    context = {**paged(request, written_at(office)), **_about(office), "now": timezone.now()}
    return page(request, "talent/office_announcements.html", context)


def edit(request: PortalRequest, uuid: UUID, announcement_uuid: UUID | None = None) -> HttpResponse:
    """Write an announcement, or change a draft."""
    row = own_announcement(request, uuid, announcement_uuid) if announcement_uuid else None
    office = own_office(request, uuid)
    form = AnnouncementForm(posted(request), organisation=office, announcement=row)
    if form.is_valid():
        try:
            row = save_announcement(office, announcement=row, by=request.user, **form.facts())
        except AnnouncementError as error:
            messages.error(request, str(error))
        return redirect("talent:office_announcement", uuid, row.uuid)
    context = {"form": form, "announcement": row, **_about(office)}
    return page(request, "talent/edit_announcement.html", context)


@require_safe
def look(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> HttpResponse:
    """Show it as its readers see it, with how many it reaches and how many have read it."""
    row = own_announcement(request, uuid, announcement_uuid)
    now = timezone.now()
    context = {
        "announcement": row,
        "reach": readers_of(row).count(),
        "programmes": list(row.programmes.order_by("pk")),
        "audience": [AnnouncementAudience(each).label for each in row.audience],
        "is_over": row.expires_at is not None and row.expires_at <= now,
        **_about(row.organisation),
    }
    return page(request, "talent/office_announcement.html", context)


@require_POST
def publish(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> HttpResponse:
    row = own_announcement(request, uuid, announcement_uuid)
    said = _("Published: everybody it is for is told now, by and by.")
    return _do(
        request, row, said, lambda: publish_announcement(row, by=request.user, now=timezone.now())
    )


@require_POST
def withdraw(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> HttpResponse:
    row = own_announcement(request, uuid, announcement_uuid)
    said = _("Taken back: it is a draft again. Mails that were sent remain with their readers.")
    return _do(request, row, said, lambda: withdraw_announcement(row, by=request.user))


@require_POST
def end(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> HttpResponse:
    row = own_announcement(request, uuid, announcement_uuid)
    said = _("Ended: it is no longer on the list of its readers.")
    return _do(
        request, row, said, lambda: end_announcement(row, by=request.user, now=timezone.now())
    )


@require_POST
def delete(request: PortalRequest, uuid: UUID, announcement_uuid: UUID) -> HttpResponse:
    row = own_announcement(request, uuid, announcement_uuid)
    try:
        delete_announcement(row, by=request.user)
    except AnnouncementError as error:
        messages.error(request, str(error))
        return redirect("talent:office_announcement", uuid, announcement_uuid)
    messages.success(request, _("The draft is deleted."))
    return redirect("talent:office_announcements", uuid)


def _do(
    request: PortalRequest, row: Announcement, said: str, action: Callable[[], object]
) -> HttpResponse:
    try:
        action()
    except AnnouncementError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("talent:office_announcement", row.organisation.uuid, row.uuid)


def _about(office: Organisation) -> dict[str, object]:
    """What the head of each page needs: a university has tabs."""
    return {"office": office, "university": office, "has_tabs": office.kind in UNIVERSITIES}
