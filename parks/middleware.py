from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from parks.queries.viewers import viewer_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Puts `request.viewer` there, built when first read, and shows times in the person's zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))
        zone = getattr(request.user, "time_zone", settings.TIME_ZONE)
        with timezone.override(zone):
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
