"""Bringing one table in line with rows that came from a file."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

BATCH = 2000


@dataclass(slots=True)
class TableReport:
    """What loading did to one table; `kept` are rows in use that the files no longer name."""

    model: type[models.Model]
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)


class TableSync:
    """Brings one table in line with rows that are told apart by `key`."""

    def __init__(self, model: type[models.Model], *key: str) -> None:
        self.model = model
        self.key = key or ("code",)
        self.rows = {self._key_of(row): row for row in model.objects.order_by("pk")}
        self.named: set[tuple[Any, ...]] = set()
        self.report = TableReport(model)

    def put(self, wanted: list[dict[str, Any]]) -> None:
        """Create the rows that are missing and change those that differ."""
        new, changed = [], []
        for values in wanted:
            values["loaded"] = True
            key = tuple(values[name] for name in self.key)
            self.named.add(key)
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = self.model(**values)
                new.append(row)
            elif self._adopt(row, values):
                changed.append(row)
        self._save(new, changed, list(wanted[0]) if wanted else [])
        self.report.created += len(new)
        self.report.changed += len(changed)
        self.report.unchanged += len(wanted) - len(new) - len(changed)

    def id_of(self, *key: str) -> int | None:
        return self.rows[key].pk if any(key) else None

    def finish(self) -> TableReport:
        """Remove loaded rows that nobody names or uses any more; report those still in use."""
        kept = [row for key, row in self.rows.items() if row.loaded and key not in self.named]
        while gone := {row.pk for row in kept if not _is_used(row)}:
            self.model.objects.filter(pk__in=gone).delete()
            self.report.removed += len(gone)
            kept = [row for row in kept if row.pk not in gone]
        self.report.kept = [" ".join(map(str, self._key_of(row))) for row in kept]
        return self.report

    def _key_of(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.key)

    def _adopt(self, row: models.Model, values: dict[str, Any]) -> bool:
        differing = {name: new for name, new in values.items() if getattr(row, name) != new}
        for name, new in differing.items():
            setattr(row, name, new)
        return bool(differing)

    def _save(self, new: list[Any], changed: list[Any], names: list[str]) -> None:
        self.model.objects.bulk_create(new, batch_size=BATCH)
        if changed:
            self.model.objects.bulk_update(changed, names, batch_size=BATCH)


def _is_used(row: models.Model) -> bool:
    """Say whether any row of any table points at this one, hidden relations included."""
    return any(
        field.related_model._base_manager.filter(**{field.field.name: row}).exists()
        for field in row._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and field.is_relation
    )
