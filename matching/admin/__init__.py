from .alarms import MatchAlarmAdmin, MatchChangeAdmin, MatchShardAdmin
from .applications import ApplicationAdmin
from .interviews import (
    AnswerAdmin,
    CalendarFeedAdmin,
    InterviewAdmin,
    InterviewSlotAdmin,
    OfferAdmin,
)
from .runs import GraduateMatchesAdmin, MatchRunAdmin, OpeningMatchesAdmin
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
    "CalendarFeedAdmin",
    "DismissalAdmin",
    "GraduateMatchesAdmin",
    "InterviewAdmin",
    "InterviewSlotAdmin",
    "MatchAlarmAdmin",
    "MatchChangeAdmin",
    "MatchRunAdmin",
    "MatchShardAdmin",
    "MatchWeightsAdmin",
    "OfferAdmin",
    "OpeningMatchesAdmin",
    "SavedOpeningAdmin",
    "SavedSearchAdmin",
)
