"""Invitations to apply, from the side of who is invited."""

from django.db.models import Exists, OuterRef

from matching.models import InvitationToApply
from talent.models.profiles import ProfileQuerySet


def with_invited(profiles: ProfileQuerySet) -> ProfileQuerySet:
    """Add `was_invited`: whether a company has ever asked the person to apply."""
    asked = InvitationToApply.objects.filter(profile=OuterRef("pk"))
    return profiles.annotate(was_invited=Exists(asked))
