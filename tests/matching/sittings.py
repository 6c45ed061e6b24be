"""An applicant who has chosen a time, the panel that sits there, and the recruiter who asked."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from companies.choices.openings import Importance
from companies.models import Company, Opening
from matching.models import Application, Interview, InterviewSlot
from parks.access import Viewer
from parks.choices.organisations import MembershipRole
from parks.models import Skill, User
from parks.queries.viewers import viewer_of
from talent.choices.profiles import GrantReason
from talent.models import ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    ApplicationFactory,
    InterviewFactory,
    InterviewSlotFactory,
    SlotInterviewerFactory,
)
from tests.factories.parks import MembershipFactory, UserFactory
from tests.matching.arranged import FIRST

HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Sitting:
    company: Company
    recruiter: User
    panel: list[User]
    opening: Opening
    application: Application
    slot: InterviewSlot
    interview: Interview
    grant: ProfileGrant
    skills: list[Skill] = field(default_factory=list)

    @property
    def first(self) -> User:
        return self.panel[0]

    @property
    def second(self) -> User:
        return self.panel[1]

    @property
    def applicant(self) -> User:
        return self.application.profile.user

    def viewer(self, person: User) -> Viewer:
        return viewer_of(person)


def member(company: Company, role: MembershipRole, **person: object) -> User:
    user = UserFactory(**person)
    MembershipFactory(user=user, organisation=company, role=role)
    return user


def make_sitting(
    *, starts_at: datetime = FIRST, company: Company | None = None, **person: object
) -> Sitting:
    """Half an hour with two interviewers, on an opening that asks for three skills."""
    company = company or CompanyFactory(name_en="Alpha Biologics", verified=True)
    recruiter = member(company, MembershipRole.MEMBER, full_name="Chen Hao")
    names = ("Wang Fang", "Zhou Jie")
    panel = [member(company, MembershipRole.INTERVIEWER, full_name=name) for name in names]
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    skills = asked_for(opening)
    given = {"profile__user__full_name": "Lin Yue"} | person
    application = ApplicationFactory(opening=opening, state="interviewing", **given)
    slot = InterviewSlotFactory(
        opening=opening,
        offered_by=recruiter,
        starts_at=starts_at,
        ends_at=starts_at + HALF_AN_HOUR,
    )
    for person in panel:
        SlotInterviewerFactory(slot=slot, interviewer=person)
    interview = InterviewFactory(application=application, state="scheduled", slot=slot)
    grant = granted(application)
    return Sitting(company, recruiter, panel, opening, application, slot, interview, grant, skills)


def asked_for(opening: Opening) -> list[Skill]:
    """A plus, then required, then wanted: not in the order in which they are shown."""
    kinds = (Importance.NICE, Importance.MUST, Importance.WANTED)
    rows = [
        OpeningSkillFactory(
            opening=opening, importance=kind, position=index, skill__label_en=f"{kind.value} skill"
        )
        for index, kind in enumerate(kinds)
    ]
    return [row.skill for row in rows]


def granted(application: Application) -> ProfileGrant:
    return ProfileGrant.objects.create(
        profile=application.profile,
        organisation=application.opening.company,
        reason=GrantReason.APPLICATION,
        reference=application.uuid,
    )
