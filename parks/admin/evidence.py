"""Files that organisations brought to be verified: looked at here, written by the pages."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from parks.models import Evidence, Verification

from .base import ScopedModelAdmin
from .columns import plain


def evidence_url(row: Evidence) -> str:
    """Return the checked address of a file: the storage has none of its own."""
    return reverse("parks:evidence", args=[row.uuid])


PICTURES = ("image/png", "image/jpeg")


class ShownFile(NamedTuple):
    """A file beside the request, with what is shown of it: a picture, or a PDF's first page."""

    name: str
    size: str
    link: str
    picture: str
    is_whole: bool


def shown_files(verification: Verification) -> list[ShownFile]:
    return [_shown(row) for row in verification.evidence.order_by("pk")]


def _shown(row: Evidence) -> ShownFile:
    link = evidence_url(row)
    is_whole = row.content_type in PICTURES
    picture = link if is_whole else reverse("parks:evidence_picture", args=[row.uuid])
    return ShownFile(row.filename, filesizeformat(row.size), link, picture, is_whole)


@admin.register(Evidence)
class EvidenceAdmin(ScopedModelAdmin):
    operator_may = ("view",)
    officers_may = ("view",)
    park_lookup = "verification__organisation__park_id"
    organisation_lookup = "verification__organisation_id"
    list_display = ("filename", "organisation", "shown_size", "uploader", "uploaded_at")
    list_filter = (("verification__organisation__park", RelatedOnlyFieldListFilter),)
    list_select_related = ("verification__organisation", "uploaded_by")
    search_fields = (
        "filename",
        "verification__organisation__name_zh",
        "verification__organisation__name_en",
    )
    ordering = ("-uploaded_at", "-pk")
    date_hierarchy = "uploaded_at"
    uploader = plain("uploaded_by", _("uploaded by"))
    fields: tuple[Any, ...] = (
        ("organisation", "link"),
        ("content_type", "shown_size"),
        "sha256",
        ("uploader", "uploaded_at"),
    )
    readonly_fields = ("organisation", "link", "shown_size", "uploader")

    @display(description=_("organisation"))
    def organisation(self, row: Evidence) -> str:
        return str(row.verification.organisation)

    @display(description=_("size"), ordering="size")
    def shown_size(self, row: Evidence) -> str:
        return filesizeformat(row.size)

    @display(description=_("file"))
    def link(self, row: Evidence) -> SafeString:
        return format_html('<a href="{}">{}</a>', evidence_url(row), row.filename)
