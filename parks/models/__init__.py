from .accounts import User
from .agreements import Agreement, AgreementParty, Obligation, Quota
from .bases import Base, BaseVisit, Mentor
from .consortium import Consortium, ConsortiumMembership, CouncilTerm, Seat
from .evidence import Evidence
from .filters import SavedFilter
from .imports import ImportJob, ImportRow
from .keys import SigningKey
from .machines import ApiToken, Webhook, WebhookDelivery
from .mail import MailAttempt, OutboxMail
from .meetings import Meeting, Resolution, Vote
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
from .schemes import CertificateScheme, GrantedSkill
from .skills import FalseFriend, Skill, SkillAlias, SkillGroup, SkillRelation
from .targets import AnnualTarget
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
    "Agreement",
    "AgreementParty",
    "AnnualTarget",
    "ApiToken",
    "Base",
    "BaseVisit",
    "CertificateScheme",
    "ChainStage",
    "Consent",
    "Consortium",
    "ConsortiumMembership",
    "CouncilTerm",
    "DataExport",
    "DegreeLevel",
    "Discipline",
    "Evidence",
    "FalseFriend",
    "GrantedSkill",
    "ImportJob",
    "ImportRow",
    "Invitation",
    "LogEntry",
    "MailAttempt",
    "Meeting",
    "Membership",
    "Mentor",
    "Notice",
    "NoticePreference",
    "Obligation",
    "Occupation",
    "Organisation",
    "OrganisationQuerySet",
    "OutboxMail",
    "Park",
    "ParkHonour",
    "Quota",
    "Region",
    "Resolution",
    "SavedFilter",
    "Seat",
    "SigningKey",
    "Skill",
    "SkillAlias",
    "SkillGroup",
    "SkillRelation",
    "User",
    "Verification",
    "Vocabulary",
    "Vote",
    "Webhook",
    "WebhookDelivery",
    "is_local_path",
)
