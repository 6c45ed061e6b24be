"""One row of everything a page may show, so that every address can be visited by everybody."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse

from companies.models import Opening
from matching.models import Application
from parks.models import Invitation
from talent.choices.profiles import GrantReason
from talent.models import Document, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import InvitationFactory


@dataclass(frozen=True)
class World:
    """The graduate has applied, with a file, to the recruiter's opening, and was invited there."""

    opening: Opening
    draft: Opening
    application: Application
    document: Document
    invitation: Invitation

    def address(self, name: str) -> str:
        """Return an address of the page `name`, filled with rows of this world."""
        return reverse(name, kwargs=self._arguments().get(name, {}))

    def _arguments(self) -> dict[str, dict[str, object]]:
        opening = {"uuid": self.opening.uuid}
        application = {"uuid": self.application.uuid}
        document = {"uuid": self.document.uuid}
        return {
            "parks:invitation": {"uuid": self.invitation.uuid},
            "companies:company": {"slug": self.opening.company.slug},
            "companies:park": {"slug": self.opening.park.slug},
            "matching:opening": opening,
            "matching:apply": opening,
            "matching:match": opening,
            "matching:candidates": opening,
            "matching:candidate": {**opening, "profile_uuid": self.application.profile.uuid},
            "matching:applicants": opening,
            "matching:applicant": application,
            "matching:application": application,
            "matching:withdraw": application,
            "matching:accept": application,
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
    return World(opening, OpeningFactory(company=company), application, document, invitation)
