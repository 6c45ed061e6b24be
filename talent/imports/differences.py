"""What would change of a student, in words: for the preview of an import."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parks.imports.kinds import Change
from talent.models import RosterEntry

from .fields import LABELS
from .words import Words


def changes_of(before: RosterEntry, after: RosterEntry, words: Words) -> tuple[Change, ...]:
    """Return what would be another afterwards, field by field, as people read it."""
    pairs = zip(_shown(before, words), _shown(after, words), strict=True)
    return tuple(Change(name, old, new) for (name, old), (_name, new) in pairs if old != new)


def _shown(entry: RosterEntry, words: Words) -> Iterator[tuple[str, str]]:
    yield str(LABELS["full_name"]), entry.full_name
    yield str(LABELS["email"]), entry.email
    yield str(LABELS["sex"]), str(entry.get_sex_display())
    yield str(LABELS["home_region"]), words.region_named(entry.home_region_id)
    yield str(LABELS["programme"]), _programme(entry, words)
    yield _("Programme, as written"), entry.programme_text
    yield str(LABELS["degree"]), str(words.degrees.get(entry.degree_id, ""))
    yield str(LABELS["discipline"]), str(words.disciplines.get(entry.discipline_id, ""))
    yield str(LABELS["cohort"]), str(entry.cohort or "")
    yield str(LABELS["graduates_on"]), date_format(entry.graduates_on)
    yield _("On the roster"), _("no longer") if entry.left_at else _("yes")


def _programme(entry: RosterEntry, words: Words) -> str:
    return str(words.programmes.get(entry.programme_id, ""))
