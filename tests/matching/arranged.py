"""An opening with times on offer, an invited applicant and the recruiter who offers them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from companies.models import Opening
from matching.actions.interview_invitations import invite_to_interview
from matching.actions.interview_slots import OfferedTime, offer_slots
from matching.models import Application, Interview, InterviewSlot
from parks.models import User
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory, UserFactory

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
FIRST = datetime(2026, 11, 25, 1, tzinfo=UTC)  # nine in the morning in Beijing


@dataclass(frozen=True)
class Arranged:
    recruiter: User
    opening: Opening
    slots: list[InterviewSlot]
    application: Application
    interview: Interview

    @property
    def applicant(self) -> User:
        return self.application.profile.user


def times(number: int, first: datetime = FIRST) -> list[OfferedTime]:
    """Half hours, one after another."""
    half = timedelta(minutes=30)
    begins = [first + index * half for index in range(number)]
    return [OfferedTime(begin, begin + half, place="Building 3, room 204") for begin in begins]


def arrange(slots: int = 3, **profile: object) -> Arranged:
    company = CompanyFactory(name_en="Alpha Biologics", name_zh="阿尔法生物", verified=True)
    recruiter = UserFactory(full_name="Chen Hao")
    MembershipFactory(user=recruiter, organisation=company)
    opening = OpeningFactory(
        company=company, published=True, title_en="Analyst", title_zh="质量分析员"
    )
    offered = offer_slots(opening, slots=times(slots), by=recruiter, now=NOW)
    fields = {f"profile__user__{name}": value for name, value in profile.items()}
    application = ApplicationFactory(opening=opening, state="shortlisted", **fields)
    interview = invite_to_interview(
        application, message="We look forward to it.", by=recruiter, now=NOW
    )
    return Arranged(recruiter, opening, offered, application, interview)


def another_invited(arranged: Arranged) -> Interview:
    """Somebody else, asked to choose among the same times."""
    application = ApplicationFactory(opening=arranged.opening, state="shortlisted")
    return invite_to_interview(application, by=arranged.recruiter, now=NOW)
