"""The whole form of an opening, as it was sent, is shown again, or is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.http import QueryDict

from companies.forms.opening_rows import (
    MOST_QUESTIONS,
    MOST_SKILLS,
    QuestionRows,
    SkillForm,
    SkillRows,
)
from companies.forms.openings import OpeningForm
from companies.models import Company, Opening
from companies.queries.vocabulary import SkillWord, Words, disciplines_named, skills_named
from companies.recognition import Offer, place_of
from parks.models import Park

SKILLS, QUESTIONS = "skills", "questions"
PLAIN = (
    *("kind", "title_zh", "title_en", "text_zh", "text_en", "min_degree", "min_years"),
    *("chain_stage", "headcount", "salary_min", "salary_max", "salary_currency"),
    *("salary_period", "career_channel", "grade", "starts_by", "closes_on"),
)
"""Boxes that hold a column of Opening as it is."""
KEYS = frozenset({"min_degree", "chain_stage"})
ROW_BOXES = {
    SKILLS: ("skill", "name", "importance", "level", "remove"),
    QUESTIONS: ("text_zh", "text_en", "kind", "choices", "is_optional", "remove"),
}


@dataclass
class Sheet:
    """What stands in the boxes, as text: nothing of it needs to be right."""

    boxes: dict[str, Any] = field(default_factory=dict)
    disciplines: list[str] = field(default_factory=list)
    skills: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def of_opening(cls, opening: Opening) -> Self:
        boxes: dict[str, Any] = {name: getattr(opening, column(name)) for name in PLAIN}
        boxes |= {"company": opening.company_id, "place_text": opening.place}
        return cls(
            boxes=boxes,
            disciplines=[str(row.pk) for row in opening.disciplines.all()],
            skills=[
                {"skill": row.skill_id, "importance": row.importance, "level": row.level}
                for row in opening.requirements.all()
            ],
            questions=[
                {
                    "text_zh": row.text_zh,
                    "text_en": row.text_en,
                    "kind": row.kind,
                    "choices": "\n".join(row.choices),
                    "is_optional": not row.is_required,
                }
                for row in opening.questions.order_by("position", "pk")
            ],
        )

    @classmethod
    def of_post(cls, data: QueryDict) -> Self:
        names = (*PLAIN, "company", "place_text", "discipline")
        return cls(
            boxes={name: data[name] for name in names if name in data},
            disciplines=data.getlist("disciplines"),
            skills=_rows(data, SKILLS, MOST_SKILLS),
            questions=_rows(data, QUESTIONS, MOST_QUESTIONS),
            dropped=data.getlist("dropped"),
        )

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The titles and texts, to be read."""
        return tuple(
            (
                str(self.boxes.get(f"title_{language}") or ""),
                str(self.boxes.get(f"text_{language}") or ""),
            )
            for language in ("zh", "en")
        )

    def settle(self) -> None:
        """Turn names typed in into what they mean, and leave out rows to remove."""
        self.skills = [row for row in self.skills if not row.get("remove")]
        self.questions = [row for row in self.questions if not row.get("remove")]
        names = [str(row.get("name") or "") for row in self.skills if not row.get("skill")]
        known = skills_named(filter(None, names))
        self.unknown = [name for name in names if name and name not in known]
        for row in self.skills:
            row["skill"] = row.get("skill") or known.get(str(row.get("name") or ""))
        self._settle_discipline()

    def _settle_discipline(self) -> None:
        typed = str(self.boxes.get("discipline") or "").strip()
        found = [str(pk) for pk in disciplines_named(typed)]
        if found:
            self.disciplines = list(dict.fromkeys([*self.disciplines, *found]))
            self.boxes["discipline"] = ""
        elif typed:
            self.unknown.append(typed)

    def offers(self, recognised: Iterable[Offer]) -> list[Offer]:
        """Return what was recognised and is neither in the form nor dropped."""
        dropped = set(self.dropped)
        return [
            offer for offer in recognised if offer.subject not in dropped and not self._holds(offer)
        ]

    def _holds(self, offer: Offer) -> bool:
        if offer.field == "skill":
            return offer.value.split(":")[0] in {str(row.get("skill")) for row in self.skills}
        if offer.field == "disciplines":
            return offer.value in map(str, self.disciplines)
        held = self.boxes.get(offer.field)
        is_said = held not in (None, "") and (offer.field, str(held)) not in UNTOUCHED
        return is_said if offer.field != "kind" else str(held) == offer.value

    def accept(self, offer: Offer) -> None:
        """Put what was recognised into the form."""
        if offer.field == "skill":
            skill, importance, level = offer.value.split(":")
            self.skills.append({"skill": int(skill), "importance": importance, "level": level})
        elif offer.field == "disciplines":
            self.disciplines.append(offer.value)
        else:
            self.boxes[offer.field] = offer.value


