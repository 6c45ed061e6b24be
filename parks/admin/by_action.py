"""Rows that an action writes, with its checks, its lock and its entry in the trail."""

from typing import Any

from django.db import models
from django.forms import ModelForm

from parks.http import PortalRequest
from parks.models import User

from .base import ScopedModelAdmin


class AddedByAction(ScopedModelAdmin):
    """The form for a new row hands what was entered to an action instead of saving it."""

    def add_by_action(self, row: models.Model, *, by: User) -> models.Model:
        """Call the action with what the unsaved row carries; return the row that it wrote."""
        raise NotImplementedError

    def save_model(
        self, request: PortalRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.pk = self.add_by_action(obj, by=request.user).pk
        obj.refresh_from_db()

    def log_addition(self, request: PortalRequest, obj: models.Model, message: Any) -> None:
        """The action has written the trail."""
