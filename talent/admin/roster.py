"""Rosters in the web admin: looked at by the operator; the career offices write them."""

from django.contrib import admin

from parks.admin.base import ScopedModelAdmin
from talent.models import RosterEntry


@admin.register(RosterEntry)
class RosterEntryAdmin(ScopedModelAdmin):
    """Personal data of students who need not even know the portal: nobody's work but their own
    university's, which has pages for it; a park office does not read it.
    """

    operator_may = ("view",)
    organisation_lookup = "university_id"
    list_display = ("student_number", "full_name", "university", "degree", "graduates_on", "user")
    list_filter = ("degree", ("user", admin.EmptyFieldListFilter))
    list_select_related = ("university", "degree", "user")
    search_fields = ("student_number", "full_name", "email")
    ordering = ("university", "student_number", "pk")
    date_hierarchy = "graduates_on"
    fields = (
        ("university", "student_number"),
        ("full_name", "email"),
        ("programme", "programme_text"),
        ("degree", "discipline"),
        ("cohort", "graduates_on"),
        ("user", "claimed_at"),
        ("code_sent_at", "left_at"),
        "shares_progress",
    )
