"""What search engines may find: an index, and of every section as many files as it needs."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from companies.models import Company, Opening, Programme
from parks.access import ANONYMOUS
from parks.models import Park


class Pages(Sitemap):
    def items(self) -> list[str]:
        return [
            "home",
            "matching:market",
            "matching:programmes",
            "companies:companies",
            "companies:parks",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Openings(Sitemap):
    """Those on offer; what is closed or over leaves, and its page answers that it is gone."""

    def items(self) -> QuerySet[Opening]:
        return Opening.objects.on_offer().only("uuid", "updated_at").order_by("pk")

    def lastmod(self, item: Opening) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(newest=Max("updated_at"))["newest"]


class Companies(Sitemap):
    def items(self) -> QuerySet[Company]:
        return Company.objects.visible_to(ANONYMOUS).only("slug").order_by("pk")


class Programmes(Sitemap):
    def items(self) -> QuerySet[Programme]:
        return Programme.objects.listed().only("uuid").order_by("pk")


class Parks(Sitemap):
    def items(self) -> QuerySet[Park]:
        return Park.objects.visible_to(ANONYMOUS).only("slug").order_by("pk")


SITEMAPS = {
    "pages": Pages,
    "openings": Openings,
    "programmes": Programmes,
    "companies": Companies,
    "parks": Parks,
}
