"""Rows shown inside the form of the row they belong to."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from unfold.admin import TabularInline

from parks.http import PortalRequest

from .base import ScopedChoices
from .changed import ChangedRows


class KnownSelect(AutocompleteSelect):
    """A select box that was told which row it shows, so that no query is spent on its name."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        shown = self.create_option(name, self.known.pk, str(self.known), True, 0)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, shown], 0)]


def also(rows: models.QuerySet, known: models.Model | None) -> models.QuerySet:
    """Return the rows with the one that is chosen already."""
    if known is None:
        return rows
    chosen = models.Q(pk__in=rows.order_by().values("pk")) | models.Q(pk=known.pk)
    return rows.model._default_manager.filter(chosen)


class InlineForm(forms.ModelForm):
    """Tells its select boxes what the row already carries, which stays whatever became of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", None)
            if isinstance(widget, KnownSelect) and self.instance.pk:
                widget.known = known = getattr(self.instance, name)
                field.queryset = also(field.queryset, known)


class ScopedInline(ScopedChoices, TabularInline):
    """Whoever may change the row may change what belongs to it."""

    form = InlineForm
    formset = ChangedRows
    extra = 0
    tab = True
    hide_title = True
    show_change_link = True

    def may_change_parent(self, request: PortalRequest, parent: models.Model | None) -> bool:
        admin = self.admin_site.get_model_admin(self.parent_model)
        if parent is None:
            return admin.has_add_permission(request)
        return admin.has_change_permission(request, parent)

    def has_view_permission(self, request: PortalRequest, obj: models.Model | None = None) -> bool:
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj)

    def has_add_permission(self, request: PortalRequest, obj: models.Model | None = None) -> bool:
        return self.may_change_parent(request, obj)

    def has_change_permission(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> bool:
        return self.may_change_parent(request, obj)

    def has_delete_permission(
        self, request: PortalRequest, obj: models.Model | None = None
    ) -> bool:
        return self.may_change_parent(request, obj)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        searched = self.get_autocomplete_fields(request)
        return rows.select_related(*searched) if searched else rows

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: PortalRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyInline(ScopedInline):
    """Rows that are written elsewhere, shown for the context."""

    can_delete = False
    hide_title = False

    def may_change_parent(self, request: PortalRequest, parent: models.Model | None) -> bool:
        return False
