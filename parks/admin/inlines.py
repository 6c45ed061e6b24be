"""Rows shown inside the form of the row they belong to."""

from django.db import models
from unfold.admin import TabularInline

from parks.http import PortalRequest

from .base import ScopedChoices


class ScopedInline(ScopedChoices, TabularInline):
    """Whoever may change the row may change what belongs to it."""

    extra = 0
    tab = True
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


class ReadOnlyInline(ScopedInline):
    """Rows that are written elsewhere, shown for the context."""

    can_delete = False

    def may_change_parent(self, request: PortalRequest, parent: models.Model | None) -> bool:
        return False
