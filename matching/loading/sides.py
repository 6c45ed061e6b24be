"""For each condition of a match, what the opening asks and what the profile says."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.choices.openings import Importance
from companies.models import Opening
from matching import engine
from parks.choices.taxonomy import SkillKind
from parks.choices.work import OpeningKind
from talent.models import Profile

Sides = tuple[str, str]


def sides_of(gate: engine.Gate, profile: Profile, opening: Opening) -> Sides:
    """Return what is asked and what is stated, each empty when there is nothing to say.

    Reads what `Opening.objects.with_requirements()` and `Profile.objects.for_explaining()` fetch.
    """
    return SIDES[gate](profile, opening)


def _kinds(profile: Profile, opening: Opening) -> Sides:
    wanted = [str(OpeningKind(kind).label) for kind in profile.wanted_kinds]
    return opening.get_kind_display(), _(", ").join(wanted)


def _places(profile: Profile, opening: Opening) -> Sides:
    wanted = [str(place.region) for place in profile.wanted_places.all()]
    anywhere = [_("anywhere")] if profile.anywhere else []
    return opening.nearest_place or _("not stated"), _(", ").join(wanted + anywhere)


def _degrees(profile: Profile, opening: Opening) -> Sides:
    least = opening.min_degree
    asked = _("%(degree)s or higher") % {"degree": least} if least else _("any")
    return asked, str(profile.degree or "")


def _disciplines(profile: Profile, opening: Opening) -> Sides:
    accepted = [str(discipline) for discipline in opening.disciplines.all()]
    return _(", ").join(accepted) or _("any"), str(profile.discipline or "")


def _dates(profile: Profile, opening: Opening) -> Sides:
    asked = _("by %(day)s") % {"day": _day(opening.starts_by)} if opening.starts_by else _("any")
    return asked, _("from %(day)s") % {"day": _day(profile.starts)} if profile.starts else ""


def _certificates(profile: Profile, opening: Opening) -> Sides:
    required = [
        str(asked.skill)
        for asked in opening.requirements.all()
        if asked.importance == Importance.MUST and asked.skill.kind == SkillKind.CERTIFICATE
    ]
    return _(", ").join(required) or _("none"), "" if required else " "


def _matching(profile: Profile, opening: Opening) -> Sides:
    return "", _("yes") if profile.in_matching else _("no")


def _applied(profile: Profile, opening: Opening) -> Sides:
    return "", " "


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


SIDES: dict[engine.Gate, Callable[[Profile, Opening], Sides]] = {
    engine.Gate.KIND: _kinds,
    engine.Gate.PLACE: _places,
    engine.Gate.DEGREE: _degrees,
    engine.Gate.DISCIPLINE: _disciplines,
    engine.Gate.DATES: _dates,
    engine.Gate.CERTIFICATES: _certificates,
    engine.Gate.OPEN_TO_MATCHING: _matching,
    engine.Gate.NOT_ALREADY_DEALT_WITH: _applied,
}
