"""What the park office decides about a company."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Company
from parks.actions.notices import tell
from parks.actions.organisations import OrganisationError
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import User
from parks.queries.organisations import administrators_of

TRUSTED, NO_LONGER = "trusted", "no longer trusted"


@transaction.atomic
def trust_company(company: Company, *, trusted: bool, reason: str, by: User) -> None:
    """Let the openings of a company be published without review, or no longer; it is told.

    The trail keeps who did it, when and why. Raise OrganisationError without a reason.
    """
    if not reason.strip():
        raise OrganisationError(_("Say why: your colleagues read it in the log."))
    changed = Company.objects.filter(pk=company.pk).exclude(trusted=trusted)
    if not changed.update(trusted=trusted):
        return
    scope = {"organisation_id": company.pk, "park_id": company.park_id}
    verb = TRUSTED if trusted else NO_LONGER
    record(company, verb, by=by, **scope, reason=reason.strip())
    for administrator in administrators_of(company.pk):
        tell(
            administrator,
            kind=NoticeKind.DESK,
            template="companies/mail/company_trusted",
            context={"company": company, "is_trusted": trusted, "reason": reason.strip()},
            address=reverse("matching:desk"),
        )
