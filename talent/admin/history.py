"""Where people learnt and worked, and their files."""

from django.contrib import admin

from parks.access import Viewer
from parks.admin.base import ScopedModelAdmin
from talent.models import Document, Education, Experience
from talent.queries.vouched import vouched_of


@admin.register(Education)
class EducationAdmin(ScopedModelAdmin):
    list_display = ("profile", "school", "degree", "discipline", "started_on", "ended_on")
    list_filter = ("degree",)
    list_select_related = ("profile__user", "degree", "discipline")
    search_fields = ("profile__user__full_name", "school", "discipline_text")
    ordering = ("-ended_on", "-pk")
    autocomplete_fields = ("profile", "university", "degree", "discipline")
    set_once = ("profile",)

    def may_edit(self, viewer: Viewer, row: Education | None) -> bool:
        """What a university says is changed on its roster."""
        is_vouched = row is not None and vouched_of(row.profile.user_id).says(row)
        return not is_vouched and super().may_edit(viewer, row)

    fields = (
        "profile",
        ("school", "university"),
        ("degree", "discipline"),
        "discipline_text",
        ("started_on", "ended_on"),
    )


@admin.register(Experience)
class ExperienceAdmin(ScopedModelAdmin):
    list_display = ("profile", "title", "employer", "started_on", "ended_on")
    list_select_related = ("profile__user",)
    search_fields = ("profile__user__full_name", "title", "employer")
    ordering = ("-ended_on", "-pk")
    autocomplete_fields = ("profile",)
    set_once = ("profile",)
    fields = ("profile", ("title", "employer"), ("started_on", "ended_on"), "text")


@admin.register(Document)
class DocumentAdmin(ScopedModelAdmin):
    """What there is, not what is in it: the file leaves the portal by the checked view only."""

    operator_may = ("view", "delete")
    list_display = ("filename", "profile", "kind", "content_type", "size", "uploaded_at")
    list_filter = ("kind", "content_type")
    list_select_related = ("profile__user",)
    search_fields = ("filename", "profile__user__full_name")
    ordering = ("-uploaded_at", "-pk")
    date_hierarchy = "uploaded_at"
    fields = (
        ("profile", "kind"),
        ("filename", "content_type"),
        ("size", "uploaded_at"),
        "sha256",
    )
