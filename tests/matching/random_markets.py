"""Parks with random people and openings, and random changes of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as counter
from random import Random

from django.db.models import Model
from django.utils import timezone

from companies.models import Company, Opening, OpeningSkill
from matching.models import Application
from parks.models import DegreeLevel, Discipline, Park, Region, Skill, User
from talent.choices.profiles import Visibility
from talent.models import Experience, Profile, SkillClaim, WantedPlace
from tests.factories.companies import CompanyFactory
from tests.factories.parks import SkillFactory, SkillGroupFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

KINDS = ["job", "internship", "training_place", "postdoc"]
WORDS = [
    "elisa",
    "细胞培养",
    "purification",
    "质量",
    "审计",
    "assay",
    "clinical",
    "注册",
    "gmp",
    "fermentation",
]
FIRST_DAY = date(2026, 7, 1)
numbers = counter(1)


@dataclass
class RandomMarket:
    """A park and the vocabulary that its people and openings choose from."""

    park: Park
    random: Random
    company: Company
    skills: list[Skill]
    places: list[Region]
    degrees: list[DegreeLevel]
    disciplines: list[Discipline]

    @property
    def profiles(self) -> list[Profile]:
        return list(Profile.objects.filter(parks=self.park).order_by("pk"))

    @property
    def openings(self) -> list[Opening]:
        return list(Opening.objects.filter(park=self.park).order_by("pk"))

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange(200))

    def text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=8))

    def maybe(self, choices: list[Model]) -> Model | None:
        return self.random.choice([None, *choices])

    def add_people(self, count: int) -> list[Profile]:
        users = User.objects.bulk_create(
            User(email=f"graduate{next(numbers)}@example.org") for _number in range(count)
        )
        people = Profile.objects.bulk_create(self.person(user) for user in users)
        self.park.profiles.add(*people)
        SkillClaim.objects.bulk_create(claim for one in people for claim in self.claims(one))
        WantedPlace.objects.bulk_create(
            WantedPlace(profile=one, region=region, position=position)
            for one in people
            for position, region in enumerate(self.random.sample(self.places, 2))
        )
        return people

    def person(self, user: User) -> Profile:
        return Profile(
            user=user,
            summary=self.text(),
            degree=self.maybe(self.degrees),
            discipline=self.maybe(self.disciplines),
            available_from=self.random.choice([None, self.day()]),
            wanted_kinds=self.random.sample(KINDS, self.random.randrange(4)),
            anywhere=self.random.random() < 0.5,
            pay_wanted=self.random.choice([None, 0, 6000, 12000]),
            visibility=self.random.choice([Visibility.APPLIED, Visibility.PARK_COMPANIES]),
        )

    def claims(self, profile: Profile) -> list[SkillClaim]:
        skills = self.random.sample(self.skills, self.random.randrange(6))
        return [
            SkillClaim(profile=profile, skill=skill, level=self.random.randint(1, 4))
            for skill in skills
        ]

    def add_openings(self, count: int) -> list[Opening]:
        openings = Opening.objects.bulk_create(self.opening() for _number in range(count))
        OpeningSkill.objects.bulk_create(
            skill for opening in openings for skill in self.demands(opening)
        )
        for opening in openings:
            opening.disciplines.set(self.random.sample(self.disciplines, self.random.randrange(2)))
        return openings

    def opening(self) -> Opening:
        return Opening(
            company=self.company,
            park=self.park,
            title_en=self.text(),
            kind=self.random.choice(KINDS),
            state="published",
            published_at=timezone.now(),
            region=self.random.choice(self.places),
            min_degree=self.maybe(self.degrees),
            salary_max=self.random.choice([None, 8000, 15000]),
            starts_by=self.random.choice([None, self.day()]),
        )

    def demands(self, opening: Opening) -> list[OpeningSkill]:
        skills = self.random.sample(self.skills, self.random.randrange(5))
        return [
            OpeningSkill(
                opening=opening,
                skill=skill,
                importance=self.random.choice(["must", "wanted", "nice"]),
                level=self.random.randint(1, 4),
            )
            for skill in skills
        ]

    def change_something(self) -> None:
        """Do one of the things that people and companies do, by one of the ways they do it."""
        deeds = (
            self.edit_person,
            self.claim_skill,
            self.hide_person,
            self.apply_somewhere,
            self.change_mind,
            self.edit_opening,
            self.ask_for_skill,
            self.close_opening,
            lambda: self.add_people(1),
            lambda: self.add_openings(1),
            self.erase_person,
        )
        self.random.choice(deeds)()

    def edit_person(self) -> None:
        one = self.random.choice(self.profiles)
        one.summary, one.degree = self.text(), self.maybe(self.degrees)
        one.save()
        Experience.objects.create(profile=one, title=self.text())

    def claim_skill(self) -> None:
        one = self.random.choice(self.profiles)
        one.skill_claims.all().delete()
        SkillClaim.objects.bulk_create(self.claims(one))

    def hide_person(self) -> None:
        one = self.random.choice(self.profiles)
        Profile.objects.filter(pk=one.pk).update(in_matching=self.random.random() < 0.5)

    def erase_person(self) -> None:
        free = [one for one in self.profiles if not one.applications.exists()]
        self.random.choice(free).user.delete()

    def apply_somewhere(self) -> None:
        one, opening = self.random.choice(self.profiles), self.random.choice(self.openings)
        if not one.applications.filter(opening=opening).exists():
            Application.objects.create(
                profile=one, opening=opening, state="submitted", submitted_at=timezone.now()
            )

    def change_mind(self) -> None:
        one, opening = self.random.choice(self.profiles), self.random.choice(self.openings)
        if not one.dismissals.filter(opening=opening).delete()[0]:
            one.dismissals.create(opening=opening, reason="place")

    def edit_opening(self) -> None:
        opening = self.random.choice(self.openings)
        opening.text_en, opening.min_degree = self.text(), self.maybe(self.degrees)
        opening.save()

    def ask_for_skill(self) -> None:
        opening = self.random.choice(self.openings)
        opening.requirements.all().delete()
        OpeningSkill.objects.bulk_create(self.demands(opening))

    def close_opening(self) -> None:
        opening = self.random.choice(self.openings)
        state = self.random.choice(["closed", "published"])
        Opening.objects.filter(pk=opening.pk).update(state=state)


def random_market(park: Park, *, seed: int, people: int, openings: int) -> RandomMarket:
    """Fill a park; the same seed makes the same market."""
    group = SkillGroupFactory()
    province = RegionFactory()
    family = DisciplineFactory()
    market = RandomMarket(
        park=park,
        random=Random(seed),  # noqa: S311  not for secrets
        company=CompanyFactory(park=park, verified=True),
        skills=[SkillFactory(group=group) for _number in range(12)],
        places=[province, *(RegionFactory(parent=province) for _number in range(3))],
        degrees=DegreeLevelFactory.create_batch(3),
        disciplines=[family, *(DisciplineFactory(parent=family) for _number in range(3))],
    )
    market.add_people(people)
    market.add_openings(openings)
    return market
