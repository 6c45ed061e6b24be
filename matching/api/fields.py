"""Kinds of values that machines send: strict, so that nothing is guessed or cut off."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StringConstraints
from pydantic.types import AwareDatetime

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)")
NO_NUL = r"^[^\x00]*$"
MOST_SMALL = 32_767
MOST_INTEGER = 2_147_483_647


def _text(most: int) -> Any:
    return StringConstraints(strict=True, max_length=most, pattern=NO_NUL)


def _written(pattern: re.Pattern[str]) -> BeforeValidator:
    """Take no number for a time: pydantic would read it as seconds since 1970."""

    def check(value: object) -> object:
        if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            raise ValueError("write it as ISO 8601 has it")
        return value

    return BeforeValidator(check)


Line = Annotated[str, _text(200)]
Text = Annotated[str, _text(20_000)]
Message = Annotated[str, _text(4_000)]
Code = Annotated[str, _text(40)]
ExternalId = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._:~-]+$")
]
Day = Annotated[date, _written(DAY)]
Moment = Annotated[AwareDatetime, _written(MOMENT)]
Small = Annotated[StrictInt, Field(ge=0, le=MOST_SMALL)]
Amount = Annotated[StrictInt, Field(ge=0, le=MOST_INTEGER)]
Flag = StrictBool
