from .accounts import EmailAddressAdmin, PersonAdmin
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
    "ChainStageAdmin",
    "ConsentAdmin",
    "DataExportAdmin",
    "DegreeLevelAdmin",
    "DisciplineAdmin",
    "EmailAddressAdmin",
    "FalseFriendAdmin",
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
    "SkillAdmin",
    "SkillAliasAdmin",
    "SkillGroupAdmin",
    "SkillRelationAdmin",
    "VerificationAdmin",
    "VocabularyAdmin",
)
