"""The licence that a company of the demo has brought to be verified, for the office to read."""

from functools import lru_cache
from pathlib import Path

import manimgx_fonts_cjk
import typst

from matching.demo.companies import STANDINGS, Standing, plan_company
from matching.demo.reading import WORDS
from parks.actions.evidence import bring_evidence
from parks.evidence_files import read_evidence
from parks.models import Verification

WAITS = next(index for index, standing in STANDINGS.items() if standing == Standing.PENDING)
FILENAME = "营业执照 business licence.pdf"


def put_licences() -> None:
    """Bring the specimen to the first company that waits, unless something was brought already."""
    plan = plan_company(WAITS)
    requests = Verification.objects.open().filter(organisation__slug=plan.slug, evidence=None)
    for verification in requests.select_related("organisation"):
        file = read_evidence(specimen(*plan.name), FILENAME)
        bring_evidence(verification, file=file, by=verification.submitted_by)


@lru_cache(maxsize=1)
def specimen(name_zh: str, name_en: str) -> bytes:
    """Return a PDF that says what it is in red."""
    fonts = typst.Fonts(
        include_system_fonts=False, font_paths=[str(Path(manimgx_fonts_cjk.__file__).parent)]
    )
    source = (WORDS / "licence.typ").read_bytes()
    names = {"name_zh": name_zh, "name_en": name_en}
    return typst.compile(source, format="pdf", font_paths=fonts, sys_inputs=names)
