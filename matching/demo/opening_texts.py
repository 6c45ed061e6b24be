"""Titles and texts of openings, in Chinese and in English, from the role and the requirements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from companies.choices.openings import Importance
from matching.demo.draws import draw
from matching.demo.opening_details import headcount
from matching.demo.opening_plans import OpeningPlan
from matching.demo.reading import Asked, tracks, words
from matching.demo.terms import Terms
from matching.demo.wording import in_sentence
from parks.choices.work import OpeningKind

Language = Literal["zh", "en"]
POSITIONS = {"zh": 0, "en": 1}
JOINTS = {"zh": ("、", "："), "en": (", ", ": ")}
OFFERS = 3
LEARNING = {OpeningKind.INTERNSHIP, OpeningKind.TRAINING_PLACE}


@dataclass(frozen=True)
class OpeningText:
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


def write_opening(plan: OpeningPlan, terms: Terms) -> OpeningText:
    chinese, english = _Writer(plan, terms, "zh"), _Writer(plan, terms, "en")
    return OpeningText(chinese.title(), english.title(), chinese.text(), english.text())


@dataclass(frozen=True)
class _Writer:
    plan: OpeningPlan
    terms: Terms
    language: Language

    def title(self) -> str:
        name = "senior" if self.plan.senior else self.plan.kind.value
        role = self.plan.role
        return self._say("titles", name, title=self._of(role.title), topic=self._of(role.topic))

    def text(self) -> str:
        """Return paragraphs parted by an empty line; the items of a list begin with a bullet."""
        duties = self.plan.role.duties_zh if self.language == "zh" else self.plan.role.duties_en
        learns = self.plan.kind in LEARNING
        return "\n\n".join(
            (
                self._company(),
                self._introduction(),
                self._list("learning" if learns else "duties", duties),
                self._list("asked", self._requirements()),
                self._list("offered", self._offers()),
            )
        )

    def _company(self) -> str:
        name, summary = self._of(self.plan.company.name), self._of(self.plan.company.summary)
        return f"{name}{JOINTS[self.language][1]}{summary}"

    def _introduction(self) -> str:
        region = self.terms.regions[self.plan.region]
        return self._say(
            "opening",
            self.plan.kind.value,
            title=self.title(),
            headcount=headcount(self.plan),
            place=getattr(region, self.language),
        )

    def _requirements(self) -> Iterable[str]:
        degree = self.terms.degrees[self.plan.degree]
        yield self._say("requirements", "degree", degree=getattr(degree, self.language))
        field = tracks()[self.plan.role.track].field
        yield self._say("requirements", "field", field=self._of(field))
        yield from self._levels()
        nice = [skill for skill, part in self.plan.requirements if part == Importance.NICE]
        if nice:
            yield self._say("requirements", "nice", skills=self._labels(nice))

    def _levels(self) -> Iterable[str]:
        """Yield a line for each level asked for, the highest first."""
        asked = [skill for skill, part in self.plan.requirements if part != Importance.NICE]
        for level in sorted({skill.level for skill in asked}, reverse=True):
            name = words("phrases")["levels"][self.language][level]
            skills = self._labels(skill for skill in asked if skill.level == level)
            yield self._say("requirements", "must", level=name, skills=skills)

    def _offers(self) -> list[str]:
        offers = words("phrases")["offers"][self.plan.kind.value]
        drawn = draw(*self.plan.source, "offers").sample(offers, min(OFFERS, len(offers)))
        return [self._of(offer) for offer in drawn]

    def _labels(self, skills: Iterable[Asked]) -> str:
        rows = (self.terms.skills[skill.skill] for skill in skills)
        labels = (row.zh if self.language == "zh" else in_sentence(row.en) for row in rows)
        return JOINTS[self.language][0].join(labels)

    def _list(self, heading: str, items: Iterable[str]) -> str:
        lines = (f"• {item}" for item in items)
        return "\n".join((self._say("headings", heading), *lines))

    def _say(self, part: str, name: str, **values: object) -> str:
        return self._of(words("phrases")[part][name]).format(**values)

    def _of(self, pair: Sequence[str]) -> str:
        return pair[POSITIONS[self.language]]
