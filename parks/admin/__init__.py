from .accounts import EmailAddressAdmin, PersonAdmin
from .evidence import EvidenceAdmin
from .imports import ImportJobAdmin, ImportRowAdmin
from .keys import SigningKeyAdmin
from .machines import ApiTokenAdmin, WebhookAdmin, WebhookDeliveryAdmin
from .mail import OutboxMailAdmin
from .memberships import InvitationAdmin, MembershipAdmin
from .notices import (
    ConsentAdmin,
    DataExportAdmin,
    MailAttemptAdmin,
    NoticeAdmin,
    NoticePreferenceAdmin,
)
from .organisations import OrganisationAdmin
from .places import ParkAdmin, ParkHonourAdmin
from .saved_filters import SavedFilterAdmin
from .targets import AnnualTargetAdmin
from .taxonomy import (
    ChainStageAdmin,
    DegreeLevelAdmin,
    DisciplineAdmin,
    FalseFriendAdmin,
    OccupationAdmin,
    RegionAdmin,
    SkillAdmin,
    SkillAliasAdmin,
    SkillGroupAdmin,
    SkillRelationAdmin,
    VocabularyAdmin,
)
from .trail import LogEntryAdmin
from .verifications import VerificationAdmin

__all__ = (
    "AnnualTargetAdmin",
    "ApiTokenAdmin",
    "ChainStageAdmin",
    "ConsentAdmin",
    "DataExportAdmin",
    "DegreeLevelAdmin",
    "DisciplineAdmin",
    "EmailAddressAdmin",
    "EvidenceAdmin",
    "FalseFriendAdmin",
    "ImportJobAdmin",
    "ImportRowAdmin",
    "InvitationAdmin",
    "LogEntryAdmin",
    "MailAttemptAdmin",
    "MembershipAdmin",
    "NoticeAdmin",
    "NoticePreferenceAdmin",
    "OccupationAdmin",
    "OrganisationAdmin",
    "OutboxMailAdmin",
    "ParkAdmin",
    "ParkHonourAdmin",
    "PersonAdmin",
    "RegionAdmin",
    "SavedFilterAdmin",
    "SigningKeyAdmin",
    "SkillAdmin",
    "SkillAliasAdmin",
    "SkillGroupAdmin",
    "SkillRelationAdmin",
    "VerificationAdmin",
    "VocabularyAdmin",
    "WebhookAdmin",
    "WebhookDeliveryAdmin",
)
