"""Matching runs with their figures, and the lists they left; all written by the runs alone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.paginator import InfinitePaginator
from unfold.widgets import UnfoldAdminSelectWidget

from matching.actions.asking_for_runs import ask_for_run
from matching.actions.run_states import RunEndedError, RunInProgressError, cancel_run
from matching.choices.runs import RunState
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from matching.queries.matches import unpacked_ids, unpacked_points
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, grouped, plain, state_column
from parks.admin.moves import MovesAdmin, move
from parks.http import PortalRequest
from parks.models import Park, User

from .differences import difference_of
from .fairness import FairnessPages
from .progress import progress_of

POINTS_FOR_ALL = 4096


class StartRunForm(forms.Form):
    park = forms.ModelChoiceField(
        Park.objects.none(), label=gettext_lazy("Park"), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, parks: models.QuerySet, *args: object) -> None:
        super().__init__(*args)
        self.fields["park"].queryset = parks
        self.fields["park"].initial = parks.first()


@admin.register(MatchRun)
class MatchRunAdmin(FairnessPages, MovesAdmin):
    """A run while it goes, which can be cancelled, and what it left and changed."""

    operator_may = officers_may = ("view", "move")
    park_lookup = "park_id"
    refusals = (RunEndedError, RunInProgressError)
    change_form_outer_before_template = "admin/matching/matchrun/progress.html"
    change_form_outer_after_template = "admin/matching/matchrun/difference.html"
    list_display = (
        "night",
        "park",
        "shown_state",
        "shown_graduates",
        "shown_openings",
        "shown_pairs",
        "shown_matches",
        "seconds",
        "starter",
    )
    list_filter = ("state", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("park", "started_by")
    search_fields = ("park__name_zh", "park__name_en", "input_hash")
    ordering = ("-started_at", "-pk")
    date_hierarchy = "night"
    actions_list = ("start_run", "fairness")
    actions = ("cancel_run",)
    actions_detail = ("cancel_run", "run_again")
    starter = plain("started_by", gettext_lazy("started by"))
    shown_graduates = grouped("graduates", gettext_lazy("graduates"))
    shown_openings = grouped("openings", gettext_lazy("openings"))
    shown_pairs = grouped("pairs_scored", gettext_lazy("pairs scored"))
    shown_matches = grouped("matches", gettext_lazy("matches kept"))
    readonly_fields = (
        "uuid",
        "starter",
        "seconds",
        "shown_graduates",
        "shown_openings",
        "shown_pairs",
        "shown_matches",
    )
    shown_state = state_column(
        RunState,
        {RunState.RUNNING: MOVING, RunState.PUBLISHED: GOOD, RunState.FAILED: LOST},
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("park", "night"),
                    ("state", "starter"),
                    ("started_at", "finished_at"),
                    ("refreshed_at", "refreshes"),
                    "error",
                )
            },
        ),
        (
            gettext_lazy("Figures"),
            {
                "fields": (
                    ("shown_graduates", "shown_openings"),
                    ("shown_pairs", "shown_matches"),
                    ("load_seconds", "score_seconds"),
                    ("store_seconds", "seconds"),
                    "peak_rss_mb",
                )
            },
        ),
        (
            gettext_lazy("What it was made from"),
            {
                "fields": (
                    ("engine_version", "weights"),
                    "weights_version",
                    "vocabulary_version",
                    "input_hash",
                    "result_hash",
                    ("uuid", "batch"),
                )
            },
        ),
    )

    @display(description=gettext_lazy("seconds"))
    def seconds(self, row: MatchRun) -> str:
        return f"{row.load_seconds + row.score_seconds + row.store_seconds:.1f}"

    @move(
        label=gettext_lazy("Cancel the run"),
        icon="cancel",
        variant=ActionVariant.DANGER,
        offered=lambda run: run.state == RunState.RUNNING,
    )
    def cancel_run(self, row: MatchRun, *, by: User) -> None:
        cancel_run(row, by=by)

    @move(
        label=gettext_lazy("Run again"),
        icon="replay",
        variant=ActionVariant.PRIMARY,
        offered=lambda run: run.state != RunState.RUNNING,
    )
    def run_again(self, row: MatchRun, *, by: User) -> None:
        ask_for_run(row.park, by=by)

    def change_view(
        self,
        request: PortalRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show how far the run is; a page that watched it is loaded anew when it has ended."""
        run = self.get_object(request, unquote(object_id))
        if request.htmx and (run is None or run.state != RunState.RUNNING):
            return HttpResponseClientRefresh()
        found = {**progress_of(run), **difference_of(run, request.viewer)}
        shown = {**found, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, shown)

    @action(
        description=gettext_lazy("Start a run"), icon="play_arrow", variant=ActionVariant.PRIMARY
    )
    def start_run(self, request: PortalRequest) -> HttpResponse:
        """Ask for which park, then queue the run; a worker does it."""
        if not self.may(request.viewer, "move"):
            raise PermissionDenied
        parks = self.admin_site.get_model_admin(Park).get_queryset(request).order_by("pk")
        form = StartRunForm(parks, request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self.queue_run(request, form.cleaned_data["park"])
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Start a run"),
            "form": form,
            "rows": (),
            "hidden": (),
            "back": "..",
        }
        return TemplateResponse(request, "admin/move.html", context)

    def queue_run(self, request: PortalRequest, park: Park) -> HttpResponse:
        try:
            ask_for_run(park, by=request.user)
        except RunInProgressError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            text = _("The run for %(park)s is queued; it appears here when it starts.")
            self.message_user(request, text % {"park": park}, messages.SUCCESS)
        return redirect("admin:matching_matchrun_changelist")

    def get_actions_list(self, request: PortalRequest) -> list[object]:
        return super().get_actions_list(request) if self.may(request.viewer, "move") else []


def listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "–"


class MatchListAdmin(ScopedModelAdmin):
    """Long tables of arrays: shown page by page, never counted."""

    operator_may = ("view",)
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 20
    list_filter = (("run__park", RelatedOnlyFieldListFilter), "run__state")
    ordering = ("-run", "pk")

    @display(description=gettext_lazy("matches kept"))
    def kept(self, row: GraduateMatches | OpeningMatches) -> int:
        return len(unpacked_points(row.points))

    @display(description=gettext_lazy("best match"))
    def best(self, row: GraduateMatches | OpeningMatches) -> str:
        points = unpacked_points(row.points)
        return f"{points[0] / POINTS_FOR_ALL:.0%}" if points else "–"

    @display(description=gettext_lazy("points of 4096"))
    def shown_points(self, row: GraduateMatches | OpeningMatches) -> str:
        return listed(unpacked_points(row.points))


@admin.register(GraduateMatches)
class GraduateMatchesAdmin(MatchListAdmin):
    list_display = ("profile", "run", "kept", "best")
    list_select_related = ("profile__user", "run__park")
    search_fields = ("profile__user__full_name", "profile__user__email")
    readonly_fields = ("kept", "best", "shown_openings", "shown_points", "waiting_gates")
    fields = (
        ("profile", "run"),
        ("kept", "best"),
        "shown_openings",
        "shown_points",
        "waiting_gates",
    )

    @display(description=gettext_lazy("openings"))
    def shown_openings(self, row: GraduateMatches) -> str:
        return listed(unpacked_ids(row.opening_ids))

    @display(description=gettext_lazy("openings that wait for an answer, by gate"))
    def waiting_gates(self, row: GraduateMatches) -> str:
        return (
            ", ".join(f"{gate}: {count}" for gate, count in row.blocked_by_unknown.items()) or "–"
        )


@admin.register(OpeningMatches)
class OpeningMatchesAdmin(MatchListAdmin):
    list_display = ("opening", "run", "kept", "best")
    list_select_related = ("opening", "run__park")
    search_fields = ("opening__title_zh", "opening__title_en")
    readonly_fields = ("kept", "best", "shown_graduates", "shown_points")
    fields = (("opening", "run"), ("kept", "best"), "shown_graduates", "shown_points")

    @display(description=gettext_lazy("graduates"))
    def shown_graduates(self, row: OpeningMatches) -> str:
        return listed(unpacked_ids(row.profile_ids))
