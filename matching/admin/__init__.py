from .applications import ApplicationAdmin
from .runs import GraduateMatchesAdmin, MatchRunAdmin, OpeningMatchesAdmin

__all__ = ("ApplicationAdmin", "GraduateMatchesAdmin", "MatchRunAdmin", "OpeningMatchesAdmin")
