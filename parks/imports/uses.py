"""Whether people work with a row already, so that an import of it cannot simply be taken back."""

import datetime
from collections.abc import Collection, Iterable, Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _


class Uses:
    """Finds who points at rows of a noun.

    `parts` are the tables of which a row consists, `computed` the labels of what only machines
    write; whatever else points at it, people have done. `protected` is the reason told where the
    row may not be deleted, in words for the page.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        parts: Collection[type[models.Model]] = (),
        computed: Collection[str] = (),
        protected: str = "",
    ) -> None:
        self._model, self._parts, self._computed = model, parts, computed
        self._protected = protected

    def of(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        """Return, by id, why a row stays: who points at it, or what protects it came `since`."""
        ids = list(ids)
        used: dict[int, str] = {}
        for relation in self._relations():
            is_kept = relation.on_delete is models.PROTECT
            if ids and (is_kept or since is None):
                worked_with = _("people work with it already")
                reason = str(self._protected) if is_kept and self._protected else worked_with
                used |= dict.fromkeys(_pointed_at(relation, ids, since), reason)
        return used

    def _relations(self) -> Iterator[ForeignObjectRel]:
        """Yield the relations by which rows of people lead here, the protected ones last."""
        found = [
            relation
            for relation in self._model._meta.get_fields(include_hidden=True)
            if (relation.one_to_many or relation.one_to_one)
            and relation.auto_created
            and not relation.concrete
            and relation.related_model not in self._parts
            and relation.related_model._meta.label_lower not in self._computed
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
