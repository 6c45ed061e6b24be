from .company import CompanyAdmin
from .opening_parts import OpeningQuestionAdmin, OpeningSkillAdmin
from .openings import OpeningAdmin
from .reports import OpeningReportAdmin
from .training import ProgrammeAdmin, TaughtSkillAdmin

__all__ = (
    "CompanyAdmin",
    "OpeningAdmin",
    "OpeningQuestionAdmin",
    "OpeningReportAdmin",
    "OpeningSkillAdmin",
    "ProgrammeAdmin",
    "TaughtSkillAdmin",
)
