from .announcements import Announcement, AnnouncementReceipt
from .certificates import Certificate
from .history import Document, Education, Experience
from .profiles import Disclosure, Profile, ProfileGrant, WantedPlace
from .roster import RosterEntry
from .skills import SkillClaim
from .university import StudyProgramme, University

__all__ = (
    "Announcement",
    "AnnouncementReceipt",
    "Certificate",
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
