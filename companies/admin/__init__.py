from .company import CompanyAdmin
from .openings import OpeningAdmin, OpeningSkillAdmin

__all__ = ("CompanyAdmin", "OpeningAdmin", "OpeningSkillAdmin")
