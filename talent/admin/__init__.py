from .announcements import AnnouncementAdmin, AnnouncementReceiptAdmin
from .certificates import CertificateAdmin
from .history import DocumentAdmin, EducationAdmin, ExperienceAdmin
from .profiles import DisclosureAdmin, ProfileAdmin, ProfileGrantAdmin, WantedPlaceAdmin
from .roster import RosterEntryAdmin
from .schemes import CertificateSchemeAdmin, GrantedSkillAdmin
from .skills import SkillClaimAdmin
from .university import StudyProgrammeAdmin, UniversityAdmin

__all__ = (
    "AnnouncementAdmin",
    "AnnouncementReceiptAdmin",
    "CertificateAdmin",
    "CertificateSchemeAdmin",
    "DisclosureAdmin",
    "DocumentAdmin",
    "EducationAdmin",
    "ExperienceAdmin",
    "GrantedSkillAdmin",
    "ProfileAdmin",
    "ProfileGrantAdmin",
    "RosterEntryAdmin",
    "SkillClaimAdmin",
    "StudyProgrammeAdmin",
    "UniversityAdmin",
    "WantedPlaceAdmin",
)
