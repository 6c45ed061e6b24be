from .alarms import MatchAlarm
from .applications import Application
from .changes import MatchChange
from .runs import GraduateMatches, MatchRun, OpeningMatches, RunStatistics
from .shards import MatchShard
from .texts import OpeningTerms, ProfileTerms
from .weights import MatchWeights

__all__ = (
    "Application",
    "GraduateMatches",
    "MatchAlarm",
    "MatchChange",
    "MatchRun",
    "MatchShard",
    "MatchWeights",
    "OpeningMatches",
    "OpeningTerms",
    "ProfileTerms",
    "RunStatistics",
)
