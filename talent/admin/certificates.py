"""Certificates in the web admin: looked at, and revoked with a reason."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant

from parks.admin.moves import MovesAdmin, ReasonForm, move
from parks.models import User
from talent.actions.certificates import CertificateError, revoke_certificate
from talent.models import Certificate


@admin.register(Certificate)
class CertificateAdmin(MovesAdmin):
    """Who passes an assessment gets one; nobody writes one here."""

    operator_may = officers_may = ("view", "move")
    park_lookup = "scheme__park_id"
    organisation_lookup = "scheme__issuer_id"
    refusals = (CertificateError, *MovesAdmin.refusals)
    list_display = ("serial", "holder", "scheme", "issued_on", "valid_until", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), "issued_on")
    list_select_related = ("scheme",)
    search_fields = ("serial", "holder", "scheme__code", "scheme__name_zh", "scheme__name_en")
    ordering = ("-issued_on", "-pk")
    date_hierarchy = "issued_on"
    actions = ("revoke",)
    actions_detail = ("revoke",)
    fields = (
        ("serial", "scheme"),
        "holder",
        ("issued_on", "valid_until"),
        ("issued_by", "reissued_because"),
        ("revoked_at", "revoked_because"),
    )

    @move(
        label=_("Revoke"),
        icon="cancel",
        variant=ActionVariant.DANGER,
        form_class=ReasonForm,
        offered=lambda row: row.revoked_at is None,
    )
    def revoke(self, row: Certificate, *, by: User, reason: str) -> None:
        revoke_certificate(certificate=row, by=by, reason=reason)
