from .history import DocumentAdmin, EducationAdmin, ExperienceAdmin
from .profiles import DisclosureAdmin, ProfileAdmin, ProfileGrantAdmin, WantedPlaceAdmin
from .skills import SkillClaimAdmin
from .university import StudyProgrammeAdmin, UniversityAdmin

__all__ = (
    "DisclosureAdmin",
    "DocumentAdmin",
    "EducationAdmin",
    "ExperienceAdmin",
    "ProfileAdmin",
    "ProfileGrantAdmin",
    "SkillClaimAdmin",
    "StudyProgrammeAdmin",
    "UniversityAdmin",
    "WantedPlaceAdmin",
)
