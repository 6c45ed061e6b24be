"""Candidates of an opening with their reasons: one by one, and side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.models import Opening
from matching import engine
from matching.loading.lines import PairExplanation
from matching.loading.pairs import explain_pairs
from matching.queries.candidates import labelled, name_of
from parks.choices.work import OpeningKind
from talent.models import Profile

NOT_STATED = "—"


@dataclass(frozen=True)
class Candidate:
    """One line of the list: what the company calls the person, and why they are in it."""

    profile: Profile
    name: str
    explanation: PairExplanation


class Cell(NamedTuple):
    """What one person has; `css` says how a state is coloured beside its words."""

    text: str
    css: str = ""


class Row(NamedTuple):
    """One fact of all who are compared, in their order; `note` is what the opening asks."""

    label: str
    note: str
    cells: list[Cell]


def explained(
    people: Sequence[Profile], opening: Opening, *, advising: bool = False
) -> list[Candidate]:
    """Explain candidates in brief, all by one loading; people come from `with_dealings`."""
    if not people:
        return []
    explanations = explain_pairs(people, [opening], advising=advising)
    return [
        Candidate(person, name_of(person, opening), explanations[person.pk, opening.pk])
        for person in people
    ]


def skills_met(candidates: Iterable[Candidate]) -> dict[int, set[str]]:
    """Return the labels of the skills that each person meets in full, by id of the profile."""
    return {
        each.profile.pk: {skill.label for skill in each.explanation.skills if skill.css == "met"}
        for each in candidates
    }


def comparison(candidates: Sequence[Candidate]) -> dict[str, list[Row]]:
    """Return the same rows for all, by heading: points, what they bring, skills, conditions.

    The candidates are explained `advising`.
    """
    return {
        _("Points"): _points(candidates),
        _("Facts"): _facts(candidates),
        _("Skills asked for"): _skills(candidates),
        _("Conditions"): _conditions(candidates),
    }


def _row(label: str, candidates: Sequence[Candidate], cell: Callable[[Candidate], object]) -> Row:
    return Row(str(label), "", [Cell(str(cell(each) or NOT_STATED)) for each in candidates])


def _points(candidates: Sequence[Candidate]) -> list[Row]:
    return [
        _row(_("Match"), candidates, lambda each: f"{_percent(each)} %"),
        _row(
            _("Fit for the company"),
            candidates,
            lambda each: _of(each.explanation.company_points, each.explanation.company_maximum),
        ),
        _row(
            _("Fit for the graduate"),
            candidates,
            lambda each: _of(each.explanation.graduate_points, each.explanation.graduate_maximum),
        ),
    ]


def _percent(candidate: Candidate) -> int:
    return candidate.explanation.points * 100 // engine.FULL_POINTS


def _of(points: int, maximum: int) -> str:
    return _("%(points)d of %(maximum)d") % {"points": points, "maximum": maximum}


def _facts(candidates: Sequence[Candidate]) -> list[Row]:
    facts: list[tuple[str, Callable[[Profile], object]]] = [
        (_("Degree"), lambda profile: profile.degree),
        (_("Discipline"), lambda profile: profile.discipline),
        (_("Graduation date"), lambda profile: _day(profile.graduates_on)),
        (_("Earliest start"), lambda profile: _day(profile.starts)),
        (_("Wanted places"), _places),
        (_("Looks for"), _kinds),
    ]
    return [
        _row(label, candidates, lambda each, fact=fact: fact(each.profile)) for label, fact in facts
    ]


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _places(profile: Profile) -> str:
    named = [label for _pk, label in labelled(profile.places)]
    return " · ".join([*named, _("anywhere")] if profile.anywhere else named)


def _kinds(profile: Profile) -> str:
    return " · ".join(str(OpeningKind(kind).label) for kind in profile.wanted_kinds)


def _skills(candidates: Sequence[Candidate]) -> list[Row]:
    """The lines of one opening are the same for all, and in one order."""
    lines = zip(*(each.explanation.skills for each in candidates), strict=True)
    return [
        Row(
            line[0].label,
            f"{line[0].importance} · {line[0].required}",
            [Cell(" · ".join(filter(None, (each.standing, each.held))), each.css) for each in line],
        )
        for line in lines
    ]


def _conditions(candidates: Sequence[Candidate]) -> list[Row]:
    lines = zip(*(each.explanation.gates for each in candidates), strict=True)
    return [Row(line[0].label, "", [Cell(gate.state, gate.css) for gate in line]) for line in lines]
