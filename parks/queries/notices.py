from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from parks.models import Notice


def unread_notices() -> Coalesce:
    """Count, beside the row of a user, the notices they have not opened; an index alone answers."""
    unread = Notice.objects.unread().filter(user=OuterRef("pk")).values("user")
    counted = unread.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
