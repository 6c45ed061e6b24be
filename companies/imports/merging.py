"""What a row of a file changes of an opening that is there: blank is not "clear".

A field of which the file says nothing stays as it is. So do skills, disciplines and degree that
were only recognised in a text, while that text is the same: people may have mended them.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from companies.models import Opening, OpeningSkill
from companies.postings.reading import Demands, Posting, Reading
from companies.postings.requirements import AskedSkill
from companies.postings.storing import columns_of
from parks.choices.work import OpeningKind

SALARY = ("salary_min", "salary_max", "salary_currency", "salary_period")
FILLED_BY = {
    "kind": "kind",
    "region_id": "location",
    "place_text": "location",
    "headcount": "headcount",
    "closes_on": "closes",
    "min_degree_id": "degree",
    "min_years": "experience",
    **dict.fromkeys(SALARY, "salary"),
}
"""The field of a file whose cell decides a column, also by saying that there is none."""
BY_DEFAULT = {"kind": OpeningKind.JOB, "headcount": 1}


class Merged(NamedTuple):
    """The columns that become another, and the skills and disciplines asked for afterwards."""

    columns: dict[str, Any]
    demands: Demands

    def posting(self, posting: Posting) -> Posting:
        return replace(posting, demands=self.demands)


def merge(opening: Opening, reading: Reading) -> Merged:
    """Return what a row changes of an opening (with its requirements); nothing is set yet."""
    posting = reading.posting
    is_new_text = _is_new_text(opening, reading)
    stated = {
        name: value
        for name, value in columns_of(posting).items()
        if _says(name, value, reading, is_new_text)
    }
    columns = {name: new for name, new in stated.items() if getattr(opening, name) != new}
    return Merged(columns, _demands(opening, reading, is_new_text))


def demands_of(opening: Opening) -> Demands:
    """Return what an opening asks for now."""
    return Demands(
        degree_id=opening.min_degree_id,
        discipline_ids=frozenset(one.pk for one in opening.disciplines.all()),
        skills=_asked(opening.requirements.all()),
        min_years=opening.min_years,
    )


def _asked(requirements: Iterable[OpeningSkill]) -> tuple[AskedSkill, ...]:
    return tuple(AskedSkill(row.skill_id, row.importance, row.level) for row in requirements)


def _is_new_text(opening: Opening, reading: Reading) -> bool:
    name = "text_zh" if reading.posting.is_chinese else "text_en"
    return "description" in reading.stated and getattr(opening, name) != reading.posting.text


def _says(name: str, value: Any, reading: Reading, is_new_text: bool) -> bool:
    """Say whether the file says something of a column, so that it may change."""
    if name.startswith("text_"):
        return bool(value) and "description" in reading.stated
    if name.startswith("title_"):
        return bool(value)
    if FILLED_BY.get(name) in reading.stated:
        return True
    is_blank = value is None or value == BY_DEFAULT.get(name) or name in SALARY
    return is_new_text and not is_blank and name != "place_text"


def _demands(opening: Opening, reading: Reading, is_new_text: bool) -> Demands:
    old, new = demands_of(opening), reading.posting.demands
    asks_skills = is_new_text or "skills" in reading.stated
    asks_majors = "disciplines" in reading.stated or (is_new_text and new.discipline_ids)
    return replace(
        old,
        skills=new.skills if asks_skills else old.skills,
        discipline_ids=new.discipline_ids if asks_majors else old.discipline_ids,
    )
