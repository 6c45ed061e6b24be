"""Changes of state: a button on the page of a row, an entry in the menu of the list.

Both call the action that the pages of the portal call. A button asks first, so that no address
changes anything by being opened; the menu asks only where a reason has to be given.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from parks.http import PortalRequest
from parks.workflow import Moves

from .base import ScopedModelAdmin

ANSWERED = "answered"
Change = Callable[..., object]


class NoQuestion(forms.Form):
    """Nothing to fill in: pressing the button is the answer."""


class ReasonForm(forms.Form):
    """What the people concerned will read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The people concerned will read this."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )


def always(row: models.Model) -> bool:
    return True


def may_become(moves: Moves, state: str) -> Callable[[Any], bool]:
    """Offer a change where the table of moves allows it."""
    return lambda row: moves.allows(row.state, state)


def move(
    *,
    label: str,
    icon: str,
    variant: ActionVariant = ActionVariant.DEFAULT,
    form_class: type[forms.Form] = NoQuestion,
    offered: Callable[[Any], bool] = always,
) -> Callable[[Change], Change]:
    """Make a method `(self, row, *, by, **answers)` an admin action, bulk and for one row.

    The button is shown where `offered(row)`; whether the change is allowed is for the action
    that the method calls to say, by one of the admin's `refusals`.
    """

    def decorate(change: Change) -> Change:
        @action(description=label, icon=icon, variant=variant)
        @wraps(change)
        def run(
            admin: "MovesAdmin",
            request: PortalRequest,
            rows: models.QuerySet | None = None,
            *,
            object_id: str | None = None,
        ) -> HttpResponse | None:
            if rows is None:
                return admin.move_one(request, change, form_class, label, object_id)
            return admin.move_many(request, change, form_class, label, rows)

        run.offered = offered
        return run

    return decorate


class MovesAdmin(ScopedModelAdmin):
    """An admin whose rows change state by methods marked with `move`."""

    def get_actions_detail(self, request: PortalRequest, object_id: str) -> list[UnfoldAction]:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.may_move(request, row):
            return []
        offers = super().get_actions_detail(request, object_id)
        return [offer for offer in offers if offer.method.offered(row)]

    def get_actions(self, request: PortalRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if self.may(request.viewer, "move"):
            return actions
        return {name: entry for name, entry in actions.items() if name not in self.actions}

    def may_move(self, request: PortalRequest, row: models.Model) -> bool:
        return self.may(request.viewer, "move") and self.may_edit(request.viewer, row)

    def move_one(
        self,
        request: PortalRequest,
        change: Change,
        form_class: type[forms.Form],
        label: str,
        object_id: str,
    ) -> HttpResponse:
        """Ask on a page of its own, then change the row and go back to it, or to those left."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = form_class(request.POST if request.method == "POST" else None)
        if not self.may_move(request, row):
            raise PermissionDenied
        noun = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        back = reverse(f"{noun}_change", args=[row.pk])
        if not form.is_valid():
            return self.ask(request, form, label, [row], back=back)
        try:
            change(self, row, by=request.user, **form.cleaned_data)
        except self.refusals as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, form, label, [row], back=back)
        self.tell_done(request, label, 1)
        is_there = self.get_queryset(request).filter(pk=row.pk).exists()
        return redirect(back if is_there else f"{noun}_changelist")

    def move_many(
        self,
        request: PortalRequest,
        change: Change,
        form_class: type[forms.Form],
        label: str,
        rows: models.QuerySet,
    ) -> HttpResponse | None:
        """Change the selected rows, after a page that asks where there is something to ask."""
        answered = ANSWERED in request.POST or not form_class.base_fields
        form = form_class(request.POST if answered else None)
        theirs = [row for row in rows if self.may_move(request, row)]
        if not form.is_valid():
            hidden = [(ACTION_CHECKBOX_NAME, quote(row.pk)) for row in theirs]
            hidden.append(("action", request.POST["action"]))
            return self.ask(request, form, label, theirs, back=request.path, hidden=hidden)
        self.carry_out(request, change, label, theirs, form.cleaned_data)
        return None

    def ask(
        self,
        request: PortalRequest,
        form: forms.Form,
        label: str,
        rows: list[models.Model],
        *,
        back: str,
        hidden: Iterable[tuple[str, str]] = (),
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": label,
            "form": form,
            "rows": rows,
            "back": back,
            "hidden": (*hidden, (ANSWERED, "yes")),
        }
        return TemplateResponse(request, "admin/move.html", context)

    def carry_out(
        self,
        request: PortalRequest,
        change: Change,
        label: str,
        rows: list[models.Model],
        answers: dict[str, Any],
    ) -> None:
        """Change row by row; one that refuses does not hold up the others."""
        done = 0
        for row in rows:
            try:
                change(self, row, by=request.user, **answers)
            except self.refusals as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
            else:
                done += 1
        if done:
            self.tell_done(request, label, done)

    def tell_done(self, request: PortalRequest, label: str, count: int) -> None:
        text = _("%(label)s: done for %(count)d.") % {"label": label, "count": count}
        self.message_user(request, text, messages.SUCCESS)
