from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from matching.actions.calendar_feeds import delete_feed, make_feed
from matching.calendars.events import CalendarMethod, Entry, calendar_text
from matching.models import CalendarFeed
from matching.queries.interviews import calendar_entries, feed_with_token, my_interviews
from parks.http import PortalRequest
from parks.models import User
from talent.models import Profile

FEED_NAME = gettext_lazy("Interviews")
CONTENT_TYPE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def calendar_feed(request: PortalRequest, token: str) -> HttpResponse:
    """What a calendar program reads, without signing in: whoever has the address may."""
    feed = get_object_or_404(feed_with_token(token))
    entries = [Entry(row, row.slot) for row in calendar_entries(feed.profile)]
    response = _file(entries, feed.profile.user, name=FEED_NAME)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    etag = quote_etag(sha256(response.content).hexdigest())
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def interview_file(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The entry of one interview, to open in a calendar by hand."""
    interview = get_object_or_404(my_interviews(request.viewer.user_id), uuid=uuid)
    if interview.slot is None:
        raise Http404
    return calendar_file(Entry(interview, interview.slot), request.user)


@require_POST
def make_calendar(request: PortalRequest) -> HttpResponse:
    make_feed(_my_profile(request), now=timezone.now())
    messages.success(request, _("Your calendar has a new address; an earlier one no longer works."))
    return redirect("matching:interviews")


@require_POST
def delete_calendar(request: PortalRequest) -> HttpResponse:
    delete_feed(_my_profile(request))
    messages.success(request, _("The address of your calendar is deleted and no longer works."))
    return redirect("matching:interviews")


def calendar_file(entry: Entry, reader: User) -> HttpResponse:
    """Answer with one entry as a file to download, in the words for this reader."""
    response = _file([entry], reader)
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return response


def addresses_of(feed: CalendarFeed | None) -> dict[str, str]:
    """Return the private address for a page to show; `webcal:` opens the calendar program."""
    if feed is None:
        return {"feed_address": "", "feed_webcal": ""}
    address = settings.SITE_URL + reverse("matching:calendar_feed", args=[feed.token])
    return {"feed_address": address, "feed_webcal": f"webcal:{address.partition(':')[2]}"}


def _my_profile(request: PortalRequest) -> Profile:
    return get_object_or_404(Profile, user=request.viewer.user_id)


def _file(entries: list[Entry], reader: User, name: str = "") -> HttpResponse:
    text = calendar_text(entries, reader=reader, method=CalendarMethod.PUBLISH, name=name)
    return HttpResponse(text, content_type=CONTENT_TYPE)
