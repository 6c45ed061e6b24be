"""The skills that certificates prove: written when one is issued, taken back when it ends."""

from datetime import date

from parks.models import GrantedSkill
from talent.choices.profiles import ClaimSource
from talent.models import Certificate, Profile, SkillClaim


def renew_certified_skills(profile: Profile, *, day: date) -> int:
    """Bring the claims of source certificate in line with what stands on `day`; return changes.

    Of two certificates that prove a skill the higher level counts, then the later one. The caller
    holds the profile's lock. The change journal carries what is written into the next match.
    """
    proven = _proven(profile, day)
    claims = SkillClaim.objects.filter(profile=profile, source=ClaimSource.CERTIFICATE)
    held = {claim.skill_id: claim for claim in claims.order_by("pk")}
    gone = [
        claim.pk for skill, claim in held.items() if claim.certificate_id and skill not in proven
    ]
    SkillClaim.objects.filter(pk__in=gone).delete()
    new = [
        SkillClaim(profile=profile, skill_id=skill, source=ClaimSource.CERTIFICATE, **facts)
        for skill, facts in proven.items()
        if skill not in held
    ]
    SkillClaim.objects.bulk_create(new)
    changed = [_take(claim, proven[skill]) for skill, claim in held.items() if skill in proven]
    SkillClaim.objects.bulk_update(
        [claim for claim, is_changed in changed if is_changed], ["level", "certificate"]
    )
    return len(gone) + len(new) + sum(is_changed for _claim, is_changed in changed)


def _proven(profile: Profile, day: date) -> dict[int, dict[str, object]]:
    """Return for each skill proven on `day` its level and the certificate that proves it."""
    standing = Certificate.objects.valid_on(day).filter(profile=profile)
    in_order = standing.order_by("issued_on", "pk").values_list("pk", "scheme")
    granted = GrantedSkill.objects.filter(scheme__in={scheme for _pk, scheme in in_order})
    by_scheme: dict[int, list[tuple[int, int]]] = {}
    for scheme, skill, level in granted.order_by("pk").values_list("scheme", "skill", "level"):
        by_scheme.setdefault(scheme, []).append((skill, level))
    proven: dict[int, dict[str, object]] = {}
    for certificate, scheme in in_order:
        for skill, level in by_scheme.get(scheme, ()):
            best = proven.get(skill)
            if best is None or level >= best["level"]:
                proven[skill] = {"level": level, "certificate_id": certificate}
    return proven


def _take(claim: SkillClaim, facts: dict[str, object]) -> tuple[SkillClaim, bool]:
    is_changed = any(getattr(claim, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(claim, name, value)
    return claim, is_changed
