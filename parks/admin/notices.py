"""What people were told, how they want to be told, and what they agreed to: to look at only."""

from django.contrib import admin

from parks.choices.notices import DataExportState
from parks.models import Consent, DataExport, MailAttempt, Notice, NoticePreference

from .base import ScopedModelAdmin
from .columns import GOOD, LOST, WAITING, state_column

OF_A_PERSON = ("user__full_name", "user__email")


@admin.register(Notice)
class NoticeAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("created_at", "user", "kind", "text", "read_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = (*OF_A_PERSON, "text_zh", "text_en")
    ordering = ("-pk",)
    date_hierarchy = "created_at"


@admin.register(NoticePreference)
class NoticePreferenceAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("user", "kind", "by_mail", "in_portal")
    list_filter = ("kind", "by_mail", "in_portal")
    list_select_related = ("user",)
    search_fields = OF_A_PERSON
    ordering = ("user", "kind", "pk")


@admin.register(MailAttempt)
class MailAttemptAdmin(ScopedModelAdmin):
    """The log of deliveries: every try, with the words of the mail server."""

    operator_may = ("view",)
    list_display = ("tried_at", "mail", "error")
    list_select_related = ("mail",)
    search_fields = ("mail__recipient", "mail__subject", "error")
    ordering = ("-pk",)
    date_hierarchy = "tried_at"


@admin.register(Consent)
class ConsentAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("happened_at", "user", "purpose", "version", "is_given")
    list_filter = ("purpose", "is_given", "version")
    list_select_related = ("user",)
    search_fields = OF_A_PERSON
    ordering = ("-pk",)
    date_hierarchy = "happened_at"


@admin.register(DataExport)
class DataExportAdmin(ScopedModelAdmin):
    """That somebody asked for their data; the archive is for them alone."""

    operator_may = ("view",)
    list_display = ("asked_at", "user", "shown_state", "size", "expires_at")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = OF_A_PERSON
    ordering = ("-asked_at", "-pk")
    date_hierarchy = "asked_at"
    fields = (("user", "state"), "size", ("asked_at", "ready_at", "expires_at"))
    shown_state = state_column(
        DataExportState,
        {
            DataExportState.QUEUED: WAITING,
            DataExportState.READY: GOOD,
            DataExportState.FAILED: LOST,
        },
    )
