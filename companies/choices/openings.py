from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.workflow import Moves


class OpeningState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    RETURNED = "returned", _("Returned with comments")
    PUBLISHED = "published", _("Published")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    EXPIRED = "expired", _("Expired")


class Importance(models.TextChoices):
    MUST = "must", _("Required")
    WANTED = "wanted", _("Wanted")
    NICE = "nice", _("A plus")


class QuestionKind(models.TextChoices):
    TEXT = "text", pgettext_lazy("kind of answer", "Text")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several")


class SalaryPeriod(models.TextChoices):
    HOUR = "hour", _("per hour")
    DAY = "day", _("per day")
    MONTH = "month", _("per month")
    YEAR = "year", _("per year")


class OpeningSource(models.TextChoices):
    ENTERED = "entered", _("Entered by hand")
    IMPORTED = "imported", _("Imported")
    PUSHED = "pushed", _("Sent by the company’s own system")


class ReportReason(models.TextChoices):
    FEES = "fees", _("It asks for money")
    FALSE = "false", _("It is false or misleading")
    DISCRIMINATION = "discrimination", _("It discriminates")
    CLOSED = "closed", _("It is no longer open")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("Waiting for the park office")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Not upheld")


REPORT_MOVES = Moves(
    ReportState,
    {ReportState.OPEN: frozenset({ReportState.UPHELD, ReportState.DISMISSED})},
)

S = OpeningState
OPENING_MOVES = Moves(
    OpeningState,
    {
        S.DRAFT: frozenset({S.SUBMITTED, S.PUBLISHED, S.CLOSED}),
        S.SUBMITTED: frozenset({S.PUBLISHED, S.RETURNED, S.DRAFT, S.CLOSED}),
        S.RETURNED: frozenset({S.SUBMITTED, S.PUBLISHED, S.CLOSED}),
        S.PUBLISHED: frozenset({S.PAUSED, S.CLOSED, S.EXPIRED, S.SUBMITTED}),
        S.PAUSED: frozenset({S.PUBLISHED, S.CLOSED, S.EXPIRED, S.SUBMITTED}),
        S.CLOSED: frozenset({S.DRAFT}),
        S.EXPIRED: frozenset({S.DRAFT}),
    },
)
"""What was published goes back to the review when a change of its words or pay needs one."""

MAY_BE_EDITED = frozenset({S.DRAFT, S.RETURNED, S.PUBLISHED, S.PAUSED})
REVIEWED_FIELDS = (
    *("kind", "title_zh", "title_en", "text_zh", "text_en"),
    *("salary_min", "salary_max", "salary_currency", "salary_period"),
)
"""What the park office looks at: a change of it after publication is looked at again."""
WITHOUT_REVIEW = "without_review"
LOOKED_AT = "looked at"
"""What the trail notes of postings that a trusted company shows: seen by the office, or not."""
