"""How much of a profile is filled in, and the one thing that would help most next."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parks.choices.taxonomy import SkillKind
from talent.models import (
    Document,
    Education,
    Experience,
    Profile,
    SkillClaim,
    WantedPlace,
)

ENOUGH_SKILLS = 5
Measure = Callable[[Profile], float]


class Step(NamedTuple):
    """One thing to do, and the page where it is done."""

    text: str | Promise
    address: str


class Completeness(NamedTuple):
    """`percent` is whole, 0–100; there is no next step at 100."""

    percent: int
    step: Step | None


class Part(NamedTuple):
    """A part of a profile: what it weighs of 100, the words that ask for it, and where it is."""

    weight: int
    text: str | Promise
    page: str
    measure: Measure


def _skills(profile: Profile) -> float:
    return min(profile.skills, ENOUGH_SKILLS) / ENOUGH_SKILLS


PARTS = (
    Part(10, _("Say what you look for"), "profile", lambda one: bool(one.wanted_kinds)),
    Part(
        10, _("Say where you would work"), "profile", lambda one: one.anywhere or one.has_places
    ),
    Part(8, _("Choose the parks to be matched in"), "profile", lambda one: one.has_parks),
    Part(20, _("Name at least five skills"), "skills", _skills),
    Part(10, _("Add your highest degree"), "profile", lambda one: one.degree_id is not None),
    Part(8, _("Add your discipline"), "profile", lambda one: one.discipline_id is not None),
    Part(8, _("Say when you can start"), "profile", lambda one: one.starts is not None),
    Part(10, _("Add your education"), "history", lambda one: one.has_education),
    Part(6, _("Add an experience: a job, an internship, a thesis"), "history",
         lambda one: one.has_experience),
    Part(4, _("Add a language"), "skills", lambda one: one.has_language),
    Part(4, _("Introduce yourself in a line"), "profile",
         lambda one: bool(one.headline or one.summary)),
    Part(2, _("Upload a CV to send with applications"), "cv", lambda one: one.has_document),
)  # fmt: skip
"""In the order in which a gap hurts the matching most; the weights add up to 100."""


def with_parts(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """Add what `completeness` counts; one query with the rows."""
    mine = Q(profile=OuterRef("pk"))
    languages = SkillClaim.objects.filter(mine, skill__kind=SkillKind.LANGUAGE)
    return profiles.annotate(
        skills=Count(
            "skill_claims__skill",
            filter=~Q(skill_claims__skill__kind=SkillKind.LANGUAGE),
            distinct=True,
        ),
        has_language=Exists(languages),
        has_places=Exists(WantedPlace.objects.filter(mine)),
        has_parks=Exists(Profile.parks.through.objects.filter(mine)),
        has_education=Exists(Education.objects.filter(mine)),
        has_experience=Exists(Experience.objects.filter(mine)),
        has_document=Exists(Document.objects.filter(mine)),
    )


def completeness(profile: Profile | None) -> Completeness:
    """Say how complete a profile `with_parts` is; nobody's profile is empty.

    A part counts as far as it is there; who has nothing of substance is sent to the CV first.
    """
    upload = Step(_("Upload your CV: it fills most of your profile"), reverse("talent:cv"))
    if profile is None:
        return Completeness(0, upload)
    shares = [(part, float(part.measure(profile))) for part in PARTS]
    percent = int(sum(part.weight * share for part, share in shares))
    if not (profile.skills or profile.has_education or profile.has_document):
        return Completeness(percent, upload)
    gaps = (part for part, share in shares if share < 1)
    step = next((Step(one.text, reverse(f"talent:{one.page}")) for one in gaps), None)
    return Completeness(percent, step)


def completeness_of(user_id: int) -> Completeness:
    """Say how complete the profile of a person is, in one query."""
    return completeness(with_parts(Profile.objects.filter(user=user_id)).first())
