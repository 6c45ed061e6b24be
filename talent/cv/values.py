"""What a CV says, as values: each remembers the stretch of text it was read from."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """`value` was read from `text[start:end]` of the CV."""

    value: Value
    start: int
    end: int


class PartialDate(NamedTuple):
    """A year, with its month (1–12) when the CV gives one."""

    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`; no `end` and `ongoing` means "until now"."""

    start: Found[PartialDate] | None = None
    end: Found[PartialDate] | None = None
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class CvEducation:
    """One study; what is not sure is None.

    `degree` is a code of DegreeLevel, `discipline` the words of the CV, `discipline_code` the
    payload that the discipline matcher gave for them. `stated_code` is the code of a Discipline
    that a file of this portal names itself.
    """

    school: Found[str] | None = None
    degree: Found[str] | None = None
    discipline: Found[str] | None = None
    discipline_code: Found[Hashable] | None = None
    period: Period = Period()
    stated_code: str = ""


@dataclass(frozen=True, slots=True)
class CvExperience:
    """One post or internship: `text` is what was done there."""

    title: Found[str] | None
    organisation: Found[str] | None
    period: Period
    text: Found[str]
    is_internship: bool = False


@dataclass(frozen=True, slots=True)
class CvPlaces:
    """Payloads of the matcher of places: those wanted for work, in their order, and the home."""

    wanted: tuple[Found[Hashable], ...] = ()
    home: Found[Hashable] | None = None


@dataclass(frozen=True, slots=True)
class CvLanguage:
    """`code` is ISO 639-1; `level` the words of the CV, such as "CET-6" or "Fluent"."""

    code: Found[str]
    level: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class CvSkill:
    """`payload` is what the skill matcher gave; `level` 1 aware … 4 expert, None when not said."""

    payload: Found[Hashable]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class CvNamedSkill:
    """An item of a JSON Resume that should be a skill, a language or a certificate as a whole."""

    name: Found[str]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class CvOwnFacts:
    """What a file of this portal says beside JSON Resume; all are codes, checked on filling.

    `degree` and `discipline` are those of the profile itself, `places` GB/T 2260 codes in order.
    """

    degree: str = ""
    discipline: str = ""
    graduates_on: datetime.date | None = None
    available_from: datetime.date | None = None
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    anywhere: bool = False
    career_channel: str = ""


@dataclass(frozen=True, slots=True)
class CvFields:
    """All that was recognised in `text`, into which every span points.

    `stated_experience` is the months of experience that the text names as such; `kinds` are the
    codes of OpeningKind that the person asks for; `own` is set for a file of this portal.
    """

    text: str
    name: Found[str] | None = None
    email: Found[str] | None = None
    phone: Found[str] | None = None
    educations: tuple[CvEducation, ...] = ()
    highest_degree: Found[str] | None = None
    graduated_on: Found[PartialDate] | None = None
    experiences: tuple[CvExperience, ...] = ()
    stated_experience: Found[int] | None = None
    places: CvPlaces = CvPlaces()
    languages: tuple[CvLanguage, ...] = ()
    certificates: tuple[Found[str], ...] = ()
    skills: tuple[CvSkill, ...] = ()
    headline: Found[str] | None = None
    summary: Found[str] | None = None
    kinds: tuple[Found[str], ...] = ()
    named_skills: tuple[CvNamedSkill, ...] = ()
    own: CvOwnFacts | None = None


class MatchedSpan(Protocol):
    payload: Hashable
    start: int
    end: int


class Matcher(Protocol):
    """Finds the phrases of a vocabulary in free text."""

    def find(self, text: str) -> list[MatchedSpan]: ...
