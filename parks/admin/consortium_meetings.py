"""Meetings of a consortium, what it votes on, and the votes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from parks.actions.consortium import ConsortiumError
from parks.actions.meetings import (
    MAY_CHANGE,
    call_meeting,
    call_off_meeting,
    change_meeting,
    enter_meeting,
    publish_minutes,
)
from parks.actions.resolutions import (
    change_resolution,
    close_resolution,
    draft_resolution,
    open_resolution,
    withdraw_resolution,
)
from parks.choices.consortium import RESOLUTION_MOVES, ResolutionState
from parks.http import PortalRequest
from parks.models import Meeting, Resolution, User, Vote
from parks.queries.resolutions import tally_of
from parks.workflow import IllegalMoveError

from .base import ScopedModelAdmin
from .by_action import AddedByAction
from .columns import GOOD, LOST, MOVING, WAITING, state_column
from .lists import OfTheViewer
from .moves import MovesAdmin, ReasonForm, may_become, move

OF_RESOLUTION = ("title_zh", "title_en", "text_zh", "text_en", "meeting", "majority", "closes_at")


class MinutesForm(forms.Form):
    minutes = forms.CharField(
        label=_("Minutes"),
        help_text=_("All members read them and are told. A corrected text takes their place."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}),
    )


class WrittenByActions(AddedByAction, MovesAdmin):
    """New rows and changed ones go through actions, which write the trail and tell the members."""

    operator_may = ("view", "add", "change", "move")
    officers_may = ("view", "add", "change", "move")
    park_lookup = "consortium__lead_id"
    refusals = (IllegalMoveError, ConsortiumError)
    set_once = ("consortium",)
    written: tuple[str, ...] = ()

    def change_by_action(self, row: Any, *, by: User, **fields: Any) -> None:
        """Call the action that writes what was changed."""
        raise NotImplementedError

    def save_model(
        self, request: PortalRequest, obj: Any, form: forms.ModelForm, change: bool
    ) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        fields = {name: getattr(obj, name) for name in form.changed_data if name in self.written}
        if fields:
            self.change_by_action(obj, by=request.user, **fields)

    def log_change(self, request: PortalRequest, obj: Any, message: Any) -> None:
        """The action has written the trail."""


@admin.register(Meeting)
class MeetingAdmin(WrittenByActions):
    written = MAY_CHANGE
    list_display = ("title", "consortium", "starts_at", "place", "minutes_at", "cancelled_at")
    list_filter = (
        ("minutes_at", admin.EmptyFieldListFilter),
        ("cancelled_at", admin.EmptyFieldListFilter),
        ("consortium", OfTheViewer),
    )
    list_select_related = ("consortium",)
    search_fields = ("title_zh", "title_en")
    ordering = ("-starts_at", "-pk")
    readonly_fields = ("minutes", "minutes_at", "cancelled_at", "cancelled_because")
    actions_detail = ("minutes_of", "call_off")

    @admin.display(description=pgettext_lazy("a meeting", "title"))
    def title(self, row: Meeting) -> str:
        return str(row)

    @move(
        label=_("Publish the minutes"),
        icon="description",
        variant=ActionVariant.PRIMARY,
        form_class=MinutesForm,
        offered=lambda row: row.cancelled_at is None,
    )
    def minutes_of(self, row: Meeting, *, by: User, minutes: str) -> None:
        publish_minutes(meeting=row, minutes=minutes, by=by)

    @move(
        label=_("Call it off"),
        icon="event_busy",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=lambda row: row.cancelled_at is None and row.starts_at > timezone.now(),
    )
    def call_off(self, row: Meeting, *, by: User, reason: str) -> None:
        call_off_meeting(meeting=row, reason=reason, by=by)

    def add_by_action(self, row: Meeting, *, by: User) -> Meeting:
        """Members are called to what is to come; what is past is there for its minutes."""
        fields = {name: getattr(row, name) for name in MAY_CHANGE}
        write = call_meeting if row.starts_at > timezone.now() else enter_meeting
        return write(consortium=row.consortium, by=by, **fields)

    def change_by_action(self, row: Meeting, *, by: User, **fields: Any) -> None:
        change_meeting(meeting=row, by=by, **fields)

    def get_fields(self, request: PortalRequest, obj: Meeting | None = None) -> tuple[Any, ...]:
        called = ("consortium", ("title_zh", "title_en"), "starts_at", "place", "agenda")
        if obj is None:
            return called
        cancelled = ("cancelled_at", "cancelled_because")
        return (*called, *(cancelled if obj.cancelled_at else ("minutes", "minutes_at")))

    def get_readonly_fields(
        self, request: PortalRequest, obj: Meeting | None = None
    ) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        is_standing = obj is None or obj.cancelled_at is None
        return fixed if is_standing else (*fixed, *MAY_CHANGE)


@admin.register(Resolution)
class ResolutionAdmin(WrittenByActions):
    """A draft is written here; once it is open its words, its voters and its quorum are fixed."""

    written = OF_RESOLUTION
    list_display = ("title", "consortium", "shown_state", "opened_at", "closes_at", "voters")
    list_filter = ("state", ("consortium", OfTheViewer))
    list_select_related = ("consortium",)
    search_fields = ("title_zh", "title_en")
    autocomplete_fields = ("meeting",)
    ordering = ("-pk",)
    readonly_fields = ("state", "opened_at", "closed_at", "voters", "quorum", "votes")
    actions = actions_detail = ("open", "close", "withdraw")
    shown_state = state_column(
        ResolutionState,
        {
            ResolutionState.DRAFT: MOVING,
            ResolutionState.OPEN: WAITING,
            ResolutionState.PASSED: GOOD,
            ResolutionState.REJECTED: LOST,
        },
    )

    @admin.display(description=pgettext_lazy("a meeting", "title"))
    def title(self, row: Resolution) -> str:
        return str(row)

    @admin.display(description=_("votes"))
    def votes(self, row: Resolution) -> str:
        tally = tally_of(row)
        if row.state == ResolutionState.OPEN:
            return gettext("%(cast)d cast so far") % {"cast": tally.cast}
        return gettext("%(yes)d yes, %(no)d no, %(abstain)d abstentions") % tally._asdict()

    @move(
        label=_("Open the vote"),
        icon="how_to_vote",
        variant=ActionVariant.PRIMARY,
        offered=may_become(RESOLUTION_MOVES, ResolutionState.OPEN),
    )
    def open(self, row: Resolution, *, by: User) -> None:
        open_resolution(resolution=row, by=by)

    @move(
        label=_("Close and count"),
        icon="task_alt",
        offered=may_become(RESOLUTION_MOVES, ResolutionState.PASSED),
    )
    def close(self, row: Resolution, *, by: User) -> None:
        close_resolution(resolution=row, by=by)

    @move(
        label=_("Withdraw"),
        icon="undo",
        variant=ActionVariant.DANGER,
        offered=may_become(RESOLUTION_MOVES, ResolutionState.WITHDRAWN),
    )
    def withdraw(self, row: Resolution, *, by: User) -> None:
        withdraw_resolution(resolution=row, by=by)

    def add_by_action(self, row: Resolution, *, by: User) -> Resolution:
        fields = {name: getattr(row, name) for name in OF_RESOLUTION}
        return draft_resolution(consortium=row.consortium, by=by, **fields)

    def change_by_action(self, row: Resolution, *, by: User, **fields: Any) -> None:
        change_resolution(resolution=row, by=by, **fields)

    def get_readonly_fields(
        self, request: PortalRequest, obj: Resolution | None = None
    ) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        is_draft = obj is None or obj.state == ResolutionState.DRAFT
        return fixed if is_draft else (*fixed, *OF_RESOLUTION)

    def get_fields(self, request: PortalRequest, obj: Resolution | None = None) -> tuple[Any, ...]:
        written = (
            ("consortium", "meeting"),
            ("title_zh", "title_en"),
            "text_zh",
            "text_en",
            "majority",
            "closes_at",
        )
        counted = ("state", ("opened_at", "closed_at"), ("voters", "quorum"), "votes")
        return (*written, *counted) if obj else written


@admin.register(Vote)
class VoteAdmin(ScopedModelAdmin):
    """Cast on the desk of a member, once; looked at here when the vote is over."""

    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "resolution__consortium__lead_id"
    organisation_lookup = "member__organisation_id"
    list_display = ("member", "resolution", "choice", "cast_at")
    list_filter = ("choice", ("resolution", OfTheViewer))
    list_select_related = ("member__organisation", "member__consortium", "resolution")
    search_fields = (
        "member__organisation__name_zh",
        "member__organisation__name_en",
        "resolution__title_zh",
        "resolution__title_en",
    )
    ordering = ("-cast_at", "-pk")
    fields = (("resolution", "member"), ("choice", "cast_at"))

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        """Nobody, the office neither, knows how it stands while others have still to vote."""
        return super().get_queryset(request).exclude(resolution__state=ResolutionState.OPEN)
