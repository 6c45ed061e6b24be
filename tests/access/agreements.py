"""An agreement of the company with a base, in the world of the access matrix."""

from django.core.files.base import ContentFile

from companies.models import Company
from parks.models import Agreement
from talent.models import Profile
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    BaseVisitFactory,
    MentorFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.base_stays import BaseStayFactory

NAME = "Agreement with a base"
OF_AN_AGREEMENT = ("matching:agreement", "matching:agreement_file", "matching:keep_file")
OF_A_BASE = ("matching:base", "matching:new_mentor", "matching:new_stay", "matching:new_visit")
OF_A_STAY = ("matching:end_stay", "matching:call_off_stay", "matching:mentor_of_stay")


def make_agreement(company: Company, profile: Profile) -> None:
    """Let the graduate be at the base of an agreement of the company, which owes something."""
    agreement = AgreementFactory(
        park=company.park, name_en=NAME, in_force=True, filename="signed.pdf"
    )
    agreement.file.save("signed.pdf", ContentFile(b"%PDF-1.7 %%EOF"))
    AgreementPartyFactory(agreement=agreement, organisation=company)
    ObligationFactory(agreement=agreement, owner=company)
    QuotaFactory(agreement=agreement)
    base = BaseFactory(agreement=agreement, host=company)
    BaseVisitFactory(base=base, visitor=company)
    BaseStayFactory(base=base, profile=profile, mentor=MentorFactory(base=base))


def agreement_arguments() -> dict[str, dict[str, object]]:
    agreement = Agreement.objects.get(name_en=NAME)
    base = agreement.bases.get()
    signed, host, stay = {"uuid": agreement.uuid}, {"uuid": base.uuid}, {"pk": base.stays.get().pk}
    return {
        **dict.fromkeys(OF_AN_AGREEMENT, signed),
        "matching:end_mentor": {"pk": base.mentors.get().pk},
        "matching:settle_obligation": {"pk": agreement.obligations.get().pk},
        **dict.fromkeys(OF_A_BASE, host),
        **dict.fromkeys(OF_A_STAY, stay),
    }
