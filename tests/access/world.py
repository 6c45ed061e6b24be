"""One row of everything a page may show, so that every address can be visited by everybody."""

from dataclasses import dataclass
from functools import cached_property

from django.core.files.base import ContentFile
from django.urls import reverse

from companies.models import Opening
from matching.actions.unsubscribing import unsubscribe_url
from matching.models import Application
from parks.models import DataExport, Evidence, ImportJob, Invitation, Membership, Organisation
from talent.choices.profiles import GrantReason
from talent.models import Document, ProfileGrant
from tests.access.agreements import agreement_arguments, make_agreement
from tests.access.certificates import certificate_arguments, make_certificates
from tests.access.consortium import consortium_arguments, make_consortium
from tests.access.machines import machine_arguments, make_machines
from tests.access.placements import make_placement, placement_arguments
from tests.access.rosters import make_roster, roster_arguments
from tests.access.training import make_training, training_arguments
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    AlertFactory,
    ApplicationFactory,
    CalendarFeedFactory,
    CandidateNoteFactory,
    InterviewFactory,
    InvitationToApplyFactory,
    OfferFactory,
    PoolEntryFactory,
    SavedSearchFactory,
)
from tests.factories.parks import (
    DataExportFactory,
    EvidenceFactory,
    ImportJobFactory,
    ImportRowFactory,
    InvitationFactory,
    MembershipFactory,
    NoticeFactory,
)
from tests.factories.talent import EducationFactory, ExperienceFactory

OF_AN_IMPORT = (
    "parks:import",
    "parks:import_mapping",
    "parks:commit_import",
    "parks:revert_import",
    "parks:refused_csv",
    "parks:refused_xlsx",
)


DESK_STEPS = (
    "matching:desk_opening",
    "matching:edit_opening",
    "matching:renew_opening",
    "matching:submit_opening",
    "matching:take_back_opening",
    "matching:pause_opening",
    "matching:resume_opening",
    "matching:close_opening",
    "matching:duplicate_opening",
    "matching:make_template",
    "matching:delete_opening",
)


