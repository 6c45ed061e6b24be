"""Fairness of the lists in the web admin: by park and run, as a page and as files."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget

from matching.actions.fairness import ask_for_fairness
from matching.actions.number_files import FORMS, figures_file
from matching.choices.snapshots import SnapshotKind
from matching.models import MatchRun, Snapshot
from matching.queries.fairness_tables import file_tables, group_tables, headings
from parks.access import Viewer
from parks.http import PortalRequest
from parks.models import Park

ADDRESS = "admin:matching_matchrun_fairness"
LATEST = 60
"""So many countings can be chosen from; one is made every night."""


class FairnessForm(forms.Form):
    """Which park, and which counting of it; the newest one at first."""

    park = forms.ModelChoiceField(
        Park.objects.none(), label=gettext_lazy("Park"), widget=UnfoldAdminSelectWidget
    )
    snapshot = forms.ModelChoiceField(
        Snapshot.objects.none(),
        label=gettext_lazy("Counted on"),
        required=False,
        empty_label=gettext_lazy("The newest"),
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, parks: models.QuerySet, viewer: Viewer, asked: Any) -> None:
        super().__init__(asked)
        self.fields["park"].queryset = parks
        self.fields["park"].empty_label = None
        chosen = parks.filter(pk=asked["park"]).first() if asked["park"].isdecimal() else None
        rows = Snapshot.objects.visible_to(viewer).of(SnapshotKind.FAIRNESS, park=chosen)
        newest = list(rows.values_list("pk", flat=True)[:LATEST]) if chosen else []
        choices = self.fields["snapshot"]
        choices.queryset = rows.filter(pk__in=newest)
        choices.label_from_instance = counted_on

    def counting(self) -> Snapshot | None:
        """The one that was chosen, else the newest of the park."""
        return self.cleaned_data["snapshot"] or self.fields["snapshot"].queryset.first()


def counted_on(snapshot: Snapshot) -> str:
    texts = {"night": snapshot.figures["night"], "moment": f"{snapshot.taken_at:%Y-%m-%d %H:%M}"}
    return _("%(moment)s, run of %(night)s") % texts


class FairnessPages:
    """What `MatchRunAdmin` has of it: one page, which is also where it is counted anew."""

    @action(description=gettext_lazy("Fairness of the lists"), icon="diversity_3")
    def fairness(self, request: PortalRequest) -> HttpResponse:
        if not self.may(request.viewer, "view"):
            raise PermissionDenied
        parks = self.admin_site.get_model_admin(Park).get_queryset(request).order_by("pk")
        form = FairnessForm(parks, request.viewer, self._asked(request, parks))
        if not form.is_valid():
            raise Http404
        if request.method == "POST":
            return self._count_anew(request, form.cleaned_data["park"])
        snapshot = form.counting()
        if "file" in request.GET:
            return fairness_file(snapshot, request.GET["file"])
        return self._fairness_page(request, form, snapshot)

    def _asked(self, request: PortalRequest, parks: models.QuerySet) -> dict[str, str]:
        """What the address or the button says; without a word the first park."""
        sent = request.POST if request.method == "POST" else request.GET
        first = str(parks.values_list("pk", flat=True).first() or "")
        return {"park": sent.get("park", first), "snapshot": sent.get("snapshot", "")}

    def _fairness_page(
        self, request: PortalRequest, form: FairnessForm, snapshot: Snapshot | None
    ) -> HttpResponse:
        park = form.cleaned_data["park"]
        run = MatchRun.objects.filter(pk=snapshot.figures["run"]).first() if snapshot else None
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Fairness of the lists"),
            "form": form,
            "park": park,
            "snapshot": snapshot,
            "run": run,
            "headings": headings(),
            **_file_links(park, snapshot),
            "tables": group_tables(snapshot) if snapshot else [],
        }
        return TemplateResponse(request, "admin/matching/matchrun/fairness.html", context)

    def _count_anew(self, request: PortalRequest, park: Park) -> HttpResponse:
        if not self.may(request.viewer, "move"):
            raise PermissionDenied
        ask_for_fairness(park, by=request.user)
        text = _("The lists of %(park)s are being counted; look again in a moment.")
        self.message_user(request, text % {"park": park}, messages.SUCCESS)
        return redirect(f"{reverse(ADDRESS)}?park={park.pk}")


def _file_links(park: Park, snapshot: Snapshot | None) -> dict[str, str]:
    """Addresses of the same counting as files, even when a newer one comes meanwhile."""
    asked = f"{reverse(ADDRESS)}?park={park.pk}&snapshot={snapshot.pk if snapshot else ''}"
    return {f"{form}_link": f"{asked}&file={form}" for form in FORMS}


def fairness_file(snapshot: Snapshot | None, form: str) -> HttpResponse:
    """Return the figures as XLSX or CSV; there is no file of what was not counted."""
    if snapshot is None or form not in FORMS:
        raise Http404
    content = figures_file(file_tables(snapshot), form)
    response = HttpResponse(content, content_type=FORMS[form])
    name = f"fairness-{snapshot.figures['night']}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
