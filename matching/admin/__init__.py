from .alarms import MatchAlarmAdmin, MatchChangeAdmin, MatchShardAdmin
from .applications import ApplicationAdmin
from .assessments import AssessmentAdmin, CertificateIssueAdmin
from .base_stays import BaseStayAdmin
from .candidates import CandidateNoteAdmin, InvitationToApplyAdmin, PoolEntryAdmin
from .interviews import (
    AnswerAdmin,
    CalendarFeedAdmin,
    InterviewAdmin,
    InterviewSlotAdmin,
    OfferAdmin,
)
from .outcomes import OutcomeAdmin, TripartiteAgreementAdmin
from .placements import PlacementAdmin, PlacementCheckAdmin
from .runs import GraduateMatchesAdmin, MatchRunAdmin, OpeningMatchesAdmin
from .scorecards import ScorecardAdmin, SkillRatingAdmin, SlotInterviewerAdmin
from .snapshots import SnapshotAdmin
from .stages import ApplicationStepAdmin, MessageTemplateAdmin
from .training import AttendanceMarkAdmin, EnrolmentAdmin, SessionAdmin, SessionMeetingAdmin
from .weights import MatchWeightsAdmin
from .wishes import (
    AlertAdmin,
    AlertedOpeningAdmin,
    DismissalAdmin,
    SavedOpeningAdmin,
    SavedSearchAdmin,
)

__all__ = (
    "AlertAdmin",
    "AlertedOpeningAdmin",
    "AnswerAdmin",
    "ApplicationAdmin",
    "ApplicationStepAdmin",
    "AssessmentAdmin",
    "AttendanceMarkAdmin",
    "BaseStayAdmin",
    "CalendarFeedAdmin",
    "CandidateNoteAdmin",
    "CertificateIssueAdmin",
    "DismissalAdmin",
    "EnrolmentAdmin",
    "GraduateMatchesAdmin",
    "InterviewAdmin",
    "InterviewSlotAdmin",
    "InvitationToApplyAdmin",
    "MatchAlarmAdmin",
    "MatchChangeAdmin",
    "MatchRunAdmin",
    "MatchShardAdmin",
    "MatchWeightsAdmin",
    "MessageTemplateAdmin",
    "OfferAdmin",
    "OpeningMatchesAdmin",
    "OutcomeAdmin",
    "PlacementAdmin",
    "PlacementCheckAdmin",
    "PoolEntryAdmin",
    "SavedOpeningAdmin",
    "SavedSearchAdmin",
    "ScorecardAdmin",
    "SessionAdmin",
    "SessionMeetingAdmin",
    "SkillRatingAdmin",
    "SlotInterviewerAdmin",
    "SnapshotAdmin",
    "TripartiteAgreementAdmin",
)
