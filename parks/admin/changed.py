"""Forms of the web admin write only what was changed in them, not what actions wrote meanwhile."""

from typing import Any

from django import forms
from django.db import models
from unfold.forms import PaginationInlineFormSet

from parks.http import PortalRequest


def changed_columns(form: forms.ModelForm) -> list[str]:
    """Return the columns of the row that a form has changed."""
    columns = {field.name for field in form._meta.model._meta.concrete_fields}
    return [name for name in form.changed_data if name in columns]


class ChangedRow:
    """A noun whose state or counts go on by actions while somebody writes in its form."""

    def save_model(
        self, request: PortalRequest, obj: Any, form: forms.ModelForm, change: bool
    ) -> None:
        if change:
            obj.save(update_fields=changed_columns(form))
        else:
            super().save_model(request, obj, form, change)


class ChangedRows(PaginationInlineFormSet):
    """The same for rows inside the form of another."""

    def save_existing(
        self, form: forms.ModelForm, obj: models.Model, commit: bool = True
    ) -> models.Model:
        if commit:
            obj.save(update_fields=changed_columns(form))
        return obj
