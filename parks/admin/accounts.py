"""People and their addresses: the operator's alone, as they hold personal data."""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.account.admin import EmailAddressAdmin as PlainEmailAddressAdmin
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import Group, UserAdmin
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from parks.http import PortalRequest
from parks.models import User

from .base import ScopedModelAdmin

admin.site.unregister([Group, Authenticator, EmailAddress])


class PersonCreationForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "full_name", "language")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


@admin.register(User)
class PersonAdmin(ScopedModelAdmin, UserAdmin):
    form, add_form, change_password_form = (
        PersonChangeForm,
        PersonCreationForm,
        AdminPasswordChangeForm,
    )
    list_display = ("email", "full_name", "language", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff", "is_superuser", "language")
    search_fields = ("email", "full_name")
    ordering = ("-joined_at", "-pk")
    date_hierarchy = "joined_at"
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "full_name", "password")}),
        (_("Reading"), {"fields": (("language", "time_zone"),)}),
        (_("Rights"), {"fields": (("is_active", "is_staff"), "is_superuser")}),
        (_("Times"), {"fields": (("joined_at", "last_login"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "language", "password1", "password2")}),
    )

    def has_delete_permission(self, request: PortalRequest, obj: User | None = None) -> bool:
        """Nobody deletes themselves: the trail could not say who did it."""
        myself = obj is not None and obj.pk == request.user.pk
        return not myself and super().has_delete_permission(request, obj)


@admin.register(EmailAddress)
class EmailAddressAdmin(ScopedModelAdmin, PlainEmailAddressAdmin):
    """Which addresses were proved; a person adds their own, the operator helps with proof."""

    operator_may = ("view", "change")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    raw_id_fields = ()
    readonly_fields = ("user", "email")
    ordering = ("email", "pk")

    def get_search_fields(self, request: PortalRequest) -> Any:
        return ("email", "user__full_name")
