"""An application as machines read it and move it on."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from matching.api.fields import Message
from matching.choices.applications import ApplicationSource, ApplicationState, RefusalReason
from talent.choices.profiles import ClaimSource


class Sent(Schema):
    model_config = ConfigDict(extra="forbid")


class Move(Sent):
    """A step of the company; an offer is made on the portal, where it is answered as well."""

    state: Literal["shortlisted", "interviewing", "hired"]
    message: Message = Field("", description="What the applicant reads; may be empty.")


class Refusal(Sent):
    """Both are mandatory; the applicant reads them."""

    reason: RefusalReason
    message: Annotated[Message, Field(min_length=1)]


class ApplicationSummary(Schema):
    """An application in a list: who it is from only `getApplication` tells."""

    id: UUID
    opening: UUID
    opening_external_id: str
    state: ApplicationState
    source: ApplicationSource
    submitted_at: datetime | None
    changed_at: datetime


class StudyShown(Schema):
    school: str
    study: str
    degree: str
    started_on: date | None
    ended_on: date | None


class WorkShown(Schema):
    title: str
    employer: str
    started_on: date | None
    ended_on: date | None
    text: str


class ClaimShown(Schema):
    skill: str
    label: str
    level: int | None
    source: ClaimSource


class ApplicantShown(Schema):
    """Who applied. In an anonymous first screen `code` stands for name, contact data and past."""

    code: str
    is_anonymous: bool
    name: str
    email: str
    phone: str
    headline: str
    summary: str
    degree: str
    discipline: str
    graduates_on: date | None
    available_from: date | None
    studies: list[StudyShown]
    work: list[WorkShown]
    skills: list[ClaimShown]


class AnswerShown(Schema):
    question: str
    answer: str


class DocumentShown(Schema):
    id: UUID
    filename: str
    content_type: str
    size: int
    href: str


class ApplicationShown(ApplicationSummary):
    message: str
    answers: list[AnswerShown]
    documents: list[DocumentShown]
    refusal_reason: RefusalReason | None
    applicant: ApplicantShown | None = Field(
        description="Null when the applicant no longer grants the company a look."
    )


class ApplicationPage(Schema):
    items: list[ApplicationSummary]
    next: str | None = Field(description="`cursor` of the next page; null on the last one.")
