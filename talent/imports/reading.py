"""One line of a roster → what it says of a student."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from parks.imports.cells import FIRST_YEAR, LAST_YEAR, read_date, read_words
from parks.imports.errors import CellError
from parks.imports.filled import Readers
from talent.actions.filling import GRADUATION_MONTH
from talent.choices.university import Sex

from .fields import EXAMPLE
from .words import Words

LONGEST_NUMBER, LONGEST_NAME, LONGEST_EMAIL, LONGEST_PROGRAMME = 40, 120, 254, 160
ROUNDED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
"""What spreadsheet programs make of a number with many digits (2.0221E+11)."""
WHOLE = re.compile(r"(\d+)\.0")
A_YEAR = re.compile(r"(\d{4})\s*(?:年|级|届)?")
SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("女", "女性", "女生", "female", "f", "woman"), Sex.FEMALE),
    **dict.fromkeys(("男", "男性", "男生", "male", "m", "man"), Sex.MALE),
}


def readers_of(words: Words) -> Readers:
    """Return what reads the cell of each field; `programme` is text, `discipline` a set of ids."""
    return {
        "student_number": read_number,
        "full_name": lambda cell: read_words(cell, longest=LONGEST_NAME),
        "email": read_email,
        "sex": read_sex,
        "home_region": words.region,
        "programme": lambda cell: read_words(cell, longest=LONGEST_PROGRAMME),
        "degree": words.degree,
        "discipline": words.discipline,
        "cohort": read_cohort,
        "graduates_on": read_graduation,
    }


def read_number(cell: str) -> str:
    """Return a student number as one keeps it; raise CellError for one that was rounded."""
    text = unicodedata.normalize("NFKC", read_words(cell, longest=LONGEST_NUMBER))
    if ROUNDED.fullmatch(text):
        raise CellError(_("was rounded by a spreadsheet program: make the column text"))
    if text == EXAMPLE:
        raise CellError(_("is the example of the template: delete the row"))
    whole = WHOLE.fullmatch(text)
    return whole[1] if whole else text


def read_email(cell: str) -> str:
    text = unicodedata.normalize("NFKC", read_words(cell, longest=LONGEST_EMAIL)).lower()
    try:
        validate_email(text)
    except ValidationError as error:
        raise CellError(_("is not an e-mail address")) from error
    return text


def read_sex(cell: str) -> Sex:
    sex = SEXES.get(unicodedata.normalize("NFKC", read_words(cell)).casefold())
    if sex is None:
        raise CellError(_("is neither 男 nor 女"))
    return sex


def read_cohort(cell: str) -> int:
    """Return the year somebody entered, from a year, a class such as 2022级, or a day."""
    year = _year_of(cell)
    if year is None:
        day = read_date(cell)
        year = day.year if day else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(_("is not a year; write it as 2022"))
    return year


def read_graduation(cell: str) -> datetime.date | None:
    """Return the day; a month counts for its last day, a mere year for the end of June."""
    year = _year_of(cell)
    if year is not None:
        return read_date(f"{year}-{GRADUATION_MONTH}", at_end=True)
    return read_date(cell, at_end=True)


def _year_of(cell: str) -> int | None:
    found = A_YEAR.fullmatch(unicodedata.normalize("NFKC", read_words(cell)))
    return int(found[1]) if found else None


def columns_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an entry that a line states by itself, without any table."""
    names = {
        "student_number": "student_number",
        "full_name": "full_name",
        "email": "email",
        "sex": "sex",
        "home_region": "home_region_id",
        "degree": "degree_id",
        "cohort": "cohort",
        "graduates_on": "graduates_on",
    }
    return {column: said[name] for name, column in names.items() if name in said}
