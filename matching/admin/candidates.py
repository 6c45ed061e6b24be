"""What companies ask of candidates and keep on them: their own affair; the operator may look."""

from django.contrib import admin

from matching.choices.applications import InvitationToApplyState
from matching.models import CandidateNote, InvitationToApply, PoolEntry
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, WAITING, state_column

OF_A_PERSON = ("profile__user__full_name", "profile__user__email")
OF_A_COMPANY = ("company__name_zh", "company__name_en")


@admin.register(InvitationToApply)
class InvitationToApplyAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("opening", "profile", "shown_state", "sent_at", "expires_at", "answered_at")
    list_filter = ("state",)
    list_select_related = ("opening", "profile__user")
    search_fields = (*OF_A_PERSON, "opening__title_zh", "opening__title_en")
    ordering = ("-sent_at", "-pk")
    date_hierarchy = "sent_at"
    fields = (
        ("opening", "profile"),
        ("state", "answered_at"),
        "message",
        ("sent_by", "sent_at", "expires_at"),
    )
    shown_state = state_column(
        InvitationToApplyState,
        {
            InvitationToApplyState.SENT: WAITING,
            InvitationToApplyState.ACCEPTED: GOOD,
            InvitationToApplyState.DECLINED: LOST,
        },
    )


@admin.register(PoolEntry)
class PoolEntryAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("company", "profile", "tags", "added_by", "added_at")
    list_select_related = ("company", "profile__user", "added_by")
    search_fields = (*OF_A_PERSON, *OF_A_COMPANY)
    ordering = ("-added_at", "-pk")
    date_hierarchy = "added_at"


@admin.register(CandidateNote)
class CandidateNoteAdmin(ScopedModelAdmin):
    """Who wrote on whom and when; the words stay with the company."""

    operator_may = ("view",)
    list_display = ("company", "profile", "author", "written_at")
    list_select_related = ("company", "profile__user", "author")
    search_fields = (*OF_A_PERSON, *OF_A_COMPANY, "author__full_name")
    ordering = ("-written_at", "-pk")
    date_hierarchy = "written_at"
    fields = (("company", "profile"), "application", ("author", "written_at"))
