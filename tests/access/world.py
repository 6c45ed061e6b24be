"""One row of everything a page may show, so that every address can be visited by everybody."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse

from companies.models import Opening
from matching.actions.unsubscribing import unsubscribe_url
from matching.models import Application
from parks.models import DataExport, Invitation
from talent.choices.profiles import GrantReason
from talent.models import Document, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    AlertFactory,
    ApplicationFactory,
    CalendarFeedFactory,
    InterviewFactory,
    OfferFactory,
    SavedSearchFactory,
)
from tests.factories.parks import DataExportFactory, InvitationFactory, NoticeFactory
from tests.factories.talent import EducationFactory, ExperienceFactory


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

    def address(self, name: str) -> str:
        """Return an address of the page `name`, filled with rows of this world."""
        return reverse(name, kwargs=self._arguments().get(name, {}))

    def _arguments(self) -> dict[str, dict[str, object]]:
        opening = {"uuid": self.opening.uuid}
        application = {"uuid": self.application.uuid}
        not_applied_for = {"uuid": Opening.objects.get(title_en="Not applied for").uuid}
        offer = {"uuid": self.application.offers.get().uuid}
        interview = {"uuid": self.application.interviews.get().uuid}
        document = {"uuid": self.document.uuid}
        return {
            "parks:invitation": {"uuid": self.invitation.uuid},
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
            "matching:candidates": opening,
            "matching:candidate": {**opening, "profile_uuid": self.application.profile.uuid},
            "matching:applicants": opening,
            "matching:applicant": application,
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
            "matching:calendar_feed": {"token": self.application.profile.calendar_feed.token},
            "talent:education": {"pk": self.application.profile.educations.get().pk},
            "talent:delete_education": {"pk": self.application.profile.educations.get().pk},
            "talent:experience": {"pk": self.application.profile.experiences.get().pk},
            "talent:delete_experience": {"pk": self.application.profile.experiences.get().pk},
            "talent:document": document,
            "talent:review": document,
            "talent:delete_document": document,
        }


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
    CalendarFeedFactory(profile=profile)
    SavedSearchFactory(profile=profile)
    AlertFactory(profile=profile)
    EducationFactory(profile=profile)
    ExperienceFactory(profile=profile)
    draft = OpeningFactory(company=company)
    return World(opening, draft, application, document, invitation, grant, export)
