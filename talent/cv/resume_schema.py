"""The part of JSON Resume 1.0 (jsonresume.org) that fills a profile; the rest is let be."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MOST_POSTS, MOST_STUDIES = 60, 30
MOST_SKILLS, MOST_ITEMS = 500, 200
ISO_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"


def _none_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(_none_if_blank)]
IsoDate = Annotated[
    Annotated[str, StringConstraints(pattern=ISO_DATE)] | None, BeforeValidator(_none_if_blank)
]


class Piece(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


Words = Annotated[list[str], Field(max_length=MOST_ITEMS)]


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
    highlights: Words | None = None


class Education(Piece):
    institution: Text = None
    area: Text = None
    studyType: Text = None  # noqa: N815
    startDate: IsoDate = None  # noqa: N815
    endDate: IsoDate = None  # noqa: N815
    courses: Words | None = None
    degreeCode: Text = None  # noqa: N815
    disciplineCode: Text = None  # noqa: N815


class Skill(Piece):
    name: Text = None
    level: Text = None
    keywords: Words | None = None


class Language(Piece):
    language: Text = None
    fluency: Text = None


class Certificate(Piece):
    name: Text = None
    level: Text = None


class Project(Piece):
    name: Text = None
    description: Text = None
    highlights: Words | None = None
    keywords: Words | None = None


class OwnFacts(Piece):
    """What this portal adds to its own files, under `meta`, where the schema allows it."""

    degree: Text = None
    discipline: Text = None
    graduatesOn: IsoDate = None  # noqa: N815
    availableFrom: IsoDate = None  # noqa: N815
    wantedKinds: Words | None = None  # noqa: N815
    wantedPlaces: Words | None = None  # noqa: N815
    anywhere: bool | None = None
    careerChannel: Text = None  # noqa: N815


class Meta(Piece):
    talentPortal: OwnFacts | None = None  # noqa: N815


class Resume(Piece):
    basics: Basics | None = None
    work: Annotated[list[Work], Field(max_length=MOST_POSTS)] | None = None
    education: Annotated[list[Education], Field(max_length=MOST_STUDIES)] | None = None
    skills: Annotated[list[Skill], Field(max_length=MOST_SKILLS)] | None = None
    languages: Annotated[list[Language], Field(max_length=MOST_ITEMS)] | None = None
    certificates: Annotated[list[Certificate], Field(max_length=MOST_ITEMS)] | None = None
    projects: Annotated[list[Project], Field(max_length=MOST_ITEMS)] | None = None
    meta: Meta | None = None
