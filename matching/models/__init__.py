from .alarms import MatchAlarm
from .applications import Answer, Application
from .changes import MatchChange
from .interviews import CalendarFeed, Interview, InterviewSlot, Offer
from .runs import GraduateMatches, MatchRun, OpeningMatches, RunStatistics
from .shards import MatchShard
from .texts import OpeningTerms, ProfileTerms
from .weights import MatchWeights
from .wishes import Alert, AlertedOpening, Dismissal, SavedOpening, SavedSearch

__all__ = (
    "Alert",
    "AlertedOpening",
    "Answer",
    "Application",
    "CalendarFeed",
    "Dismissal",
    "GraduateMatches",
    "Interview",
    "InterviewSlot",
    "MatchAlarm",
    "MatchChange",
    "MatchRun",
    "MatchShard",
    "MatchWeights",
    "Offer",
    "OpeningMatches",
    "OpeningTerms",
    "ProfileTerms",
    "RunStatistics",
    "SavedOpening",
    "SavedSearch",
)
