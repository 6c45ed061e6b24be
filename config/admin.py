"""The site of the web admin: for operators and park officers, signed in like everybody else."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from unfold.sites import UnfoldAdminSite

from parks.actions.sign_ins import SIGNED_OUT, note_sign_in


class PortalAdminSite(UnfoldAdminSite):
    """Passwords are asked for in one place only, and no address leads around the viewer."""

    def has_permission(self, request: HttpRequest) -> bool:
        may_enter = request.user.is_active and request.user.is_staff
        return may_enter and (request.viewer.is_operator or bool(request.viewer.steward_of))

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send people to the portal's own sign-in, which limits attempts and asks for MFA."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and request.user.is_authenticated:
            note_sign_in(request.user, SIGNED_OUT)
        return super().logout(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """List every noun by app only where a page shows that: ours show the sidebar instead."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def get_urls(self) -> list[URLPattern]:
        """Leave out “view on site”: it tells the address of any row to whoever counts up ids."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
