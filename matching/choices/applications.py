from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.workflow import Moves


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    INTERVIEWING = "interviewing", _("Interviewing")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    HIRED = "hired", _("Hired")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class RefusalReason(models.TextChoices):
    SKILLS = "skills", _("Required skills are missing")
    DEGREE = "degree", _("Degree or discipline does not fit")
    EXPERIENCE = "experience", _("Experience does not fit")
    DATES = "dates", _("Dates do not fit")
    FILLED = "filled", _("The place is filled")
    DECLINED_OFFER = "declined_offer", _("The offer was declined")
    OTHER = "other", _("Another reason, see the message")


S = ApplicationState
ENDED_WITHOUT_HIRING = (S.REFUSED, S.WITHDRAWN, S.LAPSED)
NOT_WITH_THE_COMPANY = (S.DRAFT, S.WITHDRAWN)
STEPS_OF_THE_COMPANY = (S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.HIRED)
STEPS_OF_THE_APPLICANT = (S.SUBMITTED, S.ACCEPTED, S.WITHDRAWN)
APPLICATION_MOVES = Moves(
    ApplicationState,
    {
        S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
        S.SUBMITTED: frozenset({S.SHORTLISTED, *ENDED_WITHOUT_HIRING}),
        S.SHORTLISTED: frozenset({S.INTERVIEWING, S.OFFERED, *ENDED_WITHOUT_HIRING}),
        S.INTERVIEWING: frozenset({S.OFFERED, *ENDED_WITHOUT_HIRING}),
        S.OFFERED: frozenset({S.ACCEPTED, *ENDED_WITHOUT_HIRING}),
        S.ACCEPTED: frozenset({S.HIRED, S.REFUSED, S.WITHDRAWN}),
    },
)
