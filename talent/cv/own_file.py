"""What a file of this portal says beside JSON Resume, and how well a named skill is mastered."""

import datetime
import re

from talent.cv.claim_words import AFTER_SKILL
from talent.cv.resume_schema import Resume
from talent.cv.values import CvOwnFacts

LEVELS = tuple((level, re.compile(words, re.IGNORECASE)) for level, words in AFTER_SKILL.items())
MASTERED = re.compile(r"master", re.IGNORECASE)
EXPERT = 4


def stated_level(words: str | None) -> int | None:
    """Return the level, 1 aware … 4 expert, that the words of an item open with, None for none."""
    words = (words or "").strip()
    if MASTERED.match(words):
        return EXPERT
    return next((level for level, pattern in LEVELS if pattern.match(words)), None)


def own_facts(resume: Resume) -> CvOwnFacts | None:
    """Return what the portal added to a file of its own, None for anybody else's file."""
    facts = resume.meta.talentPortal if resume.meta else None
    if facts is None:
        return None
    return CvOwnFacts(
        degree=facts.degree or "",
        discipline=facts.discipline or "",
        graduates_on=exact_day(facts.graduatesOn),
        available_from=exact_day(facts.availableFrom),
        kinds=tuple(facts.wantedKinds or ()),
        places=tuple(facts.wantedPlaces or ()),
        anywhere=bool(facts.anywhere),
        career_channel=facts.careerChannel or "",
    )


def exact_day(words: str | None) -> datetime.date | None:
    """Return the day that `words` name in full, as 2023-06-30; None for less than a day."""
    try:
        return datetime.date.fromisoformat(words or "")
    except ValueError:
        return None
