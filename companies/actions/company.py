"""What the park office decides about a company."""

from django.db import transaction

from companies.models import Company
from parks.actions.trail import record
from parks.models import User


@transaction.atomic
def trust_company(company: Company, *, trusted: bool, by: User) -> None:
    """Let the openings of a company be published without review, or no longer."""
    changed = Company.objects.filter(pk=company.pk).exclude(trusted=trusted)
    if changed.update(trusted=trusted):
        scope = {"organisation_id": company.pk, "park_id": company.park_id}
        record(company, "trusted" if trusted else "no longer trusted", by=by, **scope)
