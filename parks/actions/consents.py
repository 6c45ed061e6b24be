"""What people agreed to, when, and to which version: rows are added, never changed."""

from django.db import transaction

from parks.choices.notices import ConsentPurpose
from parks.consents import VERSIONS
from parks.models import Consent, User


@transaction.atomic
def note_consent(user: User, *, purpose: ConsentPurpose, is_given: bool = True) -> Consent:
    """Write that a person agrees to the present version of a text, or declines or takes it back.

    Return the row that says so now: a second click adds none.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    rows = Consent.objects.filter(user=user, purpose=purpose)
    last = rows.order_by("-happened_at", "-pk").first()
    version = VERSIONS[purpose]
    is_current = last is not None and (last.version == version or not is_given)
    if is_current and last.is_given == is_given:
        return last
    return Consent.objects.create(user=user, purpose=purpose, version=version, is_given=is_given)
