"""A profile with all that belongs to it, for what leaves the portal whole."""

from django.db.models import Prefetch, QuerySet

from talent.models import Education, Experience, Profile, SkillClaim, WantedPlace


def whole_profiles() -> QuerySet[Profile]:
    """Return profiles with their history, skills and wishes in order, in five queries."""
    studies = Education.objects.newest_first().select_related(
        "programme", "degree", "discipline", "university"
    )
    claims = SkillClaim.objects.select_related("skill__group").order_by(
        "skill__group__position", "skill__code", "pk"
    )
    places = WantedPlace.objects.select_related("region").order_by("position", "pk")
    return Profile.objects.with_facts().prefetch_related(
        Prefetch("educations", studies),
        Prefetch("experiences", Experience.objects.newest_first()),
        Prefetch("skill_claims", claims),
        Prefetch("wanted_places", places),
    )
