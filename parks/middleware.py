from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from parks.queries.viewers import viewer_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Puts `request.viewer` there, and shows times in the person's zone.

    What somebody signed in has read stays in no cache: after signing out, "Back" shows nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))
        zone = getattr(request.user, "time_zone", settings.TIME_ZONE)
        with timezone.override(zone):
            response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class NulMiddleware:
    """Refuses the character NUL, which PostgreSQL cannot store, in cookies and in the web admin.

    Our own pages read their addresses themselves and leave out what is wrong.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = [*request.COOKIES.values()]
        if request.path.startswith("/admin/"):
            sent += [value for values in request.GET.lists() for value in values[1]]
        if any("\x00" in value for value in sent):
            return HttpResponseBadRequest("400: the address holds a character that is not allowed.")
        return self.get_response(request)


class AdminContentSecurityMiddleware:
    """Unfold's Alpine evaluates expressions: that is allowed under /admin/ and nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {
                "script-src": settings.ADMIN_SCRIPT_SOURCES,
                "style-src": settings.ADMIN_STYLE_SOURCES,
            }
        return response
