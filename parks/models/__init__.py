from .accounts import User
from .mail import OutboxMail
from .organisations import (
    Invitation,
    Membership,
    Organisation,
    OrganisationQuerySet,
    Verification,
)
from .places import Park, ParkHonour
from .taxonomy import (
    ChainStage,
    DegreeLevel,
    Discipline,
    FalseFriend,
    Occupation,
    Region,
    Skill,
    SkillAlias,
    SkillGroup,
    SkillRelation,
    Vocabulary,
)
from .trail import LogEntry

__all__ = (
    "ChainStage",
    "DegreeLevel",
    "Discipline",
    "FalseFriend",
    "Invitation",
    "LogEntry",
    "Membership",
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
)
