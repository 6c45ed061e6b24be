from .company import Company
from .openings import Opening, OpeningSkill
from .questions import OpeningQuestion
from .reports import OpeningReport
from .searching import OpeningIndex
from .training import Programme, Session, SessionMeeting, TaughtSkill

__all__ = (
    "Company",
    "Opening",
    "OpeningIndex",
    "OpeningQuestion",
    "OpeningReport",
    "OpeningSkill",
    "Programme",
    "Session",
    "SessionMeeting",
    "TaughtSkill",
)
