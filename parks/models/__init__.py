from .accounts import User
from .mail import MailAttempt, OutboxMail
from .notices import Notice, NoticePreference, is_local_path
from .organisations import (
    Invitation,
    Membership,
    Organisation,
    OrganisationQuerySet,
    Verification,
)
from .places import Park, ParkHonour
from .privacy import Consent, DataExport
from .skills import FalseFriend, Skill, SkillAlias, SkillGroup, SkillRelation
from .taxonomy import (
    ChainStage,
    DegreeLevel,
    Discipline,
    Occupation,
    Region,
    Vocabulary,
)
from .trail import LogEntry

__all__ = (
    "ChainStage",
    "Consent",
    "DataExport",
    "DegreeLevel",
    "Discipline",
    "FalseFriend",
    "Invitation",
    "LogEntry",
    "MailAttempt",
    "Membership",
    "Notice",
    "NoticePreference",
    "Occupation",
    "Organisation",
    "OrganisationQuerySet",
    "OutboxMail",
    "Park",
    "ParkHonour",
    "Region",
    "Skill",
    "SkillAlias",
    "SkillGroup",
    "SkillRelation",
    "User",
    "Verification",
    "Vocabulary",
    "is_local_path",
)
