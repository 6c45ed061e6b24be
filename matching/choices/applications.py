from datetime import timedelta

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


class ApplicationSource(models.TextChoices):
    """How an applicant came to the opening."""

    MARKET = "market", _("Search")
    MATCHES = "matches", _("My matches")
    ALERT = "alert", _("Mail alert")
    INVITATION = "invitation", _("Invitation")
    ELSEWHERE = "elsewhere", _("A link from elsewhere")


class ApplicantSort(models.TextChoices):
    """How a company's list of applicants is ordered."""

    NEWEST = "newest", _("Last change, newest first")
    OLDEST = "oldest", _("Sent, oldest first")
    POINTS = "points", _("Points, best first")
    NAME = "name", _("Name")


class InvitationToApplyState(models.TextChoices):
    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not answered in time")
    TAKEN_BACK = "taken_back", _("Taken back")


class Recommendation(models.TextChoices):
    """What an interviewer advises."""

    STRONG_YES = "strong_yes", _("Definitely")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    STRONG_NO = "strong_no", _("Definitely not")


class Rating(models.IntegerChoices):
    """How well a skill was shown in an interview."""

    MISSING = 1, _("Not shown")
    PARTLY = 2, _("Partly")
    SOLID = 3, _("Solid")
    OUTSTANDING = 4, _("Outstanding")


class RefusalReason(models.TextChoices):
    SKILLS = "skills", _("Required skills are missing")
    DEGREE = "degree", _("Degree or discipline does not fit")
    EXPERIENCE = "experience", _("Experience does not fit")
    DATES = "dates", _("Dates do not fit")
    FILLED = "filled", _("The place is filled")
    DECLINED_OFFER = "declined_offer", _("The offer was declined")
    OTHER = "other", _("Another reason, see the message")


class WithdrawalReason(models.TextChoices):
    """Why an application ended on the applicant's side; kept in the trail, for it names nobody."""

    OTHER_PLACE = "other_place", _("I have found another place")
    WORK = "work", _("The work does not suit me after all")
    PLACE = "place", _("The place does not suit me")
    PAY = "pay", _("The pay does not suit me")
    SLOW = "slow", _("It took too long")
    OTHER = "other", _("Another reason")
    DECLINED_OFFER = "declined_offer", _("Offer declined")
    HIRED_ELSEWHERE = "hired_elsewhere", _("Hired elsewhere")


S = ApplicationState
ENDED_WITHOUT_HIRING = (S.REFUSED, S.WITHDRAWN, S.LAPSED)
NOT_WITH_THE_COMPANY = (S.DRAFT, S.WITHDRAWN)
STEPS_OF_THE_COMPANY = (S.SHORTLISTED, S.INTERVIEWING, S.HIRED)
TIME_TO_ANSWER = timedelta(days=60)
"""Then an application that nobody answered lapses."""
# The first of these that an application takes is the answer of the company.
ANSWERS = (S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.HIRED, S.REFUSED)
# Reasons of steps that nobody chooses: the portal ended what nobody answered; words without a move.
UNANSWERED = "unanswered"
MESSAGE_ALONE = "message"
# Beside these, a step with an offer is taken through the offer, and no other way.
STEPS_WITH_AN_OFFER = (S.OFFERED, S.ACCEPTED)
REASONS_TO_CHOOSE = (
    WithdrawalReason.OTHER_PLACE,
    WithdrawalReason.WORK,
    WithdrawalReason.PLACE,
    WithdrawalReason.PAY,
    WithdrawalReason.SLOW,
    WithdrawalReason.OTHER,
)
APPLICATION_MOVES = Moves(
    ApplicationState,
    {
        S.DRAFT: frozenset({S.SUBMITTED}),
        S.SUBMITTED: frozenset({S.SHORTLISTED, *ENDED_WITHOUT_HIRING}),
        S.SHORTLISTED: frozenset({S.INTERVIEWING, S.OFFERED, *ENDED_WITHOUT_HIRING}),
        S.INTERVIEWING: frozenset({S.OFFERED, *ENDED_WITHOUT_HIRING}),
        # An offer that is taken back leaves the applicant on the shortlist.
        S.OFFERED: frozenset({S.ACCEPTED, S.SHORTLISTED, *ENDED_WITHOUT_HIRING}),
        S.ACCEPTED: frozenset({S.HIRED, S.REFUSED, S.WITHDRAWN}),
    },
)
YES_OR_NO = {"yes": _("Yes"), "no": _("No")}
"""How a question with two answers is answered."""
