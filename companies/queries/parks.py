from django.db.models import OuterRef, QuerySet

from companies.models import Company, Opening
from companies.queries.openings import number_of
from parks.access import Viewer
from parks.models import Park


def listed_parks(viewer: Viewer) -> QuerySet[Park]:
    """Return the parks with `company_count` and `opening_count`, by name."""
    companies = Company.objects.visible_to(viewer).filter(park=OuterRef("pk"))
    openings = Opening.objects.on_offer().filter(park=OuterRef("pk"))
    parks = Park.objects.visible_to(viewer).select_related("region")
    return parks.annotate(
        company_count=number_of(companies, "park"), opening_count=number_of(openings, "park")
    ).order_by("name_en", "pk")
