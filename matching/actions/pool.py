"""The talent pool of a company: whom it keeps in mind, until the person objects."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Company
from matching.models import PoolEntry
from matching.queries.pool import OBJECTED, has_objected
from parks.actions.trail import record
from parks.models import User
from talent.models import Profile


class PoolError(Exception):
    """This person cannot be kept in the pool; says why."""


@transaction.atomic
def keep_in_pool(
    company: Company, profile: Profile, *, tags: Iterable[str] = (), by: User
) -> PoolEntry:
    """Keep a person in mind with these tags, or give the entry that is there these instead.

    Raises PoolError when the person has objected to being kept by this company.
    """
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if has_objected(profile, company.pk):
        raise PoolError(_("This person does not want to be kept in your talent pool."))
    entry, is_new = PoolEntry.objects.get_or_create(
        company=company, profile=profile, defaults={"added_by": by}
    )
    entry.tags = list(tags)
    entry.save(update_fields=["tags"])
    verb = "kept in the pool" if is_new else "tagged"
    record(entry, verb, by=by, organisation_id=company.pk, tags=len(entry.tags))
    return entry


@transaction.atomic
def remove_from_pool(entry: PoolEntry, *, by: User) -> bool:
    """Keep somebody in mind no longer; False when a colleague was quicker."""
    found = PoolEntry.objects.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if found is None:
        return False
    record(found, "removed from the pool", by=by, organisation_id=found.company_id)
    found.delete()
    return True


@transaction.atomic
def object_to_pool(entry: PoolEntry, *, by: User) -> None:
    """The person does not want to be kept: they are out at once, and cannot be put in again."""
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=entry.profile_id)
    record(profile, OBJECTED, by=by, organisation_id=entry.company_id)
    PoolEntry.objects.filter(company=entry.company_id, profile=profile).delete()
