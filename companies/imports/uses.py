"""Whether people work with an opening already, so that it cannot simply be taken back."""

import datetime
from collections.abc import Iterable, Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from companies.models import Opening, OpeningIndex, OpeningSkill

OF_THE_OPENING = (OpeningIndex, OpeningSkill, Opening.disciplines.through)
COMPUTED = frozenset(
    ("matching.openingterms", "matching.openingmatches", "matching.alertedopening")
)
"""Rows that only machines write; whatever else points at an opening, people have done."""


def uses_of(ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
    """Return, by id, why an opening stays: who points at it, or has applied for it `since`."""
    ids = list(ids)
    used: dict[int, str] = {}
    for relation in _relations():
        is_kept = relation.on_delete is models.PROTECT
        if ids and (is_kept or since is None):
            reason = _("somebody applied for it") if is_kept else _("people work with it already")
            used |= dict.fromkeys(_pointed_at(relation, ids, since), reason)
    return used


def _relations() -> Iterator[ForeignObjectRel]:
    """Yield the relations by which rows of people lead to openings, the protected ones last."""
    found = [
        relation
        for relation in Opening._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and relation.related_model not in OF_THE_OPENING
        and relation.related_model._meta.label_lower not in COMPUTED
    ]
    yield from sorted(found, key=lambda relation: relation.on_delete is models.PROTECT)


def _pointed_at(
    relation: ForeignObjectRel, ids: list[int], since: datetime.datetime | None
) -> list[int]:
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
    if since is not None and _has(relation.related_model, "created_at"):
        rows = rows.filter(created_at__gte=since)
    return list(rows.order_by().values_list(relation.field.attname, flat=True).distinct())


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
