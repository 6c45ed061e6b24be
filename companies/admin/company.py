"""Companies: entered, put up for verification, trusted."""

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from companies.actions.company import NO_LONGER, TRUSTED, trust_company
from companies.models import Company
from parks.admin.moves import ReasonForm, move
from parks.admin.organisations import OrganisationKindsAdmin, VerifiedFilter
from parks.choices.imports import ImportKind
from parks.choices.organisations import OrganisationKind
from parks.http import PortalRequest
from parks.models import LogEntry, User


def trust_words(company: Company) -> str:
    decided = LogEntry.objects.about(company).filter(verb__in=(TRUSTED, NO_LONGER))
    entry = decided.select_related("actor").order_by("-pk").first()
    if entry is None:
        return "–"
    day = date_format(entry.happened_at, "SHORT_DATETIME_FORMAT")
    return " · ".join(filter(None, (str(entry.actor), day, entry.details.get("reason"))))


@admin.register(Company)
class CompanyAdmin(OrganisationKindsAdmin):
    kinds = (OrganisationKind.COMPANY,)
    list_display = ("name", "company_kind", "park", "credit_code", "verified", "trusted")
    list_filter = (
        VerifiedFilter,
        "trusted",
        "company_kind",
        "growth_stage",
        ("park", RelatedOnlyFieldListFilter),
    )
    autocomplete_fields = ("region", "chain_stages")
    readonly_fields = ("created_at", "trusted", "decided_on_trust")
    actions = actions_detail = ("put_up_for_verification", "trust", "no_longer_trust")
    actions_list = ("import_companies",)
    set_once = ("slug",)
    fieldsets = (
        (None, {"fields": (("name_zh", "name_en"), ("slug", "park"), "region")}),
        (_("Address"), {"fields": (("street_address", "postal_code"),)}),
        (_("Business"), {"fields": (("company_kind", "growth_stage"), "chain_stages")}),
        (
            _("Proof"),
            {
                "fields": (
                    ("credit_code", "email_domain"),
                    "website",
                    ("trusted", "decided_on_trust"),
                )
            },
        ),
        (_("Summary"), {"fields": ("summary_zh", "summary_en")}),
        (_("Recruiting"), {"fields": ("anonymous_screening",)}),
    )

    @action(description=_("Import companies"), icon="upload_file", url_path="import-companies")
    def import_companies(self, request: PortalRequest) -> HttpResponse:
        """Go to the page of the portal on which a table of companies is brought in."""
        if not self.may(request.viewer, "add"):
            raise PermissionDenied
        return redirect("parks:new_import", ImportKind.COMPANIES)

    @display(description=_("who decided that, when and why"))
    def decided_on_trust(self, row: Company) -> str:
        """Read the trail once per row, which lives one request."""
        if not hasattr(row, "trust_words"):
            row.trust_words = trust_words(row)
        return row.trust_words

    @move(
        label=_("Trust this company"),
        icon="handshake",
        form_class=ReasonForm,
        offered=lambda row: not row.trusted,
    )
    def trust(self, row: Company, *, by: User, reason: str) -> None:
        trust_company(row, trusted=True, reason=reason, by=by)

    @move(
        label=_("No longer trust"),
        icon="do_not_disturb_on",
        form_class=ReasonForm,
        offered=lambda row: row.trusted,
    )
    def no_longer_trust(self, row: Company, *, by: User, reason: str) -> None:
        trust_company(row, trusted=False, reason=reason, by=by)
