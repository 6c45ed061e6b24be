"""The reference tables: which files there are, and what each column must hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Check = Callable[[str], str]
"""Takes the text of a cell and returns what is wrong with it, or nothing."""

LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True)
class Table:
    """One file. `key` names the columns that together tell its rows apart."""

    name: str
    columns: dict[str, Check]
    key: tuple[str, ...] = ("code",)
    links: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


def anything(text: str) -> str:
    return f"is longer than {LONGEST_LABEL} characters" if len(text) > LONGEST_LABEL else ""


def filled(text: str) -> str:
    return anything(text) if text.strip() else "is empty"


def number(text: str) -> str:
    return "" if text.isascii() and text.isdecimal() else f"“{text}” is not a whole number"


def names(text: str) -> str:
    """Several names, separated by |."""
    return next((problem for name in text.split("|") if (problem := anything(name))), "")


def one_of(*choices: str) -> Check:
    def check(text: str) -> str:
        return "" if text in choices else f"“{text}” is none of {', '.join(choices)}"

    return check


def shaped(pattern: str, meaning: str) -> Check:
    def check(text: str) -> str:
        return "" if re.fullmatch(pattern, text) else f"“{text}” is not {meaning}"

    return check


code = shaped(r"[A-Za-z-]{1,16}", "a code of up to sixteen letters")
LABELS: dict[str, Check] = {"label_en": filled, "label_zh": filled}

SKILL_GROUPS = Table("skill_groups", {"code": code, "position": number, **LABELS})
SKILLS = Table(
    "skills",
    {
        "code": shaped(r"[A-Z]{3}-\d{2}", "a code such as MOL-01"),
        "group": filled,
        "kind": one_of(
            "method",
            "tool",
            "software",
            "knowledge",
            "regulation",
            "general",
            "language",
            "certificate",
        ),
        **LABELS,
        "esco_uri": shaped(r"(http://data\.europa\.eu/esco/skill/[0-9a-f-]{36})?", "an ESCO URI"),
        "onet_code": shaped(r"(\d{8})?", "a commodity code of eight digits"),
    },
    links=(("group", "skill_groups"),),
)
SKILL_ALIASES = Table(
    "skill_aliases",
    {
        "skill": filled,
        "language": one_of("zh", "en"),
        "use": one_of("text", "exact", "beside", "search"),
        "text": filled,
    },
    key=("language", "text"),
    links=(("skill", "skills"),),
)
SKILL_RELATIONS = Table(
    "skill_relations",
    {
        "held": filled,
        "asked": filled,
        "kind": one_of("narrower", "related"),
        "quarters": one_of("1", "2", "3"),
    },
    key=("held", "asked"),
    links=(("held", "skills"), ("asked", "skills")),
)
FALSE_FRIENDS = Table(
    "false_friends",
    {
        "vocabulary": one_of("skill", "discipline", "degree", "region", "occupation"),
        "text": filled,
        "reason": filled,
    },
    key=("vocabulary", "text"),
)
DISCIPLINES = Table(
    "disciplines",
    {
        "code": shaped(r"family:[a-z-]{1,16}|(ug|gr|vo):\d{4}(\d\d)?", "a code such as ug:100701"),
        "scheme": one_of("family", "undergraduate", "graduate", "vocational"),
        "moe_code": shaped(r"(\d{4}|\d{6})?", "a code of the Ministry of Education"),
        "parent": anything,
        **LABELS,
        "other_names": names,
    },
    links=(("parent", "disciplines"),),
)
DEGREE_LEVELS = Table(
    "degree_levels", {"code": code, "rank": number, **LABELS, "other_names": names}
)
REGIONS = Table(
    "regions",
    {
        "code": shaped(r"\d{6}", "a code of six digits"),
        "parent": anything,
        **LABELS,
        "other_names": names,
    },
    links=(("parent", "regions"),),
)
CHAIN_STAGES = Table("chain_stages", {"code": code, "position": number, **LABELS})
OCCUPATIONS = Table(
    "occupations",
    {
        "code": shaped(r"\d(-\d\d(-\d\d-\d\d)?)?", "a code such as 2-02-32-02"),
        "parent": anything,
        **LABELS,
        "other_names": names,
    },
    links=(("parent", "occupations"),),
)

TABLES = (
    SKILL_GROUPS,
    SKILLS,
    SKILL_ALIASES,
    SKILL_RELATIONS,
    FALSE_FRIENDS,
    DISCIPLINES,
    DEGREE_LEVELS,
    REGIONS,
    CHAIN_STAGES,
    OCCUPATIONS,
)
