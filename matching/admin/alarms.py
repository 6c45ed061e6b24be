"""What is wrong with matching until somebody has looked at it, and the journals behind it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter, SimpleListFilter
from django.db import models
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from matching.actions.alarms import AlarmSettledError, alarm_note, alarm_words, settle_alarm
from matching.choices.runs import AlarmKind, ShardState
from matching.models import MatchAlarm, MatchChange, MatchShard
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, plain, since, state_column
from parks.admin.moves import MovesAdmin, move
from parks.http import PortalRequest
from parks.models import User


class OpenFilter(SimpleListFilter):
    title = _("settled")
    parameter_name = "settled"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("no", _("Not yet")), ("yes", _("Settled"))]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        is_open = {"no": True, "yes": False}.get(self.value())
        return rows if is_open is None else rows.filter(settled_at__isnull=is_open)


class NoteForm(forms.Form):
    """What the colleagues of whoever settles an alarm will want to know."""

    note = forms.CharField(
        label=_("What was found or done"),
        help_text=_("Kept with the alarm and in its history."),
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


@admin.register(MatchAlarm)
class MatchAlarmAdmin(MovesAdmin):
    operator_may = officers_may = ("view", "move")
    park_lookup = "park_id"
    refusals = (AlarmSettledError,)
    list_display = ("shown_kind", "park", "night", "words", "raised_at", "settled_at", "settler")
    list_filter = (OpenFilter, "kind", ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("park", "settled_by")
    search_fields = ("park__name_zh", "park__name_en", "details")
    ordering = ("-raised_at", "-pk")
    date_hierarchy = "night"
    actions = actions_detail = ("settle",)
    settler = plain("settled_by", _("settled by"))
    readonly_fields = ("shown_kind", "words", "settler", "note")
    fields = (
        ("park", "night"),
        "shown_kind",
        "words",
        "raised_at",
        ("settled_at", "settler"),
        "note",
    )

    @display(
        description=_("kind"),
        ordering="kind",
        label={AlarmKind.LATE: WAITING, AlarmKind.SHRUNKEN: WAITING, AlarmKind.FAILED: LOST},
    )
    def shown_kind(self, row: MatchAlarm) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @display(description=_("what happened"))
    def words(self, row: MatchAlarm) -> str:
        return alarm_words(row)

    @display(description=_("what was found or done"))
    def note(self, row: MatchAlarm) -> str:
        return alarm_note(row) or "–"

    @move(
        label=_("Settle"),
        icon="check",
        variant=ActionVariant.PRIMARY,
        form_class=NoteForm,
        offered=lambda alarm: alarm.settled_at is None,
    )
    def settle(self, row: MatchAlarm, *, by: User, note: str) -> None:
        settle_alarm(row, by=by, note=note)


@admin.register(MatchShard)
class MatchShardAdmin(ScopedModelAdmin):
    """The parts of all runs; those of one run stand on its page."""

    operator_may = ("view",)
    list_display = (
        "run",
        "number",
        "shown_state",
        "worker",
        "done",
        "graduates",
        "seconds",
        "peak_rss_mb",
        "attempts",
    )
    list_filter = ("state", ("run__park", RelatedOnlyFieldListFilter))
    list_select_related = ("run__park",)
    search_fields = ("worker", "run__park__name_zh", "run__park__name_en")
    ordering = ("-run", "number", "pk")
    shown_state = state_column(
        ShardState,
        {ShardState.WAITING: WAITING, ShardState.RUNNING: MOVING, ShardState.DONE: GOOD},
    )


@admin.register(MatchChange)
class MatchChangeAdmin(ScopedModelAdmin):
    """What waits to be worked into the match lists; empty within a minute when all is well."""

    operator_may = ("view",)
    list_display = ("side", "row_id", "waiting")
    list_filter = ("side",)
    search_fields = ("row_id",)
    ordering = ("changed_at", "pk")
    fields = (("side", "row_id"), "changed_at")
    waiting = since("changed_at", _("waiting for"))
