"""Alarms: what is wrong with a park's matching, told to those who can do something about it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching.actions.nights import late_parks
from matching.choices.runs import AlarmKind
from matching.models import MatchAlarm, MatchRun
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.choices.organisations import OrganisationKind
from parks.models import Membership, Park, User

FEW = 20
"""Below so many, a fifth comes and goes without anything being wrong."""
SHRUNKEN_BY = 20
"""An alarm is raised when a count is smaller by more than so many per cent."""
COUNTED = ("graduates", "openings", "matches")


class AlarmSettledError(Exception):
    """Somebody has settled this alarm already."""


@transaction.atomic
def raise_alarm(park: Park, *, night: date, kind: AlarmKind, **details: object) -> MatchAlarm:
    """Raise an alarm and tell the park's officers and the operators; once a night of each kind.

    `details` must be JSON; `alarm_words` makes them a sentence.
    """
    alarm, is_new = MatchAlarm.objects.get_or_create(
        park=park, night=night, kind=kind, defaults={"details": json.dumps(details)}
    )
    if is_new:
        for user in receivers(park):
            _tell(user, alarm)
    return alarm


@transaction.atomic
def settle_alarm(alarm: MatchAlarm, *, by: User, note: str = "") -> MatchAlarm:
    """Note that somebody has looked at it, and what they found or did about it.

    Raises AlarmSettledError for the second one.
    """
    alarm = MatchAlarm.objects.select_for_update(of=("self",)).get(pk=alarm.pk)
    if alarm.settled_at is not None:
        raise AlarmSettledError(_("This alarm is settled already."))
    alarm.settled_at, alarm.settled_by = timezone.now(), by
    alarm.details = json.dumps(_details(alarm) | {"note": note})
    alarm.save(update_fields=["settled_at", "settled_by", "details"])
    record(alarm, "settled", by=by, park_id=alarm.park_id, kind=alarm.kind, note=note)
    return alarm


def raise_late_alarms(now: datetime) -> None:
    """Raise an alarm for every park whose lists of this night are overdue."""
    for park, night in late_parks(now):
        hours = settings.MATCHING_HOUR + settings.MATCHING_LATE_HOURS
        raise_alarm(park, night=night, kind=AlarmKind.LATE, hour=hours)


def raise_if_shrunken(run: MatchRun, previous: MatchRun | None) -> None:
    """Raise an alarm when a run has lost more than a fifth of what the one before it had."""
    shrunken = {} if previous is None else _shrunken(run, previous)
    if shrunken:
        raise_alarm(run.park, night=run.night, kind=AlarmKind.SHRUNKEN, shrunken=shrunken)


def _shrunken(run: MatchRun, previous: MatchRun) -> dict[str, list[int]]:
    counts = {name: [getattr(previous, name), getattr(run, name)] for name in COUNTED}
    return {
        name: [before, now]
        for name, (before, now) in counts.items()
        if before >= FEW and 100 * now < (100 - SHRUNKEN_BY) * before
    }


def receivers(park: Park) -> QuerySet[User]:
    """Return the people of the park's office and the operators, in a stable order."""
    offices = Membership.objects.live().filter(
        organisation__kind=OrganisationKind.PARK_OFFICE, organisation__park=park
    )
    told = Q(pk__in=offices.values("user")) | Q(is_superuser=True)
    return User.objects.filter(told, is_active=True).order_by("pk")


def alarm_words(alarm: MatchAlarm) -> str:
    """Say in the active language what happened."""
    details = _details(alarm)
    if alarm.kind == AlarmKind.LATE:
        hour = f"{details['hour']:02}:00"
        return _("At %(hour)s there were no new match lists yet.") % {"hour": hour}
    if alarm.kind == AlarmKind.SHRUNKEN:
        return _("More than %(per_cent)s %% fewer than the run before: %(counts)s.") % {
            "per_cent": SHRUNKEN_BY,
            "counts": "; ".join(_counts(details["shrunken"])),
        }
    return _("The matching run failed: %(error)s. The lists before it are still shown.") % {
        "error": details["error"].rstrip(".")
    }


def alarm_note(alarm: MatchAlarm) -> str:
    """Return what was noted when the alarm was settled."""
    return _details(alarm).get("note", "")


def _details(alarm: MatchAlarm) -> dict[str, Any]:
    return json.loads(alarm.details or "{}")


def _counts(shrunken: Mapping[str, list[int]]) -> list[str]:
    labels = {"graduates": _("Graduates"), "openings": _("Openings"), "matches": _("Matches kept")}
    return [
        f"{labels[name]} {_number(before)} → {_number(now)}"
        for name, (before, now) in shrunken.items()
    ]


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)


def _tell(user: User, alarm: MatchAlarm) -> None:
    with translation.override(user.language):
        words = alarm_words(alarm)
    tell(
        user,
        kind=NoticeKind.DESK,
        template="matching/mail/alarm",
        context={"alarm": alarm, "words": words},
        address=reverse("admin:matching_matchalarm_change", args=[alarm.pk]),
    )
