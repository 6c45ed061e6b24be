from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from companies.models import Company, Opening
from parks.access import Viewer
from parks.models import Park


def listed_parks(viewer: Viewer) -> QuerySet[Park]:
    """Return the parks with `company_count` and `opening_count`, by name."""
    companies = Company.objects.visible_to(viewer).filter(park=OuterRef("pk"))
    openings = Opening.objects.on_offer().filter(park=OuterRef("pk"))
    parks = Park.objects.visible_to(viewer).select_related("region")
    return parks.annotate(
        company_count=_number_of(companies), opening_count=_number_of(openings)
    ).order_by("name_en", "pk")


def _number_of(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("park").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
