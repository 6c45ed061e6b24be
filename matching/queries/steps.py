"""What a graduate should do next: at most three things, the most useful first."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.queries.matches import MatchList
from talent.models import Profile, SkillClaim, WantedPlace

MOST_STEPS = 3


class Step(NamedTuple):
    text: str
    address: str


def with_gaps(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """Add `has_skills` and `has_places`, which `next_steps` reads."""
    mine = Q(profile=OuterRef("pk"))
    return profiles.annotate(
        has_skills=Exists(SkillClaim.objects.filter(mine)),
        has_places=Exists(WantedPlace.objects.filter(mine)),
    )


def next_steps(profile: Profile, found: MatchList) -> list[Step]:
    """Return steps for what a profile `with_gaps` leaves open, with what an answer would bring."""
    address = reverse("talent:profile")
    silent = [
        (_("Say what you look for"), not profile.wanted_kinds, "kind"),
        (_("Say where you would work"), not (profile.anywhere or profile.has_places), "place"),
        (_("Add your degree"), profile.degree_id is None, "degree"),
        (_("Add your discipline"), profile.discipline_id is None, "discipline"),
        (_("Say when you can start"), profile.starts is None, "dates"),
    ]
    steps = [
        Step(_gain(text, found.unknown.get(gate, 0)), address)
        for text, is_open, gate in silent
        if is_open
    ]
    if not profile.has_skills:
        steps.insert(0, Step(_("Add your skills, or upload a CV"), reverse("talent:cv")))
    return steps[:MOST_STEPS]


def _gain(text: str, openings: int) -> str:
    if not openings:
        return text
    hint = ngettext(
        "%(text)s – up to %(count)d opening waits for it",
        "%(text)s – up to %(count)d openings wait for it",
        openings,
    )
    return hint % {"text": text, "count": openings}