@dataclass(frozen=True)
class World:
    """The graduate has applied, with a file, to the recruiter's opening, and was invited there."""

    opening: Opening
    draft: Opening
    application: Application
    document: Document
    invitation: Invitation
    grant: ProfileGrant
    export: DataExport

    @property
    def organisation(self) -> Organisation:
        return self.opening.company

    @property
    def colleague(self) -> Membership:
        return self.organisation.memberships.earliest("pk")

    @property
    def evidence(self) -> Evidence:
        return Evidence.objects.get(verification__organisation=self.organisation.pk)

    def address(self, name: str) -> str:
        """Return an address of the page `name`, filled with rows of this world."""
        return reverse(name, kwargs=self._arguments.get(name, {}))

    @cached_property
    def _arguments(self) -> dict[str, dict[str, object]]:
        opening = {"uuid": self.opening.uuid}
        application = {"uuid": self.application.uuid}
        not_applied_for = {"uuid": Opening.objects.get(title_en="Not applied for").uuid}
        offer = {"uuid": self.application.offers.get().uuid}
        interview = {"uuid": self.application.interviews.get().uuid}
        document = {"uuid": self.document.uuid}
        asked = self.application.profile.invitations_to_apply.get()
        kept = self.application.profile.pool_entries.get()
        mine = self.application.profile.company_notes.get(application=None)
        on_person = {
            "uuid": self.opening.company.uuid,
            "profile_uuid": self.application.profile.uuid,
        }
        return {
            "parks:invitation": {"uuid": self.invitation.uuid},
            **machine_arguments(self.organisation),
            **certificate_arguments(self.opening.company),
            **roster_arguments(self.application.profile),
            **placement_arguments(self.application),
            **training_arguments(),
            **consortium_arguments(self.organisation),
            **agreement_arguments(),
            "parks:evidence": {"uuid": self.evidence.uuid},
            "parks:evidence_picture": {"uuid": self.evidence.uuid},
            "parks:team": {"uuid": self.organisation.uuid},
            "parks:invite": {"uuid": self.organisation.uuid},
            "parks:leave": {"uuid": self.organisation.uuid},
            "parks:change_role": {"uuid": self.organisation.uuid, "pk": self.colleague.pk},
            "parks:remove": {"uuid": self.organisation.uuid, "pk": self.colleague.pk},
            "parks:revoke_invitation": {
                "uuid": self.organisation.uuid,
                "pk": self.invitation.pk,
            },
            "companies:join_company": {"slug": self.organisation.slug},
            "companies:ask": {"slug": self.organisation.slug},
            "companies:organisation": {"uuid": self.organisation.uuid},
            "companies:submit": {"uuid": self.organisation.uuid},
            "companies:report": opening,
            **{name: {"uuid": ImportJob.objects.get().uuid} for name in OF_AN_IMPORT},
            "parks:new_import": {"kind": "openings"},
            "parks:import_template": {"kind": "openings"},
            "parks:notice": {"pk": self.application.profile.user.notices.earliest("pk").pk},
            "companies:company": {"slug": self.opening.company.slug},
            "companies:park": {"slug": self.opening.park.slug},
            "matching:opening": opening,
            "matching:apply": not_applied_for,
            "matching:draft": not_applied_for,
            "matching:match": opening,
            "matching:save": opening,
            "matching:unsave": opening,
            "matching:dismiss": opening,
            "matching:want_again": opening,
            "matching:search": {"pk": self.application.profile.saved_searches.get().pk},
            "matching:delete_search": {"pk": self.application.profile.saved_searches.get().pk},
            "matching:alert": {"pk": self.application.profile.alerts.get().pk},
            "matching:unsubscribe": {
                "token": unsubscribe_url(self.application.profile).split("/")[-2]
            },
            "matching:cockpit_rows": {"figure": "demand"},
            "matching:figures_file": {"form": "csv"},
            "matching:applications_file": {"form": "csv"},
            **dict.fromkeys(DESK_STEPS, opening),
            "matching:candidates": opening,
            "matching:compare": opening,
            "matching:invite_candidate": {
                **not_applied_for,
                "profile_uuid": self.application.profile.uuid,
            },
            "matching:take_back_invitation": {"uuid": asked.uuid},
            "matching:invitation_to_apply": {"uuid": asked.uuid},
            "matching:accept_invitation": {"uuid": asked.uuid},
            "matching:decline_invitation": {"uuid": asked.uuid},
            "matching:pool": {"uuid": self.opening.company.uuid},
            "matching:remove_from_pool": {"pk": kept.pk},
            "matching:object_to_pool": {"pk": kept.pk},
            "matching:person": on_person,
            "matching:keep_in_pool": on_person,
            "matching:note_on_person": on_person,
            "matching:delete_note": {"pk": mine.pk},
            "matching:candidate": {**opening, "profile_uuid": self.application.profile.uuid},
            "matching:applicants": opening,
            "matching:applicant": application,
            "matching:board": opening,
            "matching:bulk": opening,
            "matching:move": application,
            "matching:notes": application,
            "matching:stage_messages": {"uuid": self.organisation.uuid},
            "matching:application": application,
            "matching:withdraw": application,
            "matching:receipt": application,
            "matching:discard": application,
            "matching:accept_offer": offer,
            "matching:decline_offer": offer,
            "matching:make_offer": application,
            "matching:take_back_offer": offer,
            "matching:revoke": {"pk": self.grant.pk},
            "matching:download_data": {"uuid": self.export.uuid},
            "matching:interview": interview,
            "matching:interview_file": interview,
            "matching:cancel_interview": interview,
            "matching:slots": opening,
            "matching:offer_slots": opening,
            "matching:withdraw_slot": {"uuid": self.application.interviews.get().slot.uuid},
            "matching:invite_applicant": application,
            "matching:company_interview": interview,
            "matching:company_interview_file": interview,
            "matching:interview_document": {**interview, "document_uuid": self.document.uuid},
            "matching:call_off_interview": interview,
            "matching:mark_held": interview,
            "matching:mark_missed": interview,
            "matching:scorecard": interview,
            "matching:hand_in_scorecard": interview,
            "matching:calendar_feed": {"token": self.application.profile.calendar_feed.token},
            "talent:education": {"pk": self.application.profile.educations.get().pk},
            "talent:delete_education": {"pk": self.application.profile.educations.get().pk},
            "talent:experience": {"pk": self.application.profile.experiences.get().pk},
            "talent:delete_experience": {"pk": self.application.profile.experiences.get().pk},
            "talent:document": document,
            "talent:review": document,
            "talent:delete_document": document,
        }


def _candidate(company, profile) -> None:
    """The company has invited the graduate, keeps them in its pool, and has a note on them."""
    asked = OpeningFactory(company=company, published=True)
    InvitationToApplyFactory(opening=asked, profile=profile)
    PoolEntryFactory(company=company, profile=profile)
    CandidateNoteFactory(company=company, profile=profile)


def make_world(company, profile) -> World:
    opening = OpeningFactory(company=company, published=True)
    application = ApplicationFactory(profile=profile, opening=opening)
    document = Document(profile=profile, filename="cv.txt", content_type="text/plain", size=3)
    document.sha256 = "0" * 64
    document.file.save("cv.txt", ContentFile(b"PCR, HPLC. Master of Science in Biology, 2025."))
    grant = ProfileGrant.objects.create(
        profile=profile,
        organisation=company,
        reason=GrantReason.APPLICATION,
        reference=application.uuid,
    )
    grant.documents.add(document)
    invitation = InvitationFactory(organisation=company, email=profile.user.email)
    export = DataExportFactory(user=profile.user, ready=True)
    NoticeFactory(user=profile.user)
    InterviewFactory(application=application, scheduled=True)
    OfferFactory(application=application)
    OpeningFactory(company=company, published=True, title_en="Not applied for")
    _candidate(company, profile)
    CalendarFeedFactory(profile=profile)
    SavedSearchFactory(profile=profile)
    AlertFactory(profile=profile)
    EducationFactory(profile=profile)
    ExperienceFactory(profile=profile)
    make_machines(company)
    make_roster(profile)
    make_certificates(company, profile)
    make_placement(application)
    make_training(company, profile)
    make_consortium(company)
    make_agreement(company, profile)
    draft = OpeningFactory(company=company)
    EvidenceFactory(verification=company.verifications.get(), kept=True)
    MembershipFactory(organisation=company)
    ImportRowFactory(job=ImportJobFactory(organisation=company, kept=True))
    return World(opening, draft, application, document, invitation, grant, export)
