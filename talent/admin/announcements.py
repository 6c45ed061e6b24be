"""Announcements in the web admin: looked at; the offices write them on pages of their own."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from parks.admin.base import ScopedModelAdmin
from talent.models import Announcement, AnnouncementReceipt


@admin.register(Announcement)
class AnnouncementAdmin(ScopedModelAdmin):
    """What an office of the park has written, with the way to the page where it is published."""

    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "park_id"
    organisation_lookup = "organisation_id"
    list_display = ("title", "organisation", "published_at", "expires_at")
    list_filter = (("published_at", admin.EmptyFieldListFilter),)
    list_select_related = ("organisation",)
    search_fields = ("title_zh", "title_en")
    ordering = ("-created_at", "-pk")
    readonly_fields = ("page",)
    fields = (
        "page",
        ("organisation", "park"),
        ("audience", "cohorts"),
        ("title_zh", "title_en"),
        "text_zh",
        "text_en",
        ("written_by", "created_at"),
        ("published_at", "expires_at"),
    )

    @admin.display(description=_("page of the office"))
    def page(self, row: Announcement) -> str:
        address = reverse("talent:office_announcement", args=[row.organisation.uuid, row.uuid])
        return format_html('<a href="{}">{}</a>', address, row.title)


@admin.register(AnnouncementReceipt)
class AnnouncementReceiptAdmin(ScopedModelAdmin):
    """Who was told what: for the operator alone; an office sees how many have read."""

    operator_may = ("view",)
    list_display = ("announcement", "user", "read_at")
    list_filter = (("read_at", admin.EmptyFieldListFilter),)
    list_select_related = ("announcement", "user")
    search_fields = ("user__email", "announcement__title_zh", "announcement__title_en")
    ordering = ("-pk",)
    fields = ("announcement", "user", "read_at")
