"""Skills that people claim, or were found to have."""

from django.contrib import admin

from parks.admin.base import ScopedModelAdmin
from talent.models import SkillClaim


@admin.register(SkillClaim)
class SkillClaimAdmin(ScopedModelAdmin):
    list_display = ("skill", "level", "source", "profile", "claimed_at")
    list_filter = ("source", "level")
    list_select_related = ("skill", "profile__user")
    search_fields = ("skill__label_zh", "skill__label_en", "profile__user__full_name")
    ordering = ("-pk",)
    date_hierarchy = "claimed_at"
    autocomplete_fields = ("profile", "skill")
    set_once = ("profile",)
    fields = ("profile", "skill", ("level", "source"), "evidence")
