"""What changed between two results, as the pages of a run and of a preview show it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from companies.models import Opening
from matching.actions.run_differences import kept_difference
from matching.engine import FULL_POINTS
from matching.models import MatchRun
from matching.queries.list_changes import Changes, Difference, ListChange
from matching.queries.run_differences import differing_facts
from parks.access import Viewer
from talent.models import Profile

SHOWN_FACTS = (
    "graduates",
    "openings",
    "pairs_scored",
    "matches",
    "weights_version",
    "engine_version",
    "vocabulary_version",
    "input_hash",
)
LONGEST_FACT = 16
Rows = list[list[str]]


def difference_of(run: MatchRun | None, viewer: Viewer) -> dict[str, Any]:
    """Return what the page of a run reads: what is different from the run before it, if kept."""
    kept = kept_difference(run) if run else None
    before = MatchRun.objects.filter(pk=kept.before).first() if kept else None
    if kept is None or before is None:
        return {"difference": None, "run_before": None}
    facts = differing_facts(before, run)
    rows = [_fact(run, name, facts[name]) for name in SHOWN_FACTS if name in facts]
    return {
        "difference": shown_difference(kept.difference, viewer),
        "run_before": before,
        "facts_table": {"headers": _headers_of_two(), "rows": rows} if rows else None,
    }


def _headers_of_two() -> list[str]:
    return [_("figure"), _("before"), _("now")]


def _fact(run: MatchRun, name: str, pair: tuple[Any, Any]) -> list[str]:
    return [str(run._meta.get_field(name).verbose_name), *map(_value, pair)]


def _value(value: object) -> str:
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    return Truncator(str(value)).chars(LONGEST_FACT) or "–"


def shown_difference(found: Difference, viewer: Viewer) -> dict[str, Any]:
    """Return the tables of a difference; people are named to the operator alone."""
    ids = [each.owner for each in found.openings.most]
    openings = _openings([*ids, *found.now_unseen, *found.now_seen], viewer)
    people = _people([each.owner for each in found.graduates.most], viewer)
    return {
        "summary": {"headers": _summary_headers(), "rows": _summary(found)},
        "openings": _table(_("opening"), found.openings.most, openings),
        "graduates": _table(_("graduate"), found.graduates.most, people),
        "now_unseen": [openings(pk) for pk in found.now_unseen],
        "now_seen": [openings(pk) for pk in found.now_seen],
    }


def _summary_headers() -> list[str]:
    return [_("figure"), _("graduates’ lists"), _("openings’ lists")]


def _summary(found: Difference) -> Rows:
    """Each figure of both sides; then what can only be said of the whole."""
    sides = found.graduates, found.openings
    rows = [
        (_("Lists compared"), lambda side: _value(side.lists)),
        (_("First ten changed"), lambda side: f"{_value(side.changed)} ({_share(side)})"),
        (_("Pairs that entered a first ten"), lambda side: _value(side.entered)),
        (_("Pairs that left a first ten"), lambda side: _value(side.left)),
        (_("Pairs new in the whole lists"), lambda side: _value(side.new)),
        (_("Pairs dropped from the whole lists"), lambda side: _value(side.dropped)),
        (_("Had no match, have some now"), lambda side: _value(side.gained)),
        (_("Had some, have none now"), lambda side: _value(side.lost)),
        (_("Mean fit of the first ten"), _means),
    ]
    unseen = f"{_value(found.unseen_before)} → {_value(found.unseen_after)}"
    told = [[label, *map(tell, sides)] for label, tell in rows]
    return [*told, [_("Openings in nobody’s first ten"), "", unseen]]


def _means(side: Changes) -> str:
    return f"{_fit(side.mean_before)} → {_fit(side.mean_after)}"


def _share(side: Changes) -> str:
    return f"{number_format(100 * side.changed_share, 1)} %"


def _fit(points: float) -> str:
    return f"{number_format(100 * points / FULL_POINTS, 1)} %"


def _table(
    head: str, changes: Iterable[ListChange], name: Callable[[int], str]
) -> dict[str, Any] | None:
    headers = [
        head,
        _("entered the first ten"),
        _("left it"),
        _("matches kept"),
        _("mean fit of the first ten"),
    ]
    rows = [
        [
            name(each.owner),
            str(each.entered),
            str(each.left),
            f"{each.length_before} → {each.length_after}",
            f"{_fit(each.mean_before)} → {_fit(each.mean_after)}",
        ]
        for each in changes
    ]
    return {"headers": headers, "rows": rows} if rows else None


def _openings(ids: list[int], viewer: Viewer) -> Callable[[int], str]:
    found = Opening.objects.visible_to(viewer).in_bulk(ids)

    def name(pk: int) -> str:
        if pk not in found:
            return _("An opening that is gone")
        link = reverse("admin:companies_opening_change", args=[pk])
        return format_html('<a class="text-link underline" href="{}">{}</a>', link, found[pk])

    return name


def _people(ids: list[int], viewer: Viewer) -> Callable[[int], str]:
    """An office sees what somebody studied, as companies do, and not who they are."""
    found = Profile.objects.with_facts().in_bulk(ids)

    def name(pk: int) -> str:
        if pk not in found:
            return _("Somebody who has left")
        one = found[pk]
        if viewer.is_operator:
            return str(one)
        studied = [str(fact) for fact in (one.degree, one.discipline) if fact]
        return " · ".join(studied) or _("Somebody without a degree stated")

    return name
