"""Educations and experiences that a person writes down, changes and removes."""

from typing import Any, TypeVar

from django.db import transaction

from parks.actions.trail import record
from parks.models import User
from talent.actions.vouching import require_free_study
from talent.models import Education, Experience, Profile

Row = TypeVar("Row", Education, Experience)


class HistoryFullError(Exception):
    """A profile holds no more rows of a kind than any CV needs."""


MOST_ROWS = 60


@transaction.atomic
def save_education(
    profile: Profile, *, education: Education | None = None, by: User, **facts: Any
) -> list[str]:
    """Add an education, or change one of this profile; return which facts it filled.

    Degree, discipline and graduation of the profile are taken from it where they are open and no
    other education has a higher degree. Raise HistoryFullError for more than sixty rows, and
    VouchedError for the study that the person's university has given.
    """
    require_free_study(profile, *([education] if education else []), Education(**facts))
    profile, row = _save(profile, education, Education, by, facts)
    filled = _facts_of(profile, row)
    for name, value in filled.items():
        setattr(profile, name, value)
    if filled:
        profile.save(update_fields=[*filled, "updated_at"])
    return list(filled)


@transaction.atomic
def save_experience(
    profile: Profile, *, experience: Experience | None = None, by: User, **facts: Any
) -> None:
    """Add an experience, or change one of this profile; raise HistoryFullError beyond sixty."""
    _save(profile, experience, Experience, by, facts)


@transaction.atomic
def remove_row(row: Education | Experience, *, by: User) -> None:
    """Delete an education or experience for good; raise VouchedError for the university's own."""
    if isinstance(row, Education):
        require_free_study(row.profile, row)
    record(row.profile, f"{row._meta.model_name} removed", by=by)
    row.delete()


def _save(
    profile: Profile, row: Row | None, model: type[Row], by: User, facts: dict[str, Any]
) -> tuple[Profile, Row]:
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    rows = model.objects.filter(profile=profile)
    if row is None and rows.count() >= MOST_ROWS:
        raise HistoryFullError
    verb = "added" if row is None else "changed"
    row = model(profile=profile) if row is None else rows.get(pk=row.pk)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    record(profile, f"{model._meta.model_name} {verb}", by=by)
    return profile, row


def _facts_of(profile: Profile, education: Education) -> dict[str, Any]:
    """Return the open facts that the education with the highest degree can fill."""
    rows = Education.objects.filter(profile=profile, degree__isnull=False)
    highest = rows.select_related("degree").order_by("-degree__rank", "-pk").first()
    if highest is not None and highest.pk != education.pk:
        return {}
    offered = {
        "degree": education.degree,
        "discipline": education.discipline,
        "graduates_on": education.ended_on,
    }
    return {
        name: value for name, value in offered.items() if value and getattr(profile, name) is None
    }
