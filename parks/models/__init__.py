from .accounts import User
from .evidence import Evidence
from .filters import SavedFilter
from .imports import ImportJob, ImportRow
from .machines import ApiToken, Webhook, WebhookDelivery
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
    "ApiToken",
    "ChainStage",
    "Consent",
    "DataExport",
    "DegreeLevel",
    "Discipline",
    "Evidence",
    "FalseFriend",
    "ImportJob",
    "ImportRow",
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
    "SavedFilter",
    "Skill",
    "SkillAlias",
    "SkillGroup",
    "SkillRelation",
    "User",
    "Verification",
    "Vocabulary",
    "Webhook",
    "WebhookDelivery",
    "is_local_path",
)
