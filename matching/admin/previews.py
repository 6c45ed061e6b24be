"""The preview of proposed weights, above the form in which they are kept."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching.actions.weight_previews import NUMBERS, WeightsPreview, preview_of
from matching.choices.runs import PreviewState
from matching.models import MatchRun, MatchWeights
from matching.queries.weights import engine_weights, strength_of
from parks.http import PortalRequest

from .differences import shown_difference

ASKED = "preview"


def asked_preview(request: PortalRequest) -> WeightsPreview | None:
    """Return the preview that the address names, if it is this person's and not too old."""
    return preview_of(request.GET.get(ASKED, ""), by=request.user)


def preview_context(request: PortalRequest) -> dict[str, Any]:
    """Return what stands above the form: nothing, how far it is, or what was found."""
    if ASKED not in request.GET:
        return {"preview": None, "preview_is_gone": False}
    wish = asked_preview(request)
    runs = MatchRun.objects.visible_to(request.viewer).select_related("park", "weights")
    run = runs.filter(pk=wish.run_id).first() if wish else None
    if wish is None or run is None:
        return {"preview": None, "preview_is_gone": True}
    found = wish.difference
    return {
        "preview": wish,
        "preview_is_gone": False,
        "preview_state": PreviewState(wish.state).label,
        "preview_run": run,
        "preview_numbers": {"headers": _headers(), "rows": _numbers(wish, run)},
        "difference": shown_difference(found, request.viewer) if found else None,
    }


def _headers() -> list[str]:
    return [_("weight"), _("in the run"), _("proposed")]


def _numbers(wish: WeightsPreview, run: MatchRun) -> list[list[str]]:
    """The weights that are other than those of the run."""
    row = run.weights
    used = engine_weights(row)
    before = {name: getattr(used, name) for name in NUMBERS if name != "congestion"}
    before["congestion"] = strength_of(row)
    return [
        [_label(name), number_format(before[name]), number_format(wish.numbers[name])]
        for name in NUMBERS
        if before[name] != wish.numbers[name]
    ]


def _label(name: str) -> str:
    return str(MatchWeights._meta.get_field(name).verbose_name)
