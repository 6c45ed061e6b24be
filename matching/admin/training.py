"""Sessions, who is in them and who was there; what is written at the desk is looked at here."""

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldBooleanSwitchWidget

from companies.actions.sessions import SessionError
from companies.choices.training import SESSION_MOVES, SessionState
from companies.models import Session, SessionMeeting
from matching.actions.enrolments import (
    UNDER_WAY,
    EnrolmentError,
    cancel_session,
    remove_enrolment,
)
from matching.actions.sessions import advance_session
from matching.choices.enrolments import EnrolmentState
from matching.models import AttendanceMark, Enrolment
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, state_column
from parks.admin.inlines import ReadOnlyInline
from parks.admin.moves import MovesAdmin, ReasonForm, may_become, move
from parks.models import User


class ResultsForm(forms.Form):
    is_confirmed = forms.BooleanField(
        label=_("Go on though results are missing"),
        help_text=_(
            "These people stay enrolled until they are examined. When the session is closed they"
            " have not passed, and are told so."
        ),
        widget=UnfoldBooleanSwitchWidget,
        required=False,
    )


class BegunForm(forms.Form):
    is_confirmed = forms.BooleanField(
        label=_("Begin though the first day is still to come"),
        help_text=_("A session begins by itself on its first day."),
        widget=UnfoldBooleanSwitchWidget,
        required=False,
    )


class MeetingInline(ReadOnlyInline):
    model = SessionMeeting
    fields = ("starts_at", "ends_at", "topic", "place")
    ordering = ("starts_at", "pk")


@admin.register(Session)
class SessionAdmin(MovesAdmin):
    """Moved and called off here; days, places, trainers and marks are kept at its desk."""

    operator_may = officers_may = ("view", "move")
    park_lookup = "programme__park_id"
    organisation_lookup = "programme__organiser_id"
    refusals = (SessionError, EnrolmentError, *MovesAdmin.refusals)
    list_display = ("programme", "starts_on", "ends_on", "shown_state", "taken", "capacity")
    list_filter = ("state", ("programme__organiser", RelatedOnlyFieldListFilter))
    list_select_related = ("programme",)
    search_fields = ("programme__name_zh", "programme__name_en", "place")
    ordering = ("-starts_on", "-pk")
    date_hierarchy = "starts_on"
    inlines = (MeetingInline,)
    actions = actions_detail = ("plan", "open", "begin", "assessed", "close", "call_off")
    readonly_fields = ("desk",)
    fields = (
        ("programme", "desk"),
        "state",
        ("starts_on", "ends_on", "enrol_by"),
        "place",
        ("capacity", "taken"),
        ("price", "subsidy"),
        ("pass_mark", "attendance_percent"),
        "trainers",
        "examiners",
    )
    shown_state = state_column(
        SessionState,
        {
            SessionState.DRAFT: WAITING,
            SessionState.OPEN: GOOD,
            SessionState.RUNNING: MOVING,
            SessionState.CANCELLED: LOST,
        },
    )

    @admin.display(description=_("desk of the session"))
    def desk(self, row: Session) -> str:
        address = reverse("matching:desk_session", args=[row.uuid])
        return format_html('<a href="{}">{}</a>', address, row)

    @move(
        label=_("Announce"),
        icon="campaign",
        variant=ActionVariant.PRIMARY,
        offered=may_become(SESSION_MOVES, SessionState.PLANNED),
    )
    def plan(self, row: Session, *, by: User) -> None:
        advance_session(session=row, to=SessionState.PLANNED, by=by)

    @move(
        label=_("Open the enrolment"),
        icon="how_to_reg",
        variant=ActionVariant.PRIMARY,
        offered=may_become(SESSION_MOVES, SessionState.OPEN),
    )
    def open(self, row: Session, *, by: User) -> None:
        advance_session(session=row, to=SessionState.OPEN, by=by)

    @move(
        label=_("Begin"),
        icon="play_arrow",
        form_class=BegunForm,
        offered=may_become(SESSION_MOVES, SessionState.RUNNING),
    )
    def begin(self, row: Session, *, by: User, is_confirmed: bool) -> None:
        advance_session(session=row, to=SessionState.RUNNING, by=by, is_confirmed=is_confirmed)

    @move(
        label=_("All are assessed"),
        icon="rule",
        form_class=ResultsForm,
        offered=may_become(SESSION_MOVES, SessionState.ASSESSED),
    )
    def assessed(self, row: Session, *, by: User, is_confirmed: bool) -> None:
        advance_session(session=row, to=SessionState.ASSESSED, by=by, is_confirmed=is_confirmed)

    @move(
        label=_("Close"),
        icon="task_alt",
        form_class=ResultsForm,
        offered=may_become(SESSION_MOVES, SessionState.CLOSED),
    )
    def close(self, row: Session, *, by: User, is_confirmed: bool) -> None:
        advance_session(session=row, to=SessionState.CLOSED, by=by, is_confirmed=is_confirmed)

    @move(
        label=_("Call off"),
        icon="event_busy",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=may_become(SESSION_MOVES, SessionState.CANCELLED),
    )
    def call_off(self, row: Session, *, by: User, reason: str) -> None:
        cancel_session(session=row, by=by, reason=reason)


