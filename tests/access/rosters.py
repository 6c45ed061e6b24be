"""A university whose roster the graduate of the world is on."""

from django.utils import timezone

from matching.models import Snapshot
from talent.actions.roster_codes import link_of
from talent.models import Profile, RosterEntry, University
from tests.factories.talent import RosterEntryFactory, UniversityFactory

OF_A_STUDENT = (
    "matching:student",
    "talent:edit_student",
    "talent:leave_roster",
)
OF_A_UNIVERSITY = (
    "matching:roster",
    "matching:progress",
    "matching:curriculum",
    "talent:add_student",
    "talent:roster_codes",
    "talent:roster_mails",
)


def make_roster(profile: Profile) -> RosterEntry:
    """Put the graduate on the roster of the career officer's university, where that is there."""
    university = University.objects.filter(slug="soochow").first() or UniversityFactory()
    Snapshot.objects.create(
        kind="curriculum",
        organisation_id=university.pk,
        figures={"students": None, "openings": 0, "groups": []},
        seconds=0.1,
        taken_at=timezone.now(),
    )
    return RosterEntryFactory(
        university=university,
        user=profile.user,
        claimed_at=timezone.now(),
        email="student@university.example",
    )


def roster_arguments(profile: Profile) -> dict[str, dict[str, object]]:
    entry = RosterEntry.objects.select_related("university").get(user=profile.user)
    university = {"uuid": entry.university.uuid}
    student = {**university, "entry_uuid": entry.uuid}
    return {
        **dict.fromkeys(OF_A_STUDENT, student),
        **dict.fromkeys(OF_A_UNIVERSITY, university),
        "matching:curriculum_file": {**university, "form": "csv"},
        "talent:confirm_roster": {"token": link_of(entry).split("/")[-2]},
        "talent:share_progress": {"uuid": entry.uuid},
        "talent:end_claim": {"uuid": entry.uuid},
    }
