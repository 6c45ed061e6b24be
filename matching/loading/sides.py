"""For each condition of a match, what the opening asks and what the profile says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.models import Opening
from matching import engine
from parks.choices.work import OpeningKind
from parks.models import Skill
from talent.models import Profile


class Sides(NamedTuple):
    """What is asked and what is stated, each empty when there is nothing to say."""

    asked: str
    stated: str


@dataclass(frozen=True)
class Case:
    """A pair as its conditions are told, with the certificates required and which of them are held.

    The profile comes from `for_explaining()`, the opening from `with_company()`; its disciplines
    are read. `dismissed`: whether the person said that they are not interested, None where the
    reader is not to learn it.
    """

    profile: Profile
    opening: Opening
    required: Sequence[Skill]
    held: Sequence[Skill]
    dismissed: bool | None = None


def sides_of(gate: engine.Gate, case: Case, *, is_met: bool) -> Sides:
    """Return both sides of a condition in words of the active language."""
    if gate == engine.Gate.OPEN_TO_MATCHING:
        return Sides("", "" if is_met else _why_not_open(case.profile))
    if gate == engine.Gate.NOT_ALREADY_DEALT_WITH:
        return Sides("", "" if is_met else _why_dealt_with(case))
    return SIDES[gate](case)


def _why_not_open(profile: Profile) -> str:
    return _("hired already") if profile.in_matching else _("matching is switched off")


def _why_dealt_with(case: Case) -> str:
    if case.dismissed is None:
        return _("dealt with already")
    if case.dismissed:
        return _("you said you are not interested")
    return _("an application for it was sent before")


def _kinds(case: Case) -> Sides:
    wanted = [str(OpeningKind(kind).label) for kind in case.profile.wanted_kinds]
    return Sides(case.opening.get_kind_display(), _listed(wanted))


def _places(case: Case) -> Sides:
    wanted = [str(place.region) for place in case.profile.wanted_places.all()]
    anywhere = [_("anywhere")] if case.profile.anywhere else []
    return Sides(case.opening.nearest_place or _("not stated"), _listed(wanted + anywhere))


def _degrees(case: Case) -> Sides:
    least = case.opening.min_degree
    asked = _("%(degree)s or higher") % {"degree": least} if least else _("any")
    return Sides(asked, _listed([case.profile.degree]))


def _disciplines(case: Case) -> Sides:
    accepted = list(case.opening.disciplines.all())
    return Sides(_listed(accepted) if accepted else _("any"), _listed([case.profile.discipline]))


def _dates(case: Case) -> Sides:
    latest, free = case.opening.starts_by, case.profile.starts
    asked = _("by %(day)s") % {"day": _day(latest)} if latest else _("any")
    return Sides(asked, _("from %(day)s") % {"day": _day(free)} if free else _listed([]))


def _certificates(case: Case) -> Sides:
    if not case.required:
        return Sides(_("none"), "")
    return Sides(_listed(case.required), _listed(case.held))


def _listed(things: Sequence[object]) -> str:
    """The names of these things, or that there is none; None among them is no thing."""
    return _(", ").join(str(thing) for thing in things if thing) or _("not stated")


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


SIDES: dict[engine.Gate, Callable[[Case], Sides]] = {
    engine.Gate.KIND: _kinds,
    engine.Gate.PLACE: _places,
    engine.Gate.DEGREE: _degrees,
    engine.Gate.DISCIPLINE: _disciplines,
    engine.Gate.DATES: _dates,
    engine.Gate.CERTIFICATES: _certificates,
}
