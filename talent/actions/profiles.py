"""A person's profile: the facts that every application and every match reads."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parks.actions.consents import note_consent
from parks.actions.trail import record
from parks.choices.notices import ConsentPurpose
from parks.choices.work import SkillLevel
from parks.models import Park, Region, Skill, User
from talent.actions.vouching import carry_facts, require_free_facts
from talent.choices.profiles import ClaimSource
from talent.models import Profile, SkillClaim, WantedPlace


@dataclass(frozen=True)
class Claim:
    """A skill a person says to have; no level means not stated."""

    skill: Skill
    level: SkillLevel | None = None
    evidence: str = ""


@transaction.atomic
def change_profile(
    user: User,
    *,
    parks: Iterable[Park] | None = None,
    places: Iterable[Region] | None = None,
    **fields: Any,
) -> Profile:
    """Create or change the one profile of a person; what is not given stays as it is.

    Raise VouchedError for facts other than those that the person's university has given; a new
    profile begins with these.
    """
    require_free_facts(user.pk, fields)
    profile, created = Profile.objects.get_or_create(user=user)
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(update_fields=[*fields, "updated_at"])
    if parks is not None:
        profile.parks.set(parks)
    if places is not None:
        set_places(profile, places)
    if created:
        carry_facts(user.pk)
    record(profile, "created" if created else "changed", by=user, fields=sorted(fields))
    if created or "in_matching" in fields:
        note_consent(user, purpose=ConsentPurpose.MATCHING, is_given=profile.in_matching)
    return profile


def set_places(profile: Profile, places: Iterable[Region]) -> None:
    """Replace the places wanted; the first is the dearest. The caller holds the lock."""
    profile.wanted_places.all().delete()
    WantedPlace.objects.bulk_create(
        WantedPlace(profile=profile, region=region, position=position)
        for position, region in enumerate(places)
    )


@transaction.atomic
def set_own_claims(profile: Profile, *, claims: Iterable[Claim], by: User) -> None:
    """Replace what the person says of their own skills; verified claims stay untouched."""
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    own = SkillClaim.objects.filter(profile=profile, source=ClaimSource.SELF)
    own.delete()
    SkillClaim.objects.bulk_create(_row(profile, claim) for claim in claims)
    record(profile, "skills changed", by=by)


@transaction.atomic
def change_own_claims(
    profile: Profile,
    *,
    levels: Mapping[int, SkillLevel | None],
    removed: Collection[int] = (),
    added: Iterable[Claim] = (),
    by: User,
) -> int:
    """Set levels of one's own skills by skill id, remove some, add others; return how many came.

    What is not named stays as it is, and so does a skill to be added that is there already.
    """
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    own = SkillClaim.objects.filter(profile=profile, source=ClaimSource.SELF)
    own.filter(skill__in=removed).delete()
    held = {claim.skill_id: claim for claim in own.order_by("pk")}
    for pk in levels.keys() & held.keys():
        held[pk].level = levels[pk]
    SkillClaim.objects.bulk_update(held.values(), ["level"])
    new = {claim.skill.pk: claim for claim in added if claim.skill.pk not in held}
    SkillClaim.objects.bulk_create(_row(profile, claim) for claim in new.values())
    record(profile, "skills changed", by=by, added=len(new), removed=len(removed))
    return len(new)


@transaction.atomic
def add_own_claims(profile: Profile, *, claims: Iterable[Claim], by: User) -> None:
    """Add skills; one that is there already gets the new level when one is given."""
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    held = {claim.skill_id: claim for claim in profile.skill_claims.filter(source=ClaimSource.SELF)}
    by_level = sorted(claims, key=lambda claim: claim.level or 0)
    named = {claim.skill.pk: claim for claim in by_level}
    new = [claim for pk, claim in named.items() if pk not in held]
    raised = [claim for pk, claim in named.items() if pk in held and claim.level]
    SkillClaim.objects.bulk_create(_row(profile, claim) for claim in new)
    for claim in raised:
        held[claim.skill.pk].level = claim.level
    SkillClaim.objects.bulk_update([held[claim.skill.pk] for claim in raised], ["level"])
    record(profile, "skills added", by=by, added=len(new), raised=len(raised))


def _row(profile: Profile, claim: Claim) -> SkillClaim:
    return SkillClaim(
        profile=profile,
        skill=claim.skill,
        level=claim.level,
        evidence=claim.evidence[:300],
        source=ClaimSource.SELF,
    )
