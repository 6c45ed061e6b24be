"""Yearly targets in words: what each metric counts, and how a target stands."""

from django.utils.translation import gettext as _

from matching.queries.targets import TargetLine
from parks.choices.agreements import MetricCode


def counted_words(metric: str) -> str:
    """Say what a metric counts, as its function in `target_rows` does."""
    words = {
        MetricCode.TRAINED: _(
            "Assessed enrolments, person by session, passed or not, of sessions that end this year."
        ),
        MetricCode.CERTIFIED: _("Certificates by their day of issue, without those revoked."),
        MetricCode.AGREEMENTS: _(
            "Agreements by the day they were signed, renewals too, whatever became of them."
        ),
        MetricCode.PLACEMENTS: _(
            "Hirings by their day, by openings of the lead park or by member companies."
        ),
        MetricCode.MEMBERS: _("Members on the last day of the year, or today while it runs."),
        MetricCode.SESSIONS: _("Sessions held to their assessment that end this year."),
    }
    return words.get(MetricCode(metric), _("Not recorded here yet."))


def standing(line: TargetLine) -> str:
    """Say in words how a target stands."""
    if line.actual is None:
        return _("Not recorded here yet")
    if line.is_reached:
        return _("Reached")
    if line.per_month is None:
        return _("Not reached")
    if line.forecast.expected is None:
        return _("Too early to say")
    return _("On course") if line.is_on_course else _("Behind")