@admin.register(SessionMeeting)
class SessionMeetingAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view",)
    park_lookup = "session__programme__park_id"
    organisation_lookup = "session__programme__organiser_id"
    list_display = ("starts_at", "ends_at", "session", "topic", "place")
    list_select_related = ("session__programme",)
    search_fields = ("topic", "session__programme__name_zh", "session__programme__name_en")
    ordering = ("-starts_at", "-pk")
    date_hierarchy = "starts_at"
    fields = ("session", ("starts_at", "ends_at"), "topic", "place")


@admin.register(Enrolment)
class EnrolmentAdmin(MovesAdmin):
    """Who has a place, who waits; taken off with a reason, otherwise only read."""

    operator_may = officers_may = ("view", "move")
    park_lookup = "session__programme__park_id"
    organisation_lookup = "session__programme__organiser_id"
    refusals = (EnrolmentError, *MovesAdmin.refusals)
    list_display = ("person", "session", "shown_state", "enrolled_at", "rating")
    list_filter = ("state", "rating")
    list_select_related = ("profile__user", "session__programme")
    search_fields = (
        "profile__user__full_name",
        "session__programme__name_zh",
        "session__programme__name_en",
    )
    ordering = ("-enrolled_at", "-pk")
    date_hierarchy = "enrolled_at"
    actions = actions_detail = ("remove",)
    readonly_fields = ("person",)
    fields = (
        ("person", "session"),
        ("state", "enrolled_at"),
        ("quota", "certificate"),
        "reason",
        ("rating", "feedback"),
    )
    shown_state = state_column(
        EnrolmentState,
        {
            EnrolmentState.WAITING: WAITING,
            EnrolmentState.ENROLLED: MOVING,
            EnrolmentState.PASSED: GOOD,
            EnrolmentState.FAILED: LOST,
        },
    )

    @admin.display(description=_("person"), ordering="profile__user__full_name")
    def person(self, row: Enrolment) -> str:
        return str(row.profile)

    @move(
        label=_("Take off the list"),
        icon="person_remove",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=lambda row: row.state in UNDER_WAY,
    )
    def remove(self, row: Enrolment, *, by: User, reason: str) -> None:
        remove_enrolment(enrolment=row, by=by, reason=reason)


@admin.register(AttendanceMark)
class AttendanceMarkAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view",)
    park_lookup = "enrolment__session__programme__park_id"
    organisation_lookup = "enrolment__session__programme__organiser_id"
    list_display = ("person", "meeting", "mark", "marked_by")
    list_filter = ("mark",)
    list_select_related = ("enrolment__profile__user", "meeting__session__programme", "marked_by")
    search_fields = ("enrolment__profile__user__full_name",)
    ordering = ("-meeting__starts_at", "-pk")
    readonly_fields = ("person",)
    fields = (("person", "meeting"), ("mark", "marked_by"))

    @admin.display(description=_("person"), ordering="enrolment__profile__user__full_name")
    def person(self, row: AttendanceMark) -> str:
        return str(row.enrolment.profile)
