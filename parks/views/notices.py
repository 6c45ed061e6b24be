from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from parks.actions.notices import KEPT_FOR, open_notice, read_notices, set_preferences
from parks.forms.notices import PreferencesForm, ReadForm
from parks.http import PortalRequest, page, posted
from parks.models import Notice, NoticePreference
from parks.paging import paged


@require_safe
def notices(request: PortalRequest) -> HttpResponse:
    """Show a person what they were told, the newest first."""
    mine = Notice.objects.filter(user=request.user).newest_first()
    return page(request, "parks/notices.html", {**paged(request, mine), "days": KEPT_FOR.days})


@require_GET
def notice(request: PortalRequest, pk: int) -> HttpResponse:
    """Open a notice: it counts as read, and the page it is about follows."""
    mine = Notice.objects.filter(user=request.user)
    notice = open_notice(get_object_or_404(mine, pk=pk))
    return redirect(notice.path or "parks:notices")


@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if form.is_valid():
        read_notices(request.user, until=form.cleaned_data["until"])
    return redirect("parks:notices")


def preferences(request: PortalRequest) -> HttpResponse:
    wishes = NoticePreference.objects.filter(user=request.user)
    form = PreferencesForm(posted(request), wishes=wishes, viewer=request.viewer)
    if form.is_valid():
        set_preferences(request.user, form.wishes())
        messages.success(request, _("Saved. From now on you are told as you wish."))
        return redirect("parks:notice_preferences")
    return page(request, "parks/notices_preferences.html", {"form": form})
