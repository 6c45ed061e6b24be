"""What a proposal says, in words for the page."""

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.choices.work import CareerChannel, OpeningKind, SkillLevel
from talent.actions.profiles import Claim
from talent.models import Education, Experience, SkillClaim

LABELS = {
    "name": _("Name"),
    "phone": _("Telephone"),
    "degree": _("Highest degree"),
    "discipline": _("Discipline"),
    "graduates_on": _("Graduation"),
    "wanted_kinds": _("What I look for"),
    "places": _("Where I would work"),
    "anywhere": _("Other places suit me too"),
    "available_from": _("Earliest start"),
    "career_channel": _("Career channel"),
    "headline": _("Headline"),
    "summary": _("About me"),
}


def words_of(key: str, value: Any) -> str | SafeString:
    """Return the value of a fact, a row of the history or a claim as a person reads it."""
    if isinstance(value, Education):
        return _education(value)
    if isinstance(value, Experience):
        return _experience(value)
    if isinstance(value, Claim | SkillClaim):
        return _claim(value)
    return _fact(key, value)


def period(row: Education | Experience) -> str:
    """Return the two months of a row; what has begun and not ended goes on."""
    first = f"{row.started_on:%Y-%m}" if row.started_on else ""
    last = f"{row.ended_on:%Y-%m}" if row.ended_on else ""
    if not last:
        last = gettext("now") if first else ""
    return "–".join(filter(None, (first, last)))


def _fact(key: str, value: Any) -> str:
    if key == "wanted_kinds":
        return gettext(", ").join(str(OpeningKind(kind).label) for kind in value)
    if key == "places":
        return gettext(", ").join(place.label for place in value)
    if key == "career_channel":
        return str(CareerChannel(value).label)
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return gettext("yes") if value is True else str(value)


def _education(row: Education) -> str:
    degree = row.degree.label if row.degree else ""
    return " · ".join(filter(None, (row.school, degree, row.study, period(row))))


def _experience(row: Experience) -> str | SafeString:
    head = " · ".join(filter(None, (row.title, row.employer, period(row))))
    if not row.text:
        return head
    return format_html('{}<span class="told">{}</span>', head, row.text)


def _claim(claim: Claim | SkillClaim) -> str:
    level = str(SkillLevel(claim.level).label) if claim.level else ""
    return " · ".join(filter(None, (claim.skill.label, level)))
