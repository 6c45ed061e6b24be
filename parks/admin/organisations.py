"""Organisations of a park: one form for every kind, with who acts for them and their proof."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter, SimpleListFilter
from django.db import models
from django.forms import Field, ModelForm
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant

from parks.actions.verifications import request_verification
from parks.choices.organisations import OrganisationKind, VerificationState
from parks.http import PortalRequest
from parks.models import Membership, Organisation, User, Verification

from .base import OF_ANY_PARK
from .columns import plain
from .inlines import ReadOnlyInline
from .moves import MovesAdmin, move


class VerifiedFilter(SimpleListFilter):
    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request: PortalRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("yes", _("Verified")), ("no", _("Not verified"))]

    def queryset(self, request: PortalRequest, rows: models.QuerySet) -> models.QuerySet:
        wanted = {"yes": True, "no": False}.get(self.value())
        return rows if wanted is None else rows.filter(is_verified=wanted)


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ("person", "role", "joined_at", "left_at")
    readonly_fields = fields
    ordering = ("left_at", "-joined_at", "-pk")
    person = plain("user", _("person"))

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user", "organisation")


class VerificationInline(ReadOnlyInline):
    model = Verification
    fields = ("state", "submitted_at", "decided_at", "reason")
    readonly_fields = fields
    ordering = ("-submitted_at", "-pk")

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("organisation")


def may_ask_for_verification(organisation: Organisation) -> bool:
    declined = VerificationState.DECLINED
    return not organisation.verifications.exclude(state=declined).exists()


class OrganisationKindsAdmin(MovesAdmin):
    """What organisations, companies and universities have in common.

    `kinds` are those that can be entered here; one kind only is not asked for.
    """

    kinds: tuple[OrganisationKind, ...] = ()
    officers_may = ("view", "add", "change", "move")
    park_lookup = "park_id"
    organisation_lookup = "pk"
    set_once = ("kind", "slug")
    operator_sets = ("park",)
    list_display = ("name", "kind", "park", "credit_code", "verified", "created_at")
    list_filter = (VerifiedFilter, ("park", RelatedOnlyFieldListFilter))
    list_select_related = ("park",)
    search_fields = ("name_zh", "name_en", "slug", "credit_code")
    ordering = ("-created_at", "-pk")
    date_hierarchy = "created_at"
    autocomplete_fields = ("region",)
    prepopulated_fields = {"slug": ("name_en",)}
    readonly_fields = ("created_at",)
    inlines = (MembershipInline, VerificationInline)
    actions = ("put_up_for_verification",)
    actions_detail = ("put_up_for_verification",)
    fieldsets: tuple[Any, ...] = (
        (None, {"fields": (("name_zh", "name_en"), ("kind", "park"), ("slug", "region"))}),
        (_("Address"), {"fields": (("street_address", "postal_code"),)}),
        (_("Proof"), {"fields": (("credit_code", "email_domain"), "website")}),
        (_("Summary"), {"fields": ("summary_zh", "summary_en")}),
    )

    @display(description=_("name"), ordering="name_zh")
    def name(self, row: Organisation) -> str:
        return row.name

    @display(description=_("verified"), boolean=True)
    def verified(self, row: Organisation) -> bool:
        return row.is_verified

    @move(
        label=_("Put up for verification"),
        icon="fact_check",
        variant=ActionVariant.PRIMARY,
        offered=may_ask_for_verification,
    )
    def put_up_for_verification(self, row: Organisation, *, by: User) -> None:
        request_verification(row, by=by)

    def get_queryset(self, request: PortalRequest) -> models.QuerySet:
        return super().get_queryset(request).with_verified()

    def get_search_results(
        self, request: PortalRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """A select box finds the organisations that its field may name, of other parks too."""
        asked = f"{request.GET.get('model_name')}.{request.GET.get('field_name')}"
        if request.resolver_match.url_name == "autocomplete" and asked in OF_ANY_PARK:
            queryset = self.model.objects.visible_to(request.viewer)
            queryset = queryset.order_by(*self.ordering)
        return super().get_search_results(request, queryset, search_term)

    def get_inlines(self, request: PortalRequest, obj: models.Model | None) -> tuple[Any, ...]:
        return self.inlines if obj else ()

    def get_exclude(self, request: PortalRequest, obj: models.Model | None = None) -> list[str]:
        return ["kind"] if len(self.kinds) == 1 else []

    def formfield_for_choice_field(
        self, db_field: models.Field, request: PortalRequest, **kwargs: Any
    ) -> Field:
        if db_field.name == "kind":
            kwargs["choices"] = [("", "–"), *((kind, kind.label) for kind in self.kinds)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: PortalRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "slug":
            field.required, field.help_text = (
                False,
                _("Part of the web address. Empty: made for you."),
            )
        return field

    def save_model(
        self, request: PortalRequest, obj: Organisation, form: ModelForm, change: bool
    ) -> None:
        obj.slug = (
            obj.slug or f"{slugify(obj.name_en)[:60] or self.opts.model_name}-{obj.uuid.hex[:6]}"
        )
        if len(self.kinds) == 1 and not change:
            obj.kind = self.kinds[0]
        super().save_model(request, obj, form, change)


@admin.register(Organisation)
class OrganisationAdmin(OrganisationKindsAdmin):
    """Every organisation of every kind; companies and universities have forms of their own."""

    kinds = (
        OrganisationKind.HOSPITAL,
        OrganisationKind.INSTITUTE,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.TRAINING_CENTRE,
        OrganisationKind.PARK_OFFICE,
    )
    list_filter = ("kind", *OrganisationKindsAdmin.list_filter)

    def formfield_for_choice_field(
        self, db_field: models.Field, request: PortalRequest, **kwargs: Any
    ) -> Field:
        """A park office makes its members officers: only the operator enters one."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "kind" and not request.viewer.is_operator:
            office = OrganisationKind.PARK_OFFICE
            field.choices = [choice for choice in field.choices if choice[0] != office]
        return field
