"""Results and issues of certificates in the web admin: looked at; they are entered at the desk."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from matching.choices.enrolments import IssueState
from matching.models import Assessment, CertificateIssue
from parks.admin.base import ScopedModelAdmin
from parks.admin.columns import GOOD, LOST, MOVING, WAITING, state_column


@admin.register(Assessment)
class AssessmentAdmin(ScopedModelAdmin):
    """What examiners have entered; the sheet of the session is where it is done."""

    operator_may = officers_may = ("view",)
    park_lookup = "enrolment__session__programme__park_id"
    list_display = ("person", "part", "attempt", "points", "examiner", "assessed_at")
    list_filter = ("part",)
    list_select_related = ("enrolment__profile__user", "enrolment__session__programme", "examiner")
    search_fields = ("enrolment__profile__user__full_name", "examiner__full_name")
    ordering = ("-assessed_at", "-pk")
    readonly_fields = ("person", "sheet")
    fields = (
        ("person", "sheet"),
        ("part", "attempt", "points"),
        ("examiner", "assessed_at"),
        "note",
    )

    @admin.display(description=_("person"), ordering="enrolment__profile__user__full_name")
    def person(self, row: Assessment) -> str:
        return str(row.enrolment.profile)

    @admin.display(description=_("sheet of the session"))
    def sheet(self, row: Assessment) -> str:
        session = row.enrolment.session
        address = reverse("matching:session_results", args=[session.uuid])
        return format_html('<a href="{}">{}</a>', address, session)


@admin.register(CertificateIssue)
class CertificateIssueAdmin(ScopedModelAdmin):
    operator_may = officers_may = ("view",)
    park_lookup = "session__programme__park_id"
    organisation_lookup = "session__programme__organiser_id"
    list_display = ("session", "shown_state", "done", "total", "asked_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("session__programme",)
    search_fields = ("session__programme__name_zh", "session__programme__name_en")
    ordering = ("-asked_at", "-pk")
    fields = (
        "session",
        ("state", "done", "total"),
        "error",
        ("asked_by", "asked_at", "finished_at"),
    )
    shown_state = state_column(
        IssueState,
        {
            IssueState.QUEUED: WAITING,
            IssueState.RUNNING: MOVING,
            IssueState.DONE: GOOD,
            IssueState.FAILED: LOST,
        },
    )
