from .company import Company
from .openings import Opening, OpeningSkill
from .questions import OpeningQuestion
from .searching import OpeningIndex

__all__ = ("Company", "Opening", "OpeningIndex", "OpeningQuestion", "OpeningSkill")
