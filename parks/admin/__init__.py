from .accounts import EmailAddressAdmin, PersonAdmin
from .agreement_parts import AgreementPartyAdmin, ObligationAdmin, QuotaAdmin
from .agreements import AgreementAdmin
from .bases import BaseAdmin, BaseVisitAdmin, MentorAdmin
from .consortium import ConsortiumAdmin, ConsortiumMembershipAdmin
from .consortium_meetings import MeetingAdmin, ResolutionAdmin, VoteAdmin
from .council import CouncilTermAdmin, SeatAdmin
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
    "AgreementAdmin",
    "AgreementPartyAdmin",
    "AnnualTargetAdmin",
    "ApiTokenAdmin",
    "BaseAdmin",
    "BaseVisitAdmin",
    "ChainStageAdmin",
    "ConsentAdmin",
    "ConsortiumAdmin",
    "ConsortiumMembershipAdmin",
    "CouncilTermAdmin",
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
    "MeetingAdmin",
    "MembershipAdmin",
    "MentorAdmin",
    "NoticeAdmin",
    "NoticePreferenceAdmin",
    "ObligationAdmin",
    "OccupationAdmin",
    "OrganisationAdmin",
    "OutboxMailAdmin",
    "ParkAdmin",
    "ParkHonourAdmin",
    "PersonAdmin",
    "QuotaAdmin",
    "RegionAdmin",
    "ResolutionAdmin",
    "SavedFilterAdmin",
    "SeatAdmin",
    "SigningKeyAdmin",
    "SkillAdmin",
    "SkillAliasAdmin",
    "SkillGroupAdmin",
    "SkillRelationAdmin",
    "VerificationAdmin",
    "VocabularyAdmin",
    "VoteAdmin",
    "WebhookAdmin",
    "WebhookDeliveryAdmin",
)
