"""Companies as somebody looks for their own: to claim it, or to be let in."""

from django.db.models import Exists, OuterRef, Q
from stdnum.cn import uscc

from companies.models import Company
from companies.models.company import CompanyQuerySet
from companies.postings.employers import NOT_NAMED
from parks.access import Viewer
from parks.choices.organisations import UNDECIDED
from parks.models import Membership, Verification


def companies_to_join() -> CompanyQuerySet:
    """Return every company, with `is_verified`, `is_run` and `is_claimed`; names are all to show.

    The stand-in for employers that postings do not name is nobody's.
    """
    run = Membership.objects.live().filter(organisation=OuterRef("pk"))
    undecided = Verification.objects.filter(state__in=UNDECIDED)
    claimed = undecided.filter(organisation=OuterRef("pk"))
    rows = Company.objects.exclude(**NOT_NAMED).with_verified().with_place()
    return rows.annotate(is_run=Exists(run), is_claimed=Exists(claimed))


def companies_found(words: str, viewer: Viewer) -> CompanyQuerySet:
    """Find public companies by a part of their name, any by its whole name or its credit code."""
    whole = Q(name_zh__iexact=words) | Q(name_en__iexact=words)
    if code := uscc.compact(words):
        whole |= Q(credit_code=code)
    public = Company.objects.visible_to(viewer).named(words)
    found = companies_to_join().filter(whole | Q(pk__in=public.values("pk")))
    return found.order_by("-is_verified", "name_en", "name_zh", "pk")


def companies_called(*names: str) -> CompanyQuerySet:
    """Return the companies that have one of these names, whole, in either language."""
    same = [Q(name_zh__iexact=name) | Q(name_en__iexact=name) for name in names if name]
    if not same:
        return Company.objects.none()
    return companies_to_join().filter(Q(*same, _connector=Q.OR)).order_by("pk")
