from .alarms import MatchAlarmAdmin, MatchChangeAdmin, MatchShardAdmin
from .applications import ApplicationAdmin
from .runs import GraduateMatchesAdmin, MatchRunAdmin, OpeningMatchesAdmin
from .weights import MatchWeightsAdmin

__all__ = (
    "ApplicationAdmin",
    "GraduateMatchesAdmin",
    "MatchAlarmAdmin",
    "MatchChangeAdmin",
    "MatchRunAdmin",
    "MatchShardAdmin",
    "MatchWeightsAdmin",
    "OpeningMatchesAdmin",
)
