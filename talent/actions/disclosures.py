from collections.abc import Iterable

from parks.access import Viewer
from parks.models import Organisation
from talent.choices.profiles import DisclosureKind
from talent.models import Disclosure, Profile


def note_disclosure(
    profile: Profile,
    *,
    viewer: Viewer,
    organisation: Organisation,
    kind: DisclosureKind,
    detail: str = "",
) -> None:
    """Write down that an organisation saw something of a profile; one's own look leaves none."""
    if viewer.user_id == profile.user_id:
        return
    Disclosure.objects.create(
        profile=profile,
        organisation_id=organisation.pk,
        user_id=viewer.user_id,
        kind=kind,
        detail=detail[:200],
    )


def note_disclosures(
    profiles: Iterable[Profile],
    *,
    viewer: Viewer,
    organisation_id: int,
    kind: DisclosureKind,
    detail: str = "",
) -> None:
    """Write down that an organisation saw something of many profiles, each once."""
    seen = {profile.pk for profile in profiles if profile.user_id != viewer.user_id}
    Disclosure.objects.bulk_create(
        Disclosure(
            profile_id=pk,
            organisation_id=organisation_id,
            user_id=viewer.user_id,
            kind=kind,
            detail=detail[:200],
        )
        for pk in sorted(seen)
    )
