"""Versions of the weights of a match: added and compared, never changed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm, model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from matching.actions.previews import preview_congestion
from matching.actions.weight_previews import NUMBERS, PreviewRefusedError, ask_for_preview
from matching.actions.weights import add_weights
from matching.loading.snapshots import SnapshotGoneError
from matching.models import MatchRun, MatchWeights
from matching.queries.weights import weights_in_force
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import plain
from parks.http import PortalRequest
from parks.models import Park

from .parks import ParkForm
from .previews import ASKED, asked_preview, preview_context

INLINE_LIMIT = 100_000
COMPANY_TERMS = ("all_musts", "skills", "evidence", "discipline", "degree", "text")
GRADUATE_TERMS = ("kind", "place", "channel", "pay", "start")
IMPORTANCE = ("must", "wanted", "nice")


@admin.register(MatchWeights)
class MatchWeightsAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view", "add")
    park_lookup = "park_id"
    change_form_outer_before_template = "admin/matching/matchweights/proposed.html"
    change_form_after_template = "admin/matching/matchweights/ask.html"
    list_display = ("__str__", "park", "version", "congestion", "note", "maker", "created_at")
    list_filter = (("park", RelatedOnlyFieldListFilter),)
    list_select_related = ("park", "created_by")
    search_fields = ("park__name_zh", "park__name_en", "note")
    ordering = ("park", "-version", "pk")
    actions_list = ("preview",)
    maker = plain("created_by", gettext_lazy("made by"))
    readonly_fields = ("version", "maker", "created_at")
    fieldsets = (
        (None, {"fields": (("park", "version"), "note", ("maker", "created_at"))}),
        (
            gettext_lazy("Fit for the company, in points"),
            {"fields": (COMPANY_TERMS[:3], COMPANY_TERMS[3:])},
        ),
        (
            gettext_lazy("Fit for the graduate, in points"),
            {"fields": (GRADUATE_TERMS[:3], GRADUATE_TERMS[3:])},
        ),
        (gettext_lazy("Weight of a required skill"), {"fields": (IMPORTANCE,)}),
        (gettext_lazy("Fairness of attention"), {"fields": ("congestion",)}),
    )

    def get_changeform_initial_data(self, request: PortalRequest) -> dict[str, Any]:
        """A new version begins as the one that was previewed, else as the one in force."""
        initial = super().get_changeform_initial_data(request)
        wish = asked_preview(request)
        if wish:
            return initial | wish.numbers | {"park": wish.park_id, "note": wish.note}
        park = self._parks(request).filter(pk=initial.get("park")).first()
        row = weights_in_force(park) if park else None
        kept = model_to_dict(row, exclude=("id", "park", "version", "note")) if row else {}
        return kept | initial

    def add_view(
        self,
        request: PortalRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A form sent by its button “Preview” is previewed and not saved, once it has no errors."""
        if request.method == "POST" and ASKED in request.POST:
            form = self.get_form(request)(request.POST, instance=MatchWeights())
            if self.has_add_permission(request) and form.is_valid():
                return self._ask_for_preview(request, form.cleaned_data)
        context = preview_context(request) | (extra_context or {})
        return super().add_view(request, form_url, context)

    def _ask_for_preview(self, request: PortalRequest, numbers: dict[str, Any]) -> HttpResponse:
        """Go back to the form, whose numbers stay either way."""
        park, note = numbers["park"], numbers["note"]
        weights = {name: numbers[name] for name in NUMBERS}
        try:
            wish = ask_for_preview(park, weights, note=note, by=request.user)
        except PreviewRefusedError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            query = weights | {"park": park.pk, "note": note}
        else:
            query = {ASKED: wish.id}
        return redirect(f"{reverse('admin:matching_matchweights_add')}?{urlencode(query)}")

    def save_model(
        self, request: PortalRequest, obj: MatchWeights, form: ModelForm, change: bool
    ) -> None:
        add_weights(obj, by=request.user)
        text = _("The lists of %(park)s follow with the run that has just been asked for.")
        self.message_user(request, text % {"park": obj.park}, messages.SUCCESS)

    @action(description=gettext_lazy("Preview the congestion price"), icon="balance")
    def preview(self, request: PortalRequest) -> HttpResponse:
        """Ask for which park, then show what each strength would change."""
        if not self.may(request.viewer, "view"):
            raise PermissionDenied
        form = ParkForm(self._parks(request), request.GET or None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Preview the congestion price"),
            "form": form,
            "preview": None,
        }
        if form.is_valid():
            context |= self._previewed(form.cleaned_data["park"])
        return TemplateResponse(request, "admin/matching/matchweights/preview.html", context)

    def _previewed(self, park: Park) -> dict[str, Any]:
        run = MatchRun.objects.published().filter(park=park).first()
        if run and run.graduates > INLINE_LIMIT:
            command = f"manage.py preview_congestion --park {park.slug}"
            text = _("This park is too large for a page. The operator can run: %(command)s")
            return {"problem": text % {"command": command}}
        try:
            found = preview_congestion(park)
        except SnapshotGoneError:
            return {"problem": _("The files of the last run are gone. Start a run first.")}
        problem = "" if found else _("This park has no published run yet. Start a run first.")
        return {"preview": found, "problem": problem}

    def _parks(self, request: PortalRequest) -> Any:
        return self.admin_site.get_model_admin(Park).get_queryset(request).order_by("pk")
