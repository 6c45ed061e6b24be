"""A profile as a company reads it; the person sees exactly this before an application is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Prefetch, prefetch_related_objects

from matching.queries.anonymity import masked
from parks.choices.taxonomy import SkillKind
from talent.choices.profiles import ClaimSource
from talent.models import Education, Experience, Profile, SkillClaim

STRONGEST_FIRST = (
    ClaimSource.CERTIFICATE,
    ClaimSource.ASSESSED,
    ClaimSource.ROSTER,
    ClaimSource.SELF,
)
Claims = list[tuple[str, list[SkillClaim]]]
"""What a person can do, by who says so; the strongest evidence first."""


@dataclass(frozen=True)
class ShownProfile:
    """What templates/components/profile_shown.html reads beside the profile itself."""

    skills: Claims
    languages: Claims
    certificates: Claims


def shown_profile(profile: Profile, *, granted: bool) -> ShownProfile:
    """Read what a company sees of a profile; without a grant the studies alone, in one query.

    With it three queries: `profile.educations`, `.experiences` and `.skill_claims` are fetched.
    """
    prefetch_related_objects([profile], *_histories(granted=granted))
    claims = list(profile.skill_claims.all()) if granted else []
    kinds = {SkillKind.LANGUAGE, SkillKind.CERTIFICATE}
    return ShownProfile(
        skills=_by_source(claim for claim in claims if claim.skill.kind not in kinds),
        languages=_by_source(claim for claim in claims if claim.skill.kind == SkillKind.LANGUAGE),
        certificates=_by_source(
            claim for claim in claims if claim.skill.kind == SkillKind.CERTIFICATE
        ),
    )


def mask_profile(profile: Profile, *, granted: bool, ageless: bool) -> None:
    """Take names and contact data out of what a shown profile says freely, in memory.

    For a company that is not to know the person: call it after `shown_profile`. `ageless` leaves
    out the years of study and work as well, which tell the age.
    """
    histories = [*profile.educations.all(), *(profile.experiences.all() if granted else ())]
    for row in histories if ageless else ():
        row.started_on = row.ended_on = None
    profile.headline = masked(profile.headline, profile)
    profile.summary = masked(profile.summary, profile)
    for education in profile.educations.all():
        education.discipline_text = masked(education.discipline_text, profile)
    for experience in profile.experiences.all() if granted else ():
        experience.title = masked(experience.title, profile)
        experience.text = masked(experience.text, profile)


def _histories(*, granted: bool) -> Iterator[Prefetch]:
    studies = Education.objects.select_related("degree", "discipline", "university", "programme")
    yield Prefetch("educations", studies.order_by("-ended_on", "-pk"))
    if granted:
        by_level = F("level").desc(nulls_last=True)
        claims = SkillClaim.objects.select_related("skill")
        yield Prefetch("experiences", Experience.objects.order_by("-started_on", "-pk"))
        yield Prefetch("skill_claims", claims.order_by(by_level, "skill__code", "pk"))


def _by_source(claims: Iterable[SkillClaim]) -> Claims:
    held = list(claims)
    groups = [
        (str(source.label), [claim for claim in held if claim.source == source])
        for source in STRONGEST_FIRST
    ]
    return [(label, rows) for label, rows in groups if rows]


def missing_basics(profile: Profile) -> list[str]:
    """Return which of the facts that no company can do without are missing, as codes."""
    facts = {"name": profile.user.full_name.strip(), "degree": profile.degree_id}
    return [code for code, fact in facts.items() if not fact]
