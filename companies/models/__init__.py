from .company import Company
from .openings import Opening, OpeningSkill

__all__ = ("Company", "Opening", "OpeningSkill")
