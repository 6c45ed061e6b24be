from .announcements import AnnouncementAdmin, AnnouncementReceiptAdmin
from .history import DocumentAdmin, EducationAdmin, ExperienceAdmin
from .profiles import DisclosureAdmin, ProfileAdmin, ProfileGrantAdmin, WantedPlaceAdmin
from .roster import RosterEntryAdmin
from .skills import SkillClaimAdmin
from .university import StudyProgrammeAdmin, UniversityAdmin

__all__ = (
    "AnnouncementAdmin",
    "AnnouncementReceiptAdmin",
    "DisclosureAdmin",
    "DocumentAdmin",
    "EducationAdmin",
    "ExperienceAdmin",
    "ProfileAdmin",
    "ProfileGrantAdmin",
    "RosterEntryAdmin",
    "SkillClaimAdmin",
    "StudyProgrammeAdmin",
    "UniversityAdmin",
    "WantedPlaceAdmin",
)
