"""What graduates say of themselves, in the language they use the portal in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matching.demo.companies import plan_company
from matching.demo.draws import draw
from matching.demo.graduate_details import Held, Work, first_two_skills
from matching.demo.graduate_plans import GraduatePlan
from matching.demo.reading import words
from matching.demo.terms import Term, Terms
from matching.demo.wording import in_sentence
from parks.choices.accounts import Language
from talent.choices.profiles import ClaimSource


class WorkText(NamedTuple):
    title: str
    employer: str
    text: str


@dataclass(frozen=True)
class GraduateWriter:
    plan: GraduatePlan
    terms: Terms

    def headline(self) -> str:
        if self.plan.sparse:
            return ""
        return self._of(words("phrases")["profile"]["headline"]).format(
            degree=self._of(self.terms.degrees[self.plan.degree][1:]),
            discipline=self._label(self.terms.disciplines[self.plan.discipline]),
            topic=self._topic(0),
        )

    def summary(self, held: Sequence[Held]) -> str:
        skills = first_two_skills(self.plan, held)
        if self.plan.sparse or skills is None:
            return ""
        texts = words("phrases")["profile"]["summaries"]
        first, second = (self._label(self.terms.skills[skill]) for skill in skills)
        return self._of(draw(*self.plan.source, "summary").choice(texts)).format(
            discipline=self._label(self.terms.disciplines[self.plan.discipline]),
            topic=self._topic(0),
            first=first,
            second=second,
        )

    def evidence(self, held: Held) -> str:
        """Return what a claim rests on; somebody's own word rests on nothing."""
        content = words("phrases")["profile"]
        if held.source == ClaimSource.ROSTER:
            label = self._label(self.terms.skills[held.skill])
            return self._of(content["roster"]).format(skill=label)
        if held.source == ClaimSource.ASSESSED:
            source = draw(*self.plan.source, "certificate", held.skill)
            return self._of(source.choice(content["certificates"]))
        return ""

    def work(self, work: Work) -> WorkText:
        content, role = words("phrases")["profile"], self.plan.roles[work.role]
        did = self._of((role.did_zh, role.did_en))
        if work.company is not None:
            title = self._of(content["internship"]).format(topic=self._topic(work.role))
            return WorkText(title, self._of(plan_company(work.company).name), did)
        title = draw(*self.plan.source, "project", work.role).choice(content["projects"])
        university = self._of(self.plan.university.name)
        employer = self._of(content["laboratory"]).format(university=university)
        return WorkText(self._of(title), employer, did)

    def school(self) -> str:
        return self._of(self.plan.university.name)

    def _label(self, term: Term) -> str:
        return self._of((term.zh, in_sentence(term.en)))

    def _topic(self, role: int) -> str:
        chinese, english = self.plan.roles[role].topic
        return self._of((chinese, in_sentence(english)))

    def _of(self, pair: Sequence[str]) -> str:
        return pair[1] if self.plan.language == Language.ENGLISH else pair[0]
