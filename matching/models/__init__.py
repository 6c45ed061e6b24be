from .alarms import MatchAlarm
from .applications import Answer, Application
from .candidates import CandidateNote, InvitationToApply, PoolEntry
from .changes import MatchChange
from .interviews import CalendarFeed, Interview, InterviewSlot, Offer
from .outcomes import Outcome, TripartiteAgreement
from .panels import SlotInterviewer
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
    "CalendarFeed",
    "CandidateNote",
    "Dismissal",
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
