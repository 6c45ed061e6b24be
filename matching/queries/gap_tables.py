"""The gap planner's figures as lines with names, the sessions there are, and a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from companies.choices.training import SessionState
from companies.models import Programme, Session
from matching.models import Snapshot
from matching.queries.cockpit_charts import Chart, bars
from matching.queries.gap_planner import skilled_programmes
from matching.queries.programme_skills import levels_by_programme
from matching.queries.training_gaps import sessions_for_skills
from parks.access import Viewer
from parks.choices.work import SkillLevel
from parks.models import Skill

TO_COME = (SessionState.DRAFT, SessionState.PLANNED, SessionState.OPEN)
SORTS = ("gain", "place", "cost")
THOUSAND = 1000
LINES_OF_CHART = 12


@dataclass(frozen=True)
class PlannedLine:
    """A programme and what a session of it would bring; `sessions` of it are still to come."""

    programme: Programme
    figures: dict[str, Any]
    sessions: list[Session] = field(default_factory=list)

    @property
    def per_place(self) -> float:
        return self.figures["gain"] / self.figures["seats"] if self.figures["seats"] else 0.0

    @property
    def per_thousand(self) -> float | None:
        """Pairs for 1,000 CNY; None where the programme does not say what a session costs."""
        cost = self.figures["cost"]
        return self.figures["gain"] * THOUSAND / cost if cost else None


@dataclass(frozen=True)
class MissingLine:
    """A skill that many near matches lack; `programmes` of the park teach it at that level."""

    skill: Skill
    level: str
    figures: dict[str, Any]
    sessions: list[Session]
    programmes: list[Programme]


def sort_names() -> dict[str, str]:
    return {"gain": _("Most pairs"), "place": _("Per place"), "cost": _("Per 1,000 CNY")}


def planned_lines(snapshot: Snapshot, viewer: Viewer, sort: str) -> list[PlannedLine]:
    """Return the programmes that are still there, best first by `sort`; two queries."""
    rows = {row["programme"]: row for row in snapshot.figures["programmes"]}
    programmes = Programme.objects.editable_by(viewer).filter(pk__in=rows)
    programmes = {each.pk: each for each in programmes.select_related("organiser").order_by("pk")}
    sessions: dict[int, list[Session]] = {}
    to_come = Session.objects.filter(programme__in=programmes, state__in=TO_COME)
    for session in to_come.order_by("starts_on", "pk"):
        session.programme = programmes[session.programme_id]
        sessions.setdefault(session.programme_id, []).append(session)
    lines = [
        PlannedLine(programmes[pk], row, sessions.get(pk, []))
        for pk, row in rows.items()
        if pk in programmes
    ]
    return sorted(lines, key=lambda line: _worth(line, sort), reverse=True)


def _worth(line: PlannedLine, sort: str) -> tuple[float, int]:
    first = {"gain": line.figures["gain"], "place": line.per_place, "cost": line.per_thousand or 0}
    return first[sort], line.figures["gain"]


def missing_lines(snapshot: Snapshot, viewer: Viewer) -> list[MissingLine]:
    """Return the skills that near matches lack, most first; five queries."""
    rows = snapshot.figures["skills"]
    skills = Skill.objects.in_bulk([row["skill"] for row in rows])
    sessions = sessions_for_skills(list(skills), viewer)
    programmes = _teaching(snapshot, skills)
    return [
        MissingLine(
            skills[row["skill"]],
            str(SkillLevel(row["level"]).label),
            row,
            sessions[row["skill"]],
            [each for each, level in programmes[row["skill"]] if level >= row["level"]],
        )
        for row in rows
        if row["skill"] in skills
    ]


def _teaching(
    snapshot: Snapshot, skills: dict[int, Skill]
) -> Mapping[int, list[tuple[Programme, int]]]:
    """Return the programmes of the park that each skill counts for, with the level."""
    return levels_by_programme(skilled_programmes(snapshot.park_id), skills)


def gain_chart(lines: Sequence[PlannedLine]) -> Chart:
    """Pairs and graduates of the best programmes as bars."""
    title = _("What a session of each programme would bring within reach")
    heads = [_("Pairs"), _("Graduates")]
    shown = [
        (
            str(line.programme),
            [(line.figures[name], str(line.figures[name])) for name in ("gain", "graduates")],
        )
        for line in lines[:LINES_OF_CHART]
    ]
    return bars(title, heads, shown)
