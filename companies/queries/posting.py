"""Whom somebody posts for."""

from companies.models import Company
from parks.access import Viewer


def companies_to_post_for(viewer: Viewer) -> list[Company]:
    """Return the companies a person acts for in full that have their place in a park."""
    mine = Company.objects.filter(pk__in=viewer.organisation_ids, park__isnull=False)
    rows = mine.with_verified().select_related("park__region", "region")
    return list(rows.order_by("name_en", "name_zh", "pk"))
