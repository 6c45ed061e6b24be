"""The cockpit's charts and tables as files: SVG, PNG and XLSX."""

import re
from functools import lru_cache
from pathlib import Path

import manimgx_fonts_cjk
import typst
from django.template.loader import render_to_string

from matching.queries.cockpit_panels import Panel
from parks.imports.writing import workbook_bytes

FORMS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PIXELS_PER_INCH = 144
PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.chart), format: "svg")
"""
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def chart_file(panel: Panel, form: str) -> bytes:
    """Return the chart of a panel as svg or png."""
    text = render_to_string("admin/cockpit/chart.svg", {"chart": panel.chart, "name": panel.name})
    return text.encode() if form == "svg" else _picture(text.strip())


def _picture(svg: str) -> bytes:
    return typst.compile(
        PAGE,
        format="png",
        ppi=PIXELS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"chart": svg},
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once per process; those of the machine are not used."""
    folder = str(Path(manimgx_fonts_cjk.__file__).parent)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def tables_file(panels: list[Panel]) -> bytes:
    """Return the tables of all panels as XLSX, a sheet for each."""
    return workbook_bytes(
        (NOT_IN_A_SHEET_NAME.sub(" ", panel.title)[:31], panel.sheet) for panel in panels
    )
