"""What every list and form of the web admin does alike: rows through the viewer, and a trail."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.forms import Field, ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from parks.access import ScopedQuerySet, Viewer
from parks.actions.organisations import OrganisationError
from parks.actions.trail import record
from parks.http import PortalRequest
from parks.models import LogEntry, Park
from parks.workflow import IllegalMoveError

from .list_tools import ListTools
from .lists import LongChangeList, LongPaginator, search

LATEST_ENTRIES = 200
SOME_FOUND = _(
    "So many rows hold these words that only some are listed. Add a rarer word or filter."
)


OF_ANY_PARK = frozenset(
    {
        "agreementparty.organisation",
        "obligation.owner",
        "base.host",
        "consortiummembership.organisation",
    }
)
"""Fields that name an organisation of whatever park: who is verified is known to everybody."""


class ScopedChoices:
    """Select boxes, searches and what is posted know only rows that the viewer may open."""

    def get_field_queryset(
        self, db: str | None, db_field: models.Field, request: PortalRequest
    ) -> models.QuerySet | None:
        related = db_field.remote_field.model
        if f"{db_field.model._meta.model_name}.{db_field.name}" in OF_ANY_PARK:
            return related._default_manager.visible_to(request.viewer)
        if self.admin_site.is_registered(related):
            return self.admin_site.get_model_admin(related).get_queryset(request)
        return super().get_field_queryset(db, db_field, request)


class ScopedModelAdmin(ScopedChoices, ListTools, ModelAdmin):
    """A noun in the web admin.

    `operator_may` and `officers_may` name the deeds view, add, change, move (its state) and
    delete. `park_lookup` and `organisation_lookup` lead from a row to the ids it belongs to;
    officers meet only the rows of parks they steward, operators all. `set_once` fields are
    fixed when the row is there; `operator_sets` fields officers may only read after that. No
    address of the list asks by `unasked` fields, which would lead to a secret or a name.
    """

    operator_may: tuple[str, ...] = ("view", "add", "change", "move", "delete")
    officers_may: tuple[str, ...] = ()
    park_lookup = ""
    organisation_lookup = ""
    unasked: tuple[str, ...] = ()
    set_once: tuple[str, ...] = ()
    operator_sets: tuple[str, ...] = ()
    refusals: tuple[type[Exception], ...] = (IllegalMoveError, OrganisationError)
    list_per_page = 50
    list_fullwidth = True
    paginator = LongPaginator
    show_full_result_count = False
    warn_unsaved_form = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    object_history_template = "admin/trail.html"

    # --- who sees and changes what ---

    def may(self, viewer: Viewer, deed: str) -> bool:
        if viewer.is_operator:
            return deed in self.operator_may
        return bool(viewer.steward_of) and deed in self.officers_may

    def may_edit(self, viewer: Viewer, row: models.Model | None) -> bool:
        """Say whether this row is theirs to change; asked once per row, which lives one request."""
        rows = self.model._default_manager.all()
        if row is None or viewer.is_operator or not isinstance(rows, ScopedQuerySet):
            return True
        if not hasattr(row, "is_editable"):
            row.is_editable = rows.editable_by(viewer).filter(pk=row.pk).exists()
        return row.is_editable

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        rows, viewer = super().get_queryset(request), request.viewer
        if viewer.is_operator:
            return rows
        if not self.may(viewer, "view"):
            return rows.none()
        if isinstance(rows, ScopedQuerySet):
            rows = rows.visible_to(viewer)
        if self.park_lookup:
            rows = rows.filter(**{f"{self.park_lookup}__in": viewer.steward_of})
        return rows

    def lookup_allowed(self, lookup: str, value: str, request: PortalRequest) -> bool:
        is_asked = lookup.partition("__")[0] not in self.unasked
        return is_asked and super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request: PortalRequest, **kwargs: Any) -> type[LongChangeList]:
        return LongChangeList

    def get_search_results(
        self, request: PortalRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        rows, all_of_them = search(queryset, self.get_search_fields(request), search_term)
        if not (all_of_them or request.resolver_match.url_name == "autocomplete"):
            messages.warning(request, SOME_FOUND)
        return rows, False

    def has_module_permission(self, request: PortalRequest) -> bool:
        return self.may(request.viewer, "view")

    def has_view_permission(self, request: PortalRequest, obj: models.Model | None = None) -> bool:
        return self.may(request.viewer, "view")

    def has_add_permission(self, request: PortalRequest) -> bool:
        return self.may(request.viewer, "add")

    def has_change_permission(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> bool:
        return self.may(request.viewer, "change") and self.may_edit(request.viewer, obj)

    def has_delete_permission(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> bool:
        return self.may(request.viewer, "delete") and self.may_edit(request.viewer, obj)

    def get_deleted_objects(
        self, objs: Iterable[models.Model], request: PortalRequest
    ) -> tuple[Any, ...]:
        """Whoever may delete a row may delete what falls with it; what protects it still does."""
        listed, counts, _needed, protected = super().get_deleted_objects(objs, request)
        allowed = all(self.has_delete_permission(request, row) for row in objs)
        return listed, counts, set() if allowed else {self.opts.verbose_name}, protected

    # --- forms ---

    def get_readonly_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        if obj is None:
            return fixed
        return (*fixed, *self.set_once, *(() if request.viewer.is_operator else self.operator_sets))

    def get_prepopulated_fields(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> dict[str, Any]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_changeform_initial_data(self, request: PortalRequest) -> dict[str, Any]:
        own = request.viewer.steward_of
        only_park = {"park": next(iter(own))} if len(own) == 1 else {}
        return only_park | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: PortalRequest, **kwargs: Any
    ) -> Field | None:
        """An officer's row always has a park: without one they would lose sight of it."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.related_model is Park and not request.viewer.is_operator:
            field.required = True
        return field

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """Link to the page itself, not through an address that answers for any row."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def changeform_view(
        self, request: PortalRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """An action that refuses says why on the page: nothing is changed, no entry is lost."""
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except self.refusals as refusal:
            request.refusal = str(refusal)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def get_form(
        self, request: PortalRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        refusal = getattr(request, "refusal", None)
        return refused(form, refusal) if refusal else form

    # --- the trail ---

    def trail_scope(self, row: models.Model) -> dict[str, int | None]:
        """Return the organisation and park that a log entry about this row belongs to."""
        return {
            "organisation_id": follow(row, self.organisation_lookup),
            "park_id": follow(row, self.park_lookup),
        }

    def construct_change_message(
        self, request: PortalRequest, form: ModelForm, formsets: Iterable[Any], add: bool = False
    ) -> list[str]:
        """Return the names of what was changed: fields, and inlines by their prefix."""
        inlines = [formset.prefix for formset in formsets or () if formset.has_changed()]
        return [*form.changed_data, *inlines]

    def log_addition(self, request: PortalRequest, obj: models.Model, message: Any) -> None:
        record(obj, "created", by=request.user, **self.trail_scope(obj))

    def log_change(self, request: PortalRequest, obj: models.Model, message: Any) -> None:
        record(obj, "changed", by=request.user, **self.trail_scope(obj), fields=message)

    def log_deletions(self, request: PortalRequest, queryset: Iterable[models.Model]) -> None:
        for row in queryset:
            record(row, "deleted", by=request.user, **self.trail_scope(row))

    def history_view(
        self, request: PortalRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the trail of the row; Django's own log is not kept."""
        row = self.get_object(request, unquote(object_id))
        return super().history_view(
            request, object_id, {"entries": trail_of(row)} | (extra_context or {})
        )


def refused(form_class: type[ModelForm], why: str) -> type[ModelForm]:
    """Return the form that shows again what was entered, with the reason above it."""

    class Refused(form_class):
        def clean(self) -> dict[str, Any] | None:
            cleaned = super().clean()
            self.add_error(None, why)
            return cleaned

    return Refused


def trail_of(row: models.Model | None) -> Iterable[LogEntry]:
    """Return the newest entries about a row; a company is written about as an organisation too."""
    if row is None:
        return ()
    nouns = [model._meta.label_lower for model in (type(row), *row._meta.get_parent_list())]
    entries = LogEntry.objects.filter(noun__in=nouns, row_id=row.pk).select_related("actor")
    return entries.order_by("-happened_at", "-pk")[:LATEST_ENTRIES]


def follow(row: models.Model, lookup: str) -> int | None:
    """Return the id that a lookup such as `organisation__park_id` leads to from a row."""
    return reduce(getattr, lookup.split("__"), row) if lookup else None
