from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.workflow import Moves


class ImportKind(models.TextChoices):
    """What the rows of a file become; the app that owns the noun brings the code."""

    OPENINGS = "openings", _("Openings")
    COMPANIES = "companies", _("Companies")
    ROSTERS = "rosters", _("Students on a roster")
    AGREEMENTS = "agreements", _("Agreements")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    PREVIEWED = "previewed", _("Previewed")
    COMMITTING = "committing", _("Being imported")
    COMMITTED = "committed", _("Imported")
    REVERTED = "reverted", _("Reverted")
    FAILED = "failed", _("Failed")


class RowOutcome(models.TextChoices):
    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")


S = ImportState
IMPORT_MOVES = Moves(
    ImportState,
    {
        S.UPLOADED: frozenset({S.UPLOADED, S.PREVIEWED, S.FAILED}),
        S.PREVIEWED: frozenset({S.UPLOADED, S.COMMITTING, S.FAILED}),
        S.COMMITTING: frozenset({S.COMMITTED, S.FAILED}),
        S.COMMITTED: frozenset({S.REVERTED}),
        # What failed can be tried again: nothing of it was written.
        S.FAILED: frozenset({S.UPLOADED}),
    },
)
