"""Stays at bases: the host gives and takes the places, on the page of the base."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from matching.models import BaseStay
from parks.admin.base import ScopedModelAdmin
from parks.admin.lists import OfTheViewer


@admin.register(BaseStay)
class BaseStayAdmin(ScopedModelAdmin):
    """An office has no grant to the profiles of students: a person is a code here, and what was
    written about them is theirs and the host's."""

    operator_may = officers_may = ("view",)
    park_lookup = "base__agreement__park_id"
    organisation_lookup = "base__host_id"
    unasked = ("profile",)
    list_display = ("person", "base", "mentor", "starts_on", "ends_on")
    list_filter = (("base", OfTheViewer), "starts_on")
    list_select_related = (
        "profile",
        "base",
        "mentor__user",
        "quota__agreement",
        "quota__degree",
    )
    search_fields = ("base__name_zh", "base__name_en")
    ordering = ("-starts_on", "-pk")
    fields = (("person", "base"), ("mentor", "quota"), ("starts_on", "ends_on"))
    readonly_fields = ("person",)

    @display(description=_("person"))
    def person(self, row: BaseStay) -> str:
        return row.profile.pseudonym
