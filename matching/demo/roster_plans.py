"""The students of the demo's university: those with an account here, and those without one.

Whoever has an account is a graduate of the seed; the others are the same in every demo. Sex and
home of all follow from their line alone, and nothing that is matched ever reads them.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from matching.choices.outcomes import OutcomeCategory, OutcomeMonth, TripartiteState
from matching.demo.draws import draw, weighted
from matching.demo.graduate_plans import PERSONA, GraduatePlan, plan_graduate
from matching.demo.people import person
from matching.demo.reading import UniversityWords, parks, universities, words
from talent.choices.university import Sex

STRANGERS = 96
SEASONS = (0, 0, -1, -1, -1, -2, -2, -4)  # years from the graduation that comes next
DEGREE_OF_SCHEME = {"vo": "college", "ug": "bachelor", "gr": "master"}
CLAIMED_SHARE, SHARING_SHARE, LEFT_SHARE = 0.85, 0.8, 0.02
KNOWN = {0: 0.94, 6: 0.82, 12: 0.72, 36: 0.55}  # share of graduates whose destination is known
STAYS_SHARE = 0.85

C, T = OutcomeCategory, TripartiteState
AT_GRADUATION = {
    C.AGREEMENT: 30,
    C.CONTRACT: 14,
    C.STUDY: 18,
    C.STUDY_ABROAD: 5,
    C.PROJECT: 3,
    C.RESEARCH_ASSISTANT: 2,
    C.SERVICE: 1,
    C.STARTUP: 1,
    C.FREELANCE: 3,
    C.OTHER_EMPLOYMENT: 3,
    C.SEEKING: 14,
    C.PREPARING: 5,
    C.NOT_SEEKING: 1,
}
LATER = {C.CONTRACT: 60, C.STUDY: 12, C.FREELANCE: 6, C.STARTUP: 3, C.SEEKING: 15, C.PREPARING: 4}
STILL_HERE = {C.SEEKING: 60, C.PREPARING: 12, C.CONTRACT: 18, C.FREELANCE: 10}
AGREEMENTS = {T.NOT_ISSUED: 45, T.ISSUED: 40, T.SIGNED: 15}
GRADUATED = {T.ISSUED: 60, T.SIGNED: 15, T.DISSOLVED: 25}


@dataclass(frozen=True)
class Student:
    """`source` are the words that every draw about the line starts from."""

    source: tuple[object, ...]
    number: str
    full_name: str
    degree: str
    discipline: str
    season: int
    plan: GraduatePlan | None = None

    def draw(self, *words: object) -> Random:
        return draw("roster", *self.source, *words)

    @property
    def is_persona(self) -> bool:
        return self.plan is not None and self.plan.index == PERSONA

    @property
    def sex(self) -> Sex:
        chosen = weighted(self.draw("sex"), {Sex.FEMALE: 58, Sex.MALE: 42})
        return Sex.FEMALE if self.is_persona else chosen

    @property
    def home(self) -> str:
        """The code of a region: near the parks, or somewhere else in the country."""
        near = [code for park in parks() for code in park.wanted]
        return self.draw("home").choice([*near, "410000", "510000", "340000", "530000"])

    @property
    def has_claimed(self) -> bool:
        return self.plan is not None and (
            self.is_persona or self.draw("claims").random() < CLAIMED_SHARE
        )

    @property
    def shares(self) -> bool:
        return self.has_claimed and (
            self.is_persona or self.draw("shares").random() < SHARING_SHARE
        )

    @property
    def has_left(self) -> bool:
        return self.plan is None and self.draw("left").random() < LEFT_SHARE

    def destinations(self, months: tuple[int, ...]) -> dict[OutcomeMonth, OutcomeCategory]:
        """Return where the graduate was at these times, as far as it is known."""
        found, now = {}, weighted(self.draw("to", 0), STILL_HERE if self.plan else AT_GRADUATION)
        for month in months:
            source = self.draw("at", month)
            if month and source.random() > STAYS_SHARE:
                now = weighted(source, LATER)
            if source.random() < KNOWN[month]:
                found[OutcomeMonth(month)] = now
        return found

    def agreement(self, at_graduation: OutcomeCategory | None) -> TripartiteState:
        """Return how far the employment agreement is: registered where the school knows of it."""
        if at_graduation == OutcomeCategory.AGREEMENT:
            return TripartiteState.REGISTERED
        return weighted(self.draw("agreement"), GRADUATED if self.season < 0 else AGREEMENTS)


def school() -> UniversityWords:
    """Return the university whose career officer has a sign-in button."""
    code = words("personas")["graduate"]["university"]
    return next(place for place in universities() if place.code == code)


def plan_student(seed: int, index: int) -> Student | None:
    """Return the line of graduate `index` of the seed, or None for one of another university."""
    plan = plan_graduate(seed, index)
    if index == PERSONA:
        return _persona(plan)
    if plan.university != school():
        return None
    name, studied = plan.person.full_name, (plan.degree, plan.discipline)
    return Student(plan.source, _number(plan), name, *studied, plan.season, plan)


def _persona(plan: GraduatePlan) -> Student:
    facts, name = words("personas")["graduate"], words("personas")["person"][0]["full_name"]
    return Student(plan.source, _number(plan), name, facts["degree"], facts["discipline"], 0, plan)


def _number(plan: GraduatePlan) -> str:
    return f"{plan.uuid.int % 10**10:010d}"


def plan_stranger(index: int) -> Student:
    """Return the line of a student who has no account here."""
    source = ("stranger", index)
    discipline = draw("roster", *source).choice(school().programmes)
    degree = DEGREE_OF_SCHEME[discipline.partition(":")[0]]
    season, name = SEASONS[index % len(SEASONS)], person(draw("roster", *source, "name")).full_name
    return Student(source, f"{9_000_000_000 + index}", name, degree, discipline, season)


def months_reached(graduates_on: date, today: date) -> tuple[int, ...]:
    """Return the times after graduation at which a graduate can have been asked by now."""
    passed = 12 * (today.year - graduates_on.year) + today.month - graduates_on.month
    passed -= today.day < graduates_on.day
    return tuple(month for month in OutcomeMonth.values if month <= passed)
