"""An opening as machines write and read it."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from companies.choices.openings import Importance, OpeningState, QuestionKind, SalaryPeriod
from matching.api.fields import (
    Amount,
    Code,
    Day,
    ExternalId,
    Flag,
    Line,
    Small,
    Text,
)
from parks.choices.work import CareerChannel, OpeningKind, SkillLevel

MOST_SKILLS = 60
MOST_DISCIPLINES = 40
MOST_QUESTIONS = 20


class Sent(Schema):
    """What is sent holds nothing that is not known: a misspelt name is no silent loss."""

    model_config = ConfigDict(extra="forbid")


class SkillAsked(Sent):
    skill: Code = Field(description="Code of the vocabulary; see `GET /vocabulary/skills`.")
    importance: Importance = Importance.WANTED
    level: Annotated[int, Field(strict=True, ge=1, le=4)] = Field(
        SkillLevel.FAMILIAR.value, description="1 aware, 2 familiar, 3 proficient, 4 expert."
    )


class QuestionAsked(Sent):
    kind: QuestionKind = QuestionKind.TEXT
    text_zh: Annotated[Line, Field()] = ""
    text_en: Annotated[Line, Field()] = ""
    choices: Annotated[list[Annotated[Line, Field(max_length=120)]], Field(max_length=20)] = []
    is_required: Flag = True

    @model_validator(mode="after")
    def has_words(self) -> Self:
        if not (self.text_zh.strip() or self.text_en.strip()):
            raise ValueError("write the question in Chinese or in English")
        if self.kind == QuestionKind.CHOICE and len(self.choices) < 2:
            raise ValueError("give at least two choices")
        return self


class OpeningContent(Sent):
    """All that an opening says; what is left out is empty, not unchanged."""

    kind: OpeningKind = OpeningKind.JOB
    title_zh: Line = ""
    title_en: Line = ""
    text_zh: Text = ""
    text_en: Text = ""
    min_degree: Code = Field("", description="Code of a degree level; empty: none is asked for.")
    min_years: Small | None = None
    disciplines: Annotated[list[Code], Field(max_length=MOST_DISCIPLINES)] = Field(
        [], description="Codes; everything below a discipline counts too. Empty: any."
    )
    skills: Annotated[list[SkillAsked], Field(max_length=MOST_SKILLS)] = Field(
        [], description="Languages and certificates are skills too."
    )
    questions: Annotated[list[QuestionAsked], Field(max_length=MOST_QUESTIONS)] = Field(
        [], description="What everybody answers who applies."
    )
    occupation: Code = Field("", description="Code of the 2022 classification of occupations.")
    chain_stage: Code = Field("", description="Code of a stage of the value chain.")
    region: Code = Field("", description="GB/T 2260 code of the place, six digits.")
    place_text: Line = ""
    headcount: Annotated[Small, Field(ge=1)] = 1
    salary_min: Amount | None = None
    salary_max: Amount | None = None
    salary_currency: Annotated[str, Field(strict=True, pattern=r"^[A-Z]{3}$")] = "CNY"
    salary_period: SalaryPeriod = SalaryPeriod.MONTH
    career_channel: CareerChannel | None = None
    grade: Annotated[Line, Field(max_length=40)] = ""
    starts_by: Day | None = None
    closes_on: Day | None = Field(None, description="The last day to apply; it counts.")

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        if not (self.title_zh.strip() or self.title_en.strip()):
            raise ValueError("give a title in Chinese or in English")
        bounds = (self.salary_min, self.salary_max)
        if None not in bounds and self.salary_min > self.salary_max:
            raise ValueError("the salary ends below where it begins")
        codes = [each.skill for each in self.skills]
        if len(codes) != len(set(codes)):
            raise ValueError("a skill is named twice")
        return self


class NewOpening(OpeningContent):
    external_id: ExternalId | None = Field(None, description="Your own id of it.")


class Renewal(Sent):
    closes_on: Day = Field(description="The new last day to apply, within a year.")


class OpeningSummary(Schema):
    """An opening in a list."""

    id: UUID
    external_id: str
    state: OpeningState
    kind: OpeningKind
    title_zh: str
    title_en: str
    closes_on: date | None
    published_at: datetime | None
    updated_at: datetime
    page: str = Field(description="Where people read it.")


class SkillShown(Schema):
    skill: str
    importance: Importance
    level: int


class QuestionShown(Schema):
    kind: QuestionKind
    text_zh: str
    text_en: str
    choices: list[str]
    is_required: bool


class OpeningShown(OpeningSummary):
    """An opening with all that it says."""

    text_zh: str
    text_en: str
    min_degree: str
    min_years: int | None
    disciplines: list[str]
    skills: list[SkillShown]
    questions: list[QuestionShown]
    occupation: str
    chain_stage: str
    region: str
    place_text: str
    headcount: int
    salary_min: int | None
    salary_max: int | None
    salary_currency: str
    salary_period: SalaryPeriod
    career_channel: CareerChannel | None
    grade: str
    starts_by: date | None
    review_comment: str = Field(description="Why the park office returned it.")
    created_at: datetime


class OpeningPage(Schema):
    items: list[OpeningSummary]
    next: str | None = Field(description="`cursor` of the next page; null on the last one.")
