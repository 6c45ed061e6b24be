"""Applications: between the applicant and the company; the operator may look, not move."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from matching.choices.applications import ApplicationState
from matching.models import Application
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, state_column
from parks.admin.lists import OfTheViewer


@admin.register(Application)
class ApplicationAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("profile", "opening", "company", "shown_state", "submitted_at", "changed_at")
    list_filter = ("state", "refusal_reason", ("opening__park", OfTheViewer))
    list_select_related = ("profile__user", "opening__company")
    search_fields = (
        "profile__user__full_name",
        "opening__title_zh",
        "opening__title_en",
        "opening__company__name_zh",
        "opening__company__name_en",
    )
    ordering = ("-pk",)
    date_hierarchy = "submitted_at"
    fields = (
        ("profile", "opening"),
        ("state", "submitted_at"),
        "message",
        "documents",
        ("refusal_reason", "refusal_message"),
        ("created_at", "changed_at"),
    )
    shown_state = state_column(
        ApplicationState,
        {
            ApplicationState.SUBMITTED: WAITING,
            ApplicationState.SHORTLISTED: MOVING,
            ApplicationState.INTERVIEWING: MOVING,
            ApplicationState.OFFERED: WAITING,
            ApplicationState.ACCEPTED: GOOD,
            ApplicationState.HIRED: GOOD,
            ApplicationState.REFUSED: LOST,
            ApplicationState.LAPSED: LOST,
        },
    )

    @display(description=_("company"), ordering="opening__company")
    def company(self, row: Application) -> str:
        return str(row.opening.company)
