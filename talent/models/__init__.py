from .history import Document, Education, Experience
from .profiles import Disclosure, Profile, ProfileGrant, WantedPlace
from .skills import SkillClaim
from .university import StudyProgramme, University

__all__ = (
    "Disclosure",
    "Document",
    "Education",
    "Experience",
    "Profile",
    "ProfileGrant",
    "SkillClaim",
    "StudyProgramme",
    "University",
    "WantedPlace",
)
