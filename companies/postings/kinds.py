"""Job, internship, training place or post-doctoral place: told from a posting's own words."""

import re

from parks.choices.work import OpeningKind

POSTDOC = re.compile(r"博士后|(?<![a-z])post[\s-]?doc", re.IGNORECASE)
INTERNSHIP = re.compile(
    r"实习(?!员|经[验历]|医生|医师|护士|带教|管理)"
    r"|(?<![a-z])(?:intern(?:s|ships?)?|co-?op)(?![a-z])",
    re.IGNORECASE,
)
TRAINING = re.compile(
    r"培训生|学徒|见习(?!医)|培训(?:岗位|名额|学员|班学员)"
    r"|(?<![a-z])(?:trainees?(?:ships?)?|apprentice(?:s|ships?)?)(?![a-z])",
    re.IGNORECASE,
)
WEEKLY_DAYS = re.compile(r"\d\s*天\s*[/／每]\s*周")
"""How sites for students put an internship: 3天/周 3个月."""
MANAGEMENT_TRAINEE = re.compile(r"管(?:理)?培(?:训)?生|management trainee", re.IGNORECASE)
TRAINING_TYPE = re.compile(r"培训|training|" + TRAINING.pattern, re.IGNORECASE)


def read_kind(title: str, job_type: str = "", experience: str = "") -> OpeningKind:
    """Return the kind a title, a type of employment and a line of experience tell; else a job.

    实习研究员 is a rank of researchers and 管培生 a career, neither is a temporary place.
    """
    if POSTDOC.search(title) or POSTDOC.search(job_type):
        return OpeningKind.POSTDOC
    if any(map(INTERNSHIP.search, (title, job_type, experience))) or WEEKLY_DAYS.search(experience):
        return OpeningKind.INTERNSHIP
    if TRAINING_TYPE.search(job_type) or _is_training(title):
        return OpeningKind.TRAINING_PLACE
    return OpeningKind.JOB


def _is_training(title: str) -> bool:
    return bool(TRAINING.search(title)) and not MANAGEMENT_TRAINEE.search(title)