def column(box: str) -> str:
    """Return the column of Opening that a box holds: of another row its id."""
    return f"{box}_id" if box in KEYS else box


UNTOUCHED = frozenset({("headcount", "1")})
"""What a box holds before anybody has said anything."""


def _rows(data: Mapping[str, Any], prefix: str, most: int) -> list[dict[str, Any]]:
    """Read the rows of a formset that hold something, whatever it is."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    count = min(int(total), most) if total.isdecimal() else 0
    rows = []
    for number in range(count):
        boxes = {name: data.get(f"{prefix}-{number}-{name}") for name in ROW_BOXES[prefix]}
        row = {name: value for name, value in boxes.items() if value is not None}
        if any(row.get(name) for name in ("skill", "name", "text_zh", "text_en")):
            rows.append(row)
    return rows


@dataclass
class SheetForms:
    """The forms that show a sheet, or read it where they are bound to what was sent."""

    opening: OpeningForm
    skills: SkillRows
    questions: QuestionRows

    @classmethod
    def showing(cls, sheet: Sheet, companies: Sequence[Company], words: Words) -> Self:
        return cls(
            OpeningForm(
                initial=sheet.boxes | {"disciplines": sheet.disciplines},
                companies=companies,
                words=words,
                chosen=sheet.disciplines,
            ),
            SkillRows(initial=sheet.skills, prefix=SKILLS),
            QuestionRows(initial=sheet.questions, prefix=QUESTIONS),
        )

    @classmethod
    def reading(cls, data: QueryDict, companies: Sequence[Company], words: Words) -> Self:
        return cls(
            OpeningForm(data, companies=companies, words=words, chosen=data.getlist("disciplines")),
            SkillRows(data, prefix=SKILLS),
            QuestionRows(data, prefix=QUESTIONS),
        )

    def are_valid(self) -> bool:
        """Check all three, so that all errors show at once."""
        return all([self.opening.is_valid(), self.skills.is_valid(), self.questions.is_valid()])

    @property
    def has_errors(self) -> bool:
        forms = (self.opening, self.skills, self.questions)
        return any(form.is_bound and not form.is_valid() for form in forms)

    def name_skills(self, words: Words) -> list[tuple[SkillForm, SkillWord | None]]:
        """Return each row of a skill with the skill it names already, None for an empty one."""
        named = []
        for row in self.skills:
            pk = str(row["skill"].value() or "")
            named.append((row, words.skills.get(int(pk)) if pk.isdecimal() else None))
        return named

    def content(self, park: Park, words: Words, before: Opening | None = None) -> dict[str, Any]:
        """Return what the actions write: columns, disciplines, skills and questions."""
        data = self.opening.cleaned_data
        fields = {column(name): data[name] for name in PLAIN}
        place = data["place_text"]
        if before is None or place != before.place:
            fields |= {"place_text": place, "region_id": place_of(place, words=words, park=park)}
        return fields | {
            "disciplines": self.opening.accepted(),
            "requirements": self.skills.requirements(),
            "questions": self.questions.questions(),
        }
