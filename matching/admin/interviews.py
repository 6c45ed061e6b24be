"""Interviews and offers: between applicant and company; the operator may look, not move."""

from django.contrib import admin

from matching.choices.interviews import InterviewState, OfferState
from matching.models import Answer, CalendarFeed, Interview, InterviewSlot, Offer
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, state_column
from parks.admin.lists import OfTheViewer

OF_AN_APPLICATION = (
    "application__profile__user__full_name",
    "application__opening__title_zh",
    "application__opening__title_en",
)
APPLICATION = ("application__profile__user", "application__opening")


@admin.register(Answer)
class AnswerAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("application", "question", "text")
    list_select_related = (*APPLICATION, "question")
    search_fields = (*OF_AN_APPLICATION, "text")
    ordering = ("-application", "question", "pk")


@admin.register(InterviewSlot)
class InterviewSlotAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("opening", "starts_at", "ends_at", "time_zone", "place", "is_withdrawn")
    list_filter = ("is_withdrawn", ("opening__park", OfTheViewer))
    list_select_related = ("opening",)
    search_fields = ("opening__title_zh", "opening__title_en", "place")
    ordering = ("-starts_at", "-pk")
    date_hierarchy = "starts_at"


@admin.register(Interview)
class InterviewAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("application", "slot", "shown_state", "changed_at")
    list_filter = ("state",)
    list_select_related = (*APPLICATION, "slot")
    search_fields = OF_AN_APPLICATION
    ordering = ("-changed_at", "-pk")
    date_hierarchy = "changed_at"
    shown_state = state_column(
        InterviewState,
        {
            InterviewState.INVITED: WAITING,
            InterviewState.SCHEDULED: MOVING,
            InterviewState.HELD: GOOD,
            InterviewState.CANCELLED: LOST,
        },
    )


@admin.register(Offer)
class OfferAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("application", "shown_state", "made_at", "reply_by", "answered_at")
    list_filter = ("state",)
    list_select_related = APPLICATION
    search_fields = OF_AN_APPLICATION
    ordering = ("-pk",)
    date_hierarchy = "made_at"
    shown_state = state_column(
        OfferState,
        {
            OfferState.OPEN: WAITING,
            OfferState.ACCEPTED: GOOD,
            OfferState.DECLINED: LOST,
            OfferState.TAKEN_BACK: LOST,
            OfferState.EXPIRED: LOST,
        },
    )


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ScopedModelAdmin):
    """That somebody has a feed; its secret address is shown to them alone."""

    operator_may = ("view",)
    list_display = ("profile", "created_at")
    list_select_related = ("profile__user",)
    search_fields = ("profile__user__full_name", "profile__user__email")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    fields = (("profile", "created_at"),)
