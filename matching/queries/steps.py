"""What a graduate should do next: at most three things, the most useful first."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.queries.matches import MatchList
from talent.models import Profile

MOST_STEPS = 3


class Step(NamedTuple):
    text: str
    address: str


def next_steps(profile: Profile, found: MatchList) -> list[Step]:
    """Return steps for what the profile leaves open, with what an answer would bring."""
    address = reverse("talent:profile")
    silent = [
        (_("Say what you look for"), not profile.wanted_kinds, "kind"),
        (_("Say where you would work"), not _has_places(profile), "place"),
        (_("Add your degree"), profile.degree_id is None, "degree"),
        (_("Add your discipline"), profile.discipline_id is None, "discipline"),
        (_("Say when you can start"), profile.starts is None, "dates"),
    ]
    steps = [
        Step(_gain(text, found.unknown.get(gate, 0)), address)
        for text, is_open, gate in silent
        if is_open
    ]
    if not profile.skill_claims.exists():
        steps.insert(0, Step(_("Add your skills, or upload a CV"), reverse("talent:cv")))
    return steps[:MOST_STEPS]


def _has_places(profile: Profile) -> bool:
    return profile.anywhere or bool(profile.wanted_places.all())


def _gain(text: str, openings: int) -> str:
    if not openings:
        return text
    hint = ngettext(
        "%(text)s – up to %(count)d opening waits for it",
        "%(text)s – up to %(count)d openings wait for it",
        openings,
    )
    return hint % {"text": text, "count": openings}
