"""Tables that were brought in, and their lines: looked at here, worked with on their own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.choices.imports import ImportState, RowOutcome
from parks.http import PortalRequest
from parks.imports.files import in_words
from parks.models import ImportJob, ImportRow

from .base import ScopedModelAdmin
from .columns import GOOD, LOST, MOVING, WAITING, plain, state_column

OUTCOMES = {
    RowOutcome.CREATED: GOOD,
    RowOutcome.CHANGED: MOVING,
    RowOutcome.UNCHANGED: "",
    RowOutcome.REFUSED: LOST,
}


@admin.register(ImportJob)
class ImportJobAdmin(ScopedModelAdmin):
    """The office meets the park's own imports; those of companies are theirs."""

    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "park_id"
    organisation_lookup = "organisation_id"
    list_display = (
        *("created_at", "filename", "kind", "shown_state", "owner"),
        *("created", "changed", "unchanged", "refused"),
    )
    list_filter = ("kind", "state", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("organisation", "park", "uploaded_by")
    search_fields = ("filename", "organisation__name_zh", "organisation__name_en")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    uploader = plain("uploaded_by", _("uploaded by"))
    fields: tuple[Any, ...] = (
        ("filename", "kind", "state"),
        ("owner", "uploader", "created_at"),
        ("created", "changed", "unchanged", "refused"),
        "error",
        ("committed_at", "reverted_at", "beat_at"),
        "sha256",
    )
    readonly_fields = ("owner", "uploader")
    shown_state = state_column(
        ImportState,
        {
            ImportState.UPLOADED: WAITING,
            ImportState.PREVIEWED: WAITING,
            ImportState.COMMITTING: MOVING,
            ImportState.COMMITTED: GOOD,
            ImportState.FAILED: LOST,
        },
    )

    @display(description=_("for"))
    def owner(self, row: ImportJob) -> str:
        return str(row.organisation or row.park)


@admin.register(ImportRow)
class ImportRowAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "job__park_id"
    organisation_lookup = "job__organisation_id"
    list_display = ("job", "line", "shown_outcome", "shown_reasons")
    list_filter = ("outcome",)
    list_select_related = ("job",)
    search_fields = ("job__filename",)
    ordering = ("-job", "line", "pk")
    fields: tuple[Any, ...] = (("job", "line", "outcome"), "shown_reasons", "row_id")
    readonly_fields = ("shown_reasons",)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        """Lines follow their import: an office reads those of the park's own ones."""
        imports = ImportJob.objects.visible_to(request.viewer)
        return super().get_queryset(request).filter(job__in=imports).defer("before", "cells")

    @display(description=_("outcome"), ordering="outcome", label=OUTCOMES)
    def shown_outcome(self, row: ImportRow) -> tuple[str, str]:
        return row.outcome, row.get_outcome_display()

    @display(description=_("reasons"))
    def shown_reasons(self, row: ImportRow) -> str:
        return in_words(row.reasons)
