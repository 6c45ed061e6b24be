"""A university whose roster the graduate of the world is on."""

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from matching.models import Outcome, Snapshot
from talent.actions.roster_codes import link_of
from talent.models import Announcement, Profile, RosterEntry, University
from tests.factories.outcomes import OutcomeFactory
from tests.factories.talent import (
    AnnouncementReceiptFactory,
    RosterEntryFactory,
    UniversityFactory,
)

OF_A_STUDENT = (
    "matching:student",
    "talent:edit_student",
    "talent:leave_roster",
    "matching:tripartite_agreement",
)
OF_AN_ANNOUNCEMENT = (
    "talent:office_announcement",
    "talent:edit_announcement",
    "talent:publish_announcement",
    "talent:withdraw_announcement",
    "talent:end_announcement",
    "talent:delete_announcement",
)
OF_A_UNIVERSITY = (
    "matching:roster",
    "matching:progress",
    "matching:destinations",
    "matching:record_destinations",
    "matching:agreements",
    "matching:advance_agreements",
    "talent:office_announcements",
    "talent:new_announcement",
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
    entry = RosterEntryFactory(
        university=university,
        user=profile.user,
        claimed_at=timezone.now(),
        email="student@university.example",
        graduates_on=date(2020, 6, 30),
    )
    outcome = OutcomeFactory(entry=entry, evidence_name="contract.pdf")
    outcome.evidence.save("contract.pdf", ContentFile(b"%PDF-1.7 %%EOF"))
    AnnouncementReceiptFactory(
        user=profile.user, announcement__organisation=university, read_at=timezone.now()
    )
    return entry


def roster_arguments(profile: Profile) -> dict[str, dict[str, object]]:
    entry = RosterEntry.objects.select_related("university").get(user=profile.user)
    university = {"uuid": entry.university.uuid}
    student = {**university, "entry_uuid": entry.uuid}
    announcement = Announcement.objects.get(organisation=entry.university_id)
    outcome = Outcome.objects.get(entry=entry)
    at = {"entry_uuid": entry.uuid, "months": 0}
    written = {**university, "announcement_uuid": announcement.uuid}
    return {
        **dict.fromkeys(OF_AN_ANNOUNCEMENT, written),
        "talent:announcement": {"uuid": announcement.uuid},
        "matching:destination": {**university, **at},
        "matching:destinations_file": {**university, "name": "rates", "form": "csv"},
        "matching:answer_destination": at,
        "matching:outcome_evidence": {"uuid": outcome.uuid},
        **dict.fromkeys(OF_A_STUDENT, student),
        **dict.fromkeys(OF_A_UNIVERSITY, university),
        "matching:curriculum_file": {**university, "form": "csv"},
        "talent:confirm_roster": {"token": link_of(entry).split("/")[-2]},
        "talent:share_progress": {"uuid": entry.uuid},
        "talent:end_claim": {"uuid": entry.uuid},
    }
