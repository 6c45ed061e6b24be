"""What every list of the web admin offers beside its rows: files of it, and filters to keep."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.actions.saved_filters import SavedFilterError, delete_filter, narrowed, save_filter
from parks.actions.trail import record
from parks.http import PortalRequest
from parks.models import SavedFilter

from .list_files import FORMS, MOST_ROWS, is_too_long, list_file


class ListTools:
    """Files of a list as it is filtered, and the viewer's own filters of it."""

    list_before_template = "admin/list_tools.html"

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("export/<slug:form>/", self.export_view, "export"),
            ("filters/save/", self.save_filter_view, "save_filter"),
            ("filters/<int:filter_id>/delete/", self.delete_filter_view, "delete_filter"),
        )
        stem = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [path(where, wrap(view), name=f"{stem}_{name}") for where, view, name in views]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: PortalRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        tools = {"list_tools": self.list_tools(request)}
        return super().changelist_view(request, tools | (extra_context or {}))

    def list_tools(self, request: PortalRequest) -> dict[str, Any]:
        query = narrowed(request.GET.urlencode())
        mine = [
            {
                "name": row.name,
                "link": f"{self.tool('changelist')}?{row.query}",
                "delete": self.tool("delete_filter", row.pk),
                "is_shown": row.query == query,
            }
            for row in self.own_filters(request).order_by("name", "pk")
        ]
        files = [(form.upper(), f"{self.tool('export', form)}?{query}") for form in FORMS]
        return {"query": query, "filters": mine, "files": files, "save": self.tool("save_filter")}

    def tool(self, page: str, *args: Any) -> str:
        stem = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{stem}_{page}", args=args)

    def own_filters(self, request: PortalRequest) -> Any:
        return SavedFilter.objects.filter(user=request.user, noun=self.opts.label_lower)

    def require_view(self, request: PortalRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    @method_decorator(require_safe)
    def export_view(self, request: PortalRequest, form: str) -> HttpResponse:
        """Send the list as it is searched, filtered and ordered; the log says who took it."""
        self.require_view(request)
        if form not in FORMS:
            raise Http404
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(self.tool("changelist"))
        if is_too_long(listed.queryset):
            text = _("A file takes %(most)d rows. Filter the list first.") % {"most": MOST_ROWS}
            self.message_user(request, text, messages.ERROR)
            return redirect(f"{self.tool('changelist')}?{request.GET.urlencode()}")
        content = list_file(self, listed.list_display, listed.queryset, form)
        self.note_export(request, form)
        return self.as_file(content, form)

    def note_export(self, request: PortalRequest, form: str) -> None:
        """Write one entry for each park of the officer; what was searched for may be a name."""
        filters = sorted(request.GET)
        for park_id in sorted(request.viewer.steward_of) or (None,):
            about = self.model(pk=0)  # the list itself is no row
            record(
                about, "list exported", by=request.user, park_id=park_id, form=form, filters=filters
            )

    def as_file(self, content: bytes, form: str) -> HttpResponse:
        response = HttpResponse(content, content_type=FORMS[form])
        name = f"{self.opts.app_label}-{self.opts.model_name}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    @method_decorator(require_POST)
    def save_filter_view(self, request: PortalRequest) -> HttpResponse:
        self.require_view(request)
        name, query = request.POST.get("name", ""), narrowed(request.POST.get("query", ""))
        try:
            save_filter(request.user, noun=self.opts.label_lower, name=name, query=query)
        except SavedFilterError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("The filter is saved."), messages.SUCCESS)
        return redirect(f"{self.tool('changelist')}?{query}")

    def delete_filter_view(self, request: PortalRequest, filter_id: int) -> HttpResponse:
        """Ask first; there is no way back."""
        self.require_view(request)
        row = get_object_or_404(self.own_filters(request), pk=filter_id)
        back = self.tool("changelist")
        if request.method != "POST":
            context = self.admin_site.each_context(request) | {
                "opts": self.opts,
                "title": _("Delete this filter"),
                "form": None,
                "rows": [row],
                "back": back,
                "hidden": (),
            }
            return TemplateResponse(request, "admin/move.html", context)
        delete_filter(row, by=request.user)
        self.message_user(request, _("The filter is deleted."), messages.SUCCESS)
        return redirect(back)
