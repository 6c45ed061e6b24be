from .announcements import Announcement, AnnouncementReceipt
from .history import Document, Education, Experience
from .profiles import Disclosure, Profile, ProfileGrant, WantedPlace
from .roster import RosterEntry
from .skills import SkillClaim
from .university import StudyProgramme, University

__all__ = (
    "Announcement",
    "AnnouncementReceipt",
    "Disclosure",
    "Document",
    "Education",
    "Experience",
    "Profile",
    "ProfileGrant",
    "RosterEntry",
    "SkillClaim",
    "StudyProgramme",
    "University",
    "WantedPlace",
)
