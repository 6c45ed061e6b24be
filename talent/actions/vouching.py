"""What a university says of a student enters the profile, and nobody else changes it there."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parks.models import DegreeLevel
from talent.models import Education, Profile, RosterEntry
from talent.queries.vouched import Vouched, is_of, vouched_of

ENTRY_MONTH = 9
"""The Chinese academic year begins in September."""


class VouchedError(Exception):
    """Only the university changes what it has said; says so."""

    def __init__(self) -> None:
        super().__init__(_("This is from your university: only its career office changes it."))


def require_free_facts(user_id: int, facts: Mapping[str, Any]) -> None:
    """Raise VouchedError where facts of a profile would be others than the university says."""
    vouched = vouched_of(user_id)
    if vouched.entries and vouched.contradicts(facts, _degree_with(user_id, facts)):
        raise VouchedError


def _degree_with(user_id: int, facts: Mapping[str, Any]) -> DegreeLevel | None:
    """Return the highest degree that somebody would have with these facts."""
    if "degree" in facts:
        return facts["degree"]
    if "degree_id" in facts:
        return DegreeLevel.objects.filter(pk=facts["degree_id"]).first()
    return DegreeLevel.objects.filter(
        pk__in=Profile.objects.filter(user=user_id).values("degree")
    ).first()


def require_free_study(profile: Profile, *studies: Education) -> None:
    """Raise VouchedError where one of these is, or would become, what the university has said."""
    vouched = vouched_of(profile.user_id)
    if any(vouched.says(study) for study in studies):
        raise VouchedError


def carry_facts(user_id: int, *, before: RosterEntry | None = None) -> None:
    """Write what universities say of a person into their profile, if there is one.

    Each entry has its education, an own one of the person where that tells of the same study.
    `before` is an entry as it was until now: its education follows it. Call inside a transaction.
    """
    profile = (
        Profile.objects.select_for_update(of=("self",)).filter(user=user_id, erased_at=None).first()
    )
    if profile is None:
        return
    vouched = vouched_of(user_id)
    for entry in vouched.entries:
        was = before if before is not None and before.pk == entry.pk else entry
        _write_study(profile, entry, was)
    _write_facts(profile, vouched, before)


def _write_study(profile: Profile, entry: RosterEntry, was: RosterEntry) -> None:
    rows = list(profile.educations.select_related("university").order_by("pk"))
    same = (row for row in rows if is_of(was, row))
    told = (row for row in rows if _may_be(entry, row))
    row = next(same, None) or next(told, None) or Education(profile=profile)
    row.university, row.school = entry.university, entry.university.name_zh or str(entry.university)
    row.programme, row.discipline_text = entry.programme, entry.programme_text
    row.degree, row.discipline = entry.degree, entry.taught
    row.ended_on = entry.graduates_on
    row.started_on = _started(entry, row.started_on)
    row.save()


def _may_be(entry: RosterEntry, row: Education) -> bool:
    """Say whether the person wrote of this study: the same school, and no other degree."""
    names = {entry.university.name_zh, entry.university.name_en} - {""}
    is_there = row.university_id == entry.university_id or row.school.strip() in names
    return is_there and row.degree_id in (None, entry.degree_id)


def _started(entry: RosterEntry, known: datetime.date | None) -> datetime.date | None:
    day = datetime.date(entry.cohort, ENTRY_MONTH, 1) if entry.cohort else known
    return day if day and day <= entry.graduates_on else None


def _write_facts(profile: Profile, vouched: Vouched, before: RosterEntry | None) -> None:
    """A degree that the roster itself had said before is no step that the person took since."""
    was_said = before is not None and before.degree_id == profile.degree_id
    facts = vouched.fixed_for(None if was_said else profile.degree)
    for name, value in facts.items():
        setattr(profile, name, value)
    if facts:
        profile.save(update_fields=[*facts, "updated_at"])
