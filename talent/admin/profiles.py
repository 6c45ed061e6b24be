"""Profiles and who may read them: personal data, for the operator alone."""

from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from parks.admin.base import ScopedModelAdmin
from parks.admin.inlines import ReadOnlyInline, ScopedInline
from parks.choices.work import OpeningKind
from parks.http import PortalRequest
from talent.models import (
    Disclosure,
    Document,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    SkillClaim,
    WantedPlace,
)
from talent.queries.vouched import vouched_of


class ProfileForm(forms.ModelForm):
    wanted_kinds = forms.MultipleChoiceField(
        label=_("what I look for"),
        choices=OpeningKind.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )


class EducationInline(ScopedInline):
    model = Education
    fields = ("school", "university", "degree", "discipline", "started_on", "ended_on")
    autocomplete_fields = ("university", "degree", "discipline")
    ordering = ("-ended_on", "-pk")

    def get_queryset(self, request: PortalRequest) -> QuerySet[Education]:
        """What a university says is changed on its roster."""
        return super().get_queryset(request).with_vouched().filter(is_vouched=False)


class ExperienceInline(ScopedInline):
    model = Experience
    fields = ("title", "employer", "started_on", "ended_on")
    ordering = ("-ended_on", "-pk")


class SkillClaimInline(ScopedInline):
    model = SkillClaim
    fields = ("skill", "level", "source", "evidence")
    autocomplete_fields = ("skill",)
    ordering = ("skill", "pk")


class WantedPlaceInline(ScopedInline):
    model = WantedPlace
    fields = ("region", "position")
    autocomplete_fields = ("region",)
    ordering = ("position", "pk")


class DocumentInline(ReadOnlyInline):
    """The file itself leaves the portal by the checked view only."""

    model = Document
    fields = readonly_fields = ("filename", "kind", "size", "uploaded_at")
    ordering = ("-uploaded_at", "-pk")


@admin.register(Profile)
class ProfileAdmin(ScopedModelAdmin):
    form = ProfileForm
    set_once = ("user",)
    list_display = ("user", "degree", "discipline", "graduates_on", "visibility", "in_matching")
    list_filter = (
        "in_matching",
        "visibility",
        "degree",
        ("parks", RelatedOnlyFieldListFilter),
    )
    list_select_related = ("user", "degree", "discipline")
    search_fields = ("user__full_name", "user__email", "headline")

    def get_readonly_fields(
        self, request: PortalRequest, obj: Profile | None = None
    ) -> tuple[str, ...]:
        """What a university says of the person is changed on its roster."""
        if obj is not None and not hasattr(obj, "fixed_facts"):  # asked often in one request
            obj.fixed_facts = tuple(vouched_of(obj.user_id).fixed_for(obj.degree))
        fixed = obj.fixed_facts if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    ordering = ("-updated_at", "-pk")
    date_hierarchy = "graduates_on"
    autocomplete_fields = ("user", "parks", "degree", "discipline")
    inlines = (
        EducationInline,
        ExperienceInline,
        SkillClaimInline,
        WantedPlaceInline,
        DocumentInline,
    )
    fieldsets = (
        (None, {"fields": (("user", "phone"), "headline", "summary")}),
        (_("Education"), {"fields": (("degree", "discipline"), "graduates_on")}),
        (
            _("Wishes"),
            {
                "fields": (
                    "parks",
                    "wanted_kinds",
                    ("available_from", "career_channel"),
                    "anywhere",
                )
            },
        ),
        (_("Who reads this"), {"fields": ("visibility", "in_matching")}),
    )


@admin.register(WantedPlace)
class WantedPlaceAdmin(ScopedModelAdmin):
    list_display = ("profile", "region", "position")
    list_select_related = ("profile__user", "region")
    search_fields = ("profile__user__full_name", "region__label_zh", "region__label_en")
    ordering = ("profile", "position", "pk")
    autocomplete_fields = ("profile", "region")


@admin.register(ProfileGrant)
class ProfileGrantAdmin(ScopedModelAdmin):
    """Written when somebody applies, deleted when they withdraw: never by hand."""

    operator_may = ("view",)
    list_display = ("profile", "organisation", "reason", "granted_at", "until")
    list_filter = ("reason",)
    list_select_related = ("profile__user", "organisation")
    search_fields = (
        "profile__user__full_name",
        "organisation__name_zh",
        "organisation__name_en",
    )
    ordering = ("-pk",)
    date_hierarchy = "granted_at"


@admin.register(Disclosure)
class DisclosureAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    list_display = ("happened_at", "profile", "organisation", "user", "kind", "detail")
    list_filter = ("kind",)
    list_select_related = ("profile__user", "organisation", "user")
    search_fields = (
        "profile__user__full_name",
        "organisation__name_zh",
        "organisation__name_en",
    )
    ordering = ("-pk",)
    date_hierarchy = "happened_at"
    fields = (("profile", "organisation"), ("user", "kind"), ("detail", "happened_at"))
