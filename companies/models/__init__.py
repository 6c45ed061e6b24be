from .company import Company
from .openings import Opening, OpeningSkill
from .questions import OpeningQuestion
from .reports import OpeningReport
from .searching import OpeningIndex

__all__ = (
    "Company",
    "Opening",
    "OpeningIndex",
    "OpeningQuestion",
    "OpeningReport",
    "OpeningSkill",
)
