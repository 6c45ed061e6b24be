from .alarms import MatchAlarm
from .applications import Answer, Application
from .candidates import CandidateNote, InvitationToApply, PoolEntry
from .changes import MatchChange
from .enrolments import Assessment, AttendanceMark, Enrolment
from .interviews import CalendarFeed, Interview, InterviewSlot, Offer
from .issuing import CertificateIssue
from .outcomes import Outcome, TripartiteAgreement
from .panels import SlotInterviewer
from .placements import BaseStay, Placement, PlacementCheck
from .runs import GraduateMatches, MatchRun, OpeningMatches, RunStatistics
from .scorecards import Scorecard, SkillRating
from .shards import MatchShard
from .snapshots import Snapshot
from .stages import MessageTemplate
from .steps import ApplicationStep
from .texts import OpeningTerms, ProfileTerms
from .weights import MatchWeights
from .wishes import Alert, AlertedOpening, Dismissal, SavedOpening, SavedSearch

__all__ = (
    "Alert",
    "AlertedOpening",
    "Answer",
    "Application",
    "ApplicationStep",
    "Assessment",
    "AttendanceMark",
    "BaseStay",
    "CalendarFeed",
    "CandidateNote",
    "CertificateIssue",
    "Dismissal",
    "Enrolment",
    "GraduateMatches",
    "Interview",
    "InterviewSlot",
    "InvitationToApply",
    "MatchAlarm",
    "MatchChange",
    "MatchRun",
    "MatchShard",
    "MatchWeights",
    "MessageTemplate",
    "Offer",
    "OpeningMatches",
    "OpeningTerms",
    "Outcome",
    "Placement",
    "PlacementCheck",
    "PoolEntry",
    "ProfileTerms",
    "RunStatistics",
    "SavedOpening",
    "SavedSearch",
    "Scorecard",
    "SkillRating",
    "SlotInterviewer",
    "Snapshot",
    "TripartiteAgreement",
)
