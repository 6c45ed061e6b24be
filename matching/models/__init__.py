from .applications import Application
from .runs import GraduateMatches, MatchRun, OpeningMatches

__all__ = ("Application", "GraduateMatches", "MatchRun", "OpeningMatches")
