"""Companies that do not exist: company `index` is the same in every demo, whatever its seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from matching.demo.draws import draw
from matching.demo.people import Person, person
from matching.demo.reading import Pair, parks, words

FIRST_COMPANIES = 20
OPENINGS_PER_COMPANY = 10
STRIDE = 37  # prime to the number of names, so that neighbours in the list do not sound alike


class Standing(Enum):
    """How far a company has come: claimed by a recruiter or not, verified by the park or not."""

    VERIFIED = "verified"
    PENDING = "pending"
    IN_REVIEW = "in_review"
    DECLINED = "declined"
    UNCLAIMED = "unclaimed"

    @property
    def publishes(self) -> bool:
        """Unclaimed companies have openings too: the park office brought them in."""
        return self in (Standing.VERIFIED, Standing.UNCLAIMED)


# The first twenty hold one of each, and so does every twenty after them.
STANDINGS = {
    5: Standing.PENDING,
    9: Standing.UNCLAIMED,
    11: Standing.DECLINED,
    14: Standing.IN_REVIEW,
    18: Standing.UNCLAIMED,
}


@dataclass(frozen=True)
class CompanyPlan:
    index: int
    slug: str
    name: Pair
    summary: Pair
    kind: str
    growth_stage: str
    park: str
    region: str
    stages: tuple[str, ...]
    standing: Standing
    recruiter: Person

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"


def company_limit() -> int:
    """Return how many companies the lists of names are good for."""
    content = words("companies")
    return len(content["heads"]) * len(content["tails"]) * len(content["kinds"])


def company_count(openings: int) -> int:
    """Return how many companies a demo of this many openings has."""
    return min(FIRST_COMPANIES + openings // OPENINGS_PER_COMPANY, company_limit())


@cache
def plan_company(index: int) -> CompanyPlan:
    source = draw("company", index)
    kind = _kind(index)
    content = words("companies")["kinds"][kind]
    place = parks()[index % 5 in (2, 4)]
    return CompanyPlan(
        index=index,
        slug=_slug(index, content["name"]),
        name=_name(index, content["name"]),
        summary=_summary(content["summary"], _focus(index, content["focus"])),
        kind=kind,
        growth_stage=_in_turn("growth_cycle", index),
        park=place.slug,
        region=place.regions[0] if index == 0 else source.choice(place.regions),
        stages=content["stages"],
        standing=STANDINGS.get(index % 20, Standing.VERIFIED),
        recruiter=person(source),
    )


def _focus(index: int, choices: Sequence[Pair]) -> Pair:
    """The first company does what its openings, the first of the demo, ask for."""
    return choices[0] if index == 0 else draw("focus", index).choice(choices)


def _in_turn(cycle: str, index: int) -> str:
    values = words("companies")[cycle]
    return values[index % len(values)]


def _names() -> int:
    return len(words("companies")["heads"]) * len(words("companies")["tails"])


def _kind(index: int) -> str:
    """A name that comes round again goes to another kind of company."""
    kinds = list(words("companies")["kinds"])
    first = kinds.index(_in_turn("kind_cycle", index % _names()))
    return kinds[(first + index // _names()) % len(kinds)]


def _head_and_tail(index: int) -> tuple[list[str], list[str]]:
    content = words("companies")
    head, tail = divmod(index * STRIDE % _names(), len(content["tails"]))
    return content["heads"][head].split(), content["tails"][tail].split()


def _name(index: int, kind: Pair) -> Pair:
    head, tail = _head_and_tail(index)
    return f"{head[0]}{tail[0]}{kind[0]}", f"{head[1]}{tail[1]} {kind[1]}"


def _slug(index: int, kind: Pair) -> str:
    return _name(index, kind)[1].lower().replace(" ", "-")


def _summary(texts: Pair, focus: Pair) -> Pair:
    chinese, english = (text.format(focus=words) for text, words in zip(texts, focus, strict=True))
    return chinese, english
