"""A small park for the browser: one company, one good opening, a graduate who can sign in."""

import datetime
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from companies.choices.openings import Importance
from companies.models import Opening
from matching.actions.runs import run_park
from parks.actions.consents import note_consent
from parks.choices.notices import ConsentPurpose
from parks.choices.work import OpeningKind, SkillLevel
from parks.models import Skill, User
from talent.choices.profiles import Visibility
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import MembershipFactory, ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory

PASSWORD = "correct-horse-7"
EVIDENCE = "two years of CHO cell culture in the group of upstream processing"
NIGHT = datetime.date(2026, 11, 20)


@dataclass(frozen=True)
class SmallPark:
    graduate: User
    recruiter: User
    opening: Opening
    met: Skill
    missing: Skill


def make_small_park() -> SmallPark:
    """Build it and run the matching, so that the lists of the last night are there."""
    park = ParkFactory(slug="biobay", name_en="BioBAY", name_zh="苏州生物医药产业园")
    company = CompanyFactory(park=park, name_en="Alpha", name_zh="阿尔法生物", verified=True)
    opening = OpeningFactory(
        company=company,
        published=True,
        title_en="Upstream engineer",
        title_zh="上游工艺工程师",
        region=RegionFactory(label_en="Suzhou", label_zh="苏州"),
    )
    met = SkillFactory(label_en="Cell culture", label_zh="细胞培养")
    missing = SkillFactory(label_en="Aseptic filling", label_zh="无菌灌装")
    must, nice = Importance.MUST, Importance.NICE
    OpeningSkillFactory(opening=opening, skill=met, importance=must, level=SkillLevel.FAMILIAR)
    OpeningSkillFactory(opening=opening, skill=missing, importance=nice, level=SkillLevel.AWARE)
    graduate = person("graduate@example.org", "林悦")
    SkillClaimFactory(
        profile=looking_for_jobs(graduate, park),
        skill=met,
        level=SkillLevel.PROFICIENT,
        evidence=EVIDENCE,
    )
    recruiter = person("recruiter@example.org", "陈昊")
    MembershipFactory(user=recruiter, organisation=company)
    run_park(park, night=NIGHT)
    return SmallPark(graduate, recruiter, opening, met, missing)


def person(email: str, name: str) -> User:
    """A person with a password and a verified address, so that they can really sign in."""
    user = UserFactory(email=email, full_name=name)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    note_consent(user, purpose=ConsentPurpose.TERMS)
    return user


def looking_for_jobs(user: User, park) -> Profile:
    profile = ProfileFactory(
        user=user,
        wanted_kinds=[OpeningKind.JOB],
        anywhere=True,
        visibility=Visibility.PARK_COMPANIES,
        degree=DegreeLevelFactory(label_en="Master", label_zh="硕士"),
    )
    profile.parks.add(park)
    return profile
