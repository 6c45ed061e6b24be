"""The part of JSON Resume 1.0 (jsonresume.org) that fills a profile; the rest is let be."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MOST_POSTS, MOST_STUDIES = 60, 30
ISO_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(_none_if_blank)]
IsoDate = Annotated[
    Annotated[str, StringConstraints(pattern=ISO_DATE)] | None, BeforeValidator(_none_if_blank)
]


class Piece(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class Place(Piece):
    city: Text = None
    region: Text = None


class Basics(Piece):
    name: Text = None
    label: Text = None
    email: Text = None
    phone: Text = None
    summary: Text = None
    location: Place | None = None


class Work(Piece):
    name: Text = None
    position: Text = None
    startDate: IsoDate = None  # noqa: N815 - the names are those of the format
    endDate: IsoDate = None  # noqa: N815
    summary: Text = None
    highlights: list[str] | None = None


class Education(Piece):
    institution: Text = None
    area: Text = None
    studyType: Text = None  # noqa: N815
    startDate: IsoDate = None  # noqa: N815
    endDate: IsoDate = None  # noqa: N815
    courses: list[str] | None = None


class Skill(Piece):
    name: Text = None
    level: Text = None
    keywords: list[str] | None = None


class Language(Piece):
    language: Text = None
    fluency: Text = None


class Certificate(Piece):
    name: Text = None


class Project(Piece):
    name: Text = None
    description: Text = None
    highlights: list[str] | None = None
    keywords: list[str] | None = None


class Resume(Piece):
    basics: Basics | None = None
    work: Annotated[list[Work], Field(max_length=MOST_POSTS)] | None = None
    education: Annotated[list[Education], Field(max_length=MOST_STUDIES)] | None = None
    skills: list[Skill] | None = None
    languages: list[Language] | None = None
    certificates: list[Certificate] | None = None
    projects: list[Project] | None = None
