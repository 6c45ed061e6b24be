"""What a CV says → a PDF, set by typst in a font that holds Chinese."""

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk
import typst

SOURCE = files("talent.exports").joinpath("cv.typ").read_bytes()


def render_cv(sheet: dict[str, Any]) -> bytes:
    """Return the PDF of a sheet made by talent.exports.sheet.cv_sheet.

    The words of the person reach typst as JSON, as data: nothing in them can be markup or code.
    """
    data = json.dumps(sheet, ensure_ascii=False)
    return typst.compile(SOURCE, format="pdf", font_paths=typst_fonts(), sys_inputs={"cv": data})


@lru_cache(maxsize=1)
def typst_fonts() -> typst.Fonts:
    """Read the fonts once per process; those of the machine are not used."""
    folder = str(Path(manimgx_fonts_cjk.__file__).parent)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
