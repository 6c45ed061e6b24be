"""The talent pool of a company: keeping, tagging, letting go, and the right to object."""

import pytest

from matching.actions.pool import PoolError, keep_in_pool, object_to_pool, remove_from_pool
from matching.models import PoolEntry
from parks.models import LogEntry
from tests.factories.companies import CompanyFactory
from tests.factories.matching import PoolEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_somebody_is_kept_with_tags_and_by_whom(company, profile, recruiter):
    entry = keep_in_pool(company, profile, tags=["summer 2027", "GMP"], by=recruiter)

    assert (entry.tags, entry.added_by) == (["summer 2027", "GMP"], recruiter)
    log = LogEntry.objects.about(entry).get()
    assert (log.verb, log.details) == ("kept in the pool", {"tags": 2})


def test_keeping_again_changes_the_tags_and_not_who_began(company, profile, recruiter, stranger):
    first = keep_in_pool(company, profile, tags=["a"], by=recruiter)

    again = keep_in_pool(company, profile, tags=["b"], by=stranger)

    assert again.pk == first.pk
    kept = PoolEntry.objects.get()
    assert (kept.tags, kept.added_by) == (["b"], recruiter)


def test_letting_go_twice_is_letting_go_once(company, profile, recruiter):
    entry = PoolEntryFactory(company=company, profile=profile)

    assert [remove_from_pool(entry, by=recruiter) for _click in range(2)] == [True, False]
    assert LogEntry.objects.filter(verb="removed from the pool").count() == 1


def test_who_objects_is_out_at_once_and_cannot_be_put_in_again(company, profile, recruiter):
    entry = PoolEntryFactory(company=company, profile=profile)

    object_to_pool(entry, by=profile.user)

    with pytest.raises(PoolError, match="does not want to be kept"):
        keep_in_pool(company, profile, by=recruiter)
    assert not PoolEntry.objects.exists()


def test_objecting_to_one_company_leaves_the_pools_of_others(company, profile, recruiter):
    object_to_pool(PoolEntryFactory(company=company, profile=profile), by=profile.user)

    entry = keep_in_pool(CompanyFactory(), profile, by=recruiter)

    assert PoolEntry.objects.get() == entry


def test_letting_go_is_no_objection(company, profile, recruiter):
    remove_from_pool(keep_in_pool(company, profile, by=recruiter), by=recruiter)

    assert keep_in_pool(company, profile, by=recruiter).pk
