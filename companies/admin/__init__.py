from .company import CompanyAdmin
from .openings import OpeningAdmin, OpeningQuestionAdmin, OpeningSkillAdmin

__all__ = ("CompanyAdmin", "OpeningAdmin", "OpeningQuestionAdmin", "OpeningSkillAdmin")
