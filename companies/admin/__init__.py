from .company import CompanyAdmin
from .opening_parts import OpeningQuestionAdmin, OpeningSkillAdmin
from .openings import OpeningAdmin
from .reports import OpeningReportAdmin

__all__ = (
    "CompanyAdmin",
    "OpeningAdmin",
    "OpeningQuestionAdmin",
    "OpeningReportAdmin",
    "OpeningSkillAdmin",
)
