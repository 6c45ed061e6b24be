"""Who is looking, as ids, and the QuerySet that decides what they get to see."""

from dataclasses import dataclass
from typing import Self

from django.db import models


@dataclass(frozen=True, slots=True)
class Viewer:
    """The ids a person's rights follow from; built once per request, never changed.

    `organisation_ids` are those they act for in full; an interviewer is of `interviewing_for` alone
    and reads what their own panels are about. `terms_version` is the version of the terms and the
    privacy notice they agreed to last, `unread_notices` what the bell in the header counts.
    """

    user_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    administered_ids: frozenset[int] = frozenset()
    interviewing_for: frozenset[int] = frozenset()
    steward_of: frozenset[int] = frozenset()
    is_operator: bool = False
    terms_version: str = ""
    unread_notices: int = 0

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None


ANONYMOUS = Viewer()


class ScopedQuerySet(models.QuerySet):
    """A QuerySet of somebody's data: every page fetches through one of these two gates."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the rows this viewer may read; the operator reads all."""
        return self if viewer.is_operator else self.filter(self.visible_rows(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        """Return the rows this viewer may change; the operator changes all."""
        return self if viewer.is_operator else self.filter(self.editable_rows(viewer))

    def visible_rows(self, viewer: Viewer) -> models.Q:
        """Say which rows a person who is not the operator may read; never joins to many."""
        raise NotImplementedError

    def editable_rows(self, viewer: Viewer) -> models.Q:
        """Say which rows a person who is not the operator may change."""
        raise NotImplementedError
