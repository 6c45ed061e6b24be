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
