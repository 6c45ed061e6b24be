"""What is new for somebody's saved searches, shared out so that no company fills a mail."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from companies.models import Company, Opening
from companies.models.openings import OpeningQuerySet
from companies.queries.openings import find_openings
from matching.choices.applications import ApplicationState
from matching.models import AlertedOpening, Application, Dismissal, SavedSearch
from matching.queries.searches import read_saved
from talent.models import Profile

MOST_OF_A_COMPANY = 3
MOST_IN_A_MAIL = 40


class Rest(NamedTuple):
    """How many openings of a company wait for the next mail."""

    company: Company
    count: int


@dataclass
class News:
    """What a mail says of one search; `more` is what waits because the mail is long enough."""

    search: SavedSearch
    openings: list[Opening] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    more: int = 0


class Found(NamedTuple):
    """One new opening, and the first of the searches that finds it."""

    published_at: datetime
    pk: int
    company_id: int
    search: int


def collect_news(
    profile: Profile, searches: Iterable[SavedSearch], *, until: datetime
) -> list[News]:
    """Return what each search has to tell of openings published before `until`.

    The oldest come first, so that whatever waits for the next mail has its turn. What the person
    was told of, has applied for or does not want is left out. Searches without news are not there.
    """
    searches = list(searches)
    told, held = _share_out(_found(profile, searches, until))
    openings = Opening.objects.with_company().in_bulk([each.pk for each in told])
    companies = Company.objects.in_bulk({company for _search, company in held if company})
    news = [News(search) for search in searches]
    for each in told:
        news[each.search].openings.append(openings[each.pk])
    for (search, company), count in held.items():
        if company:
            news[search].rests.append(Rest(companies[company], count))
        else:
            news[search].more += count
    return [each for each in news if each.openings or each.rests or each.more]


def _share_out(found: list[Found]) -> tuple[list[Found], Counter[tuple[int, int | None]]]:
    """Return what goes into the mail, and how many wait: by search and company, or by search."""
    told: list[Found] = []
    of_company: Counter[int] = Counter()
    held: Counter[tuple[int, int | None]] = Counter()
    for each in found:
        if of_company[each.company_id] >= MOST_OF_A_COMPANY:
            held[each.search, each.company_id] += 1
        elif len(told) >= MOST_IN_A_MAIL:
            held[each.search, None] += 1
        else:
            of_company[each.company_id] += 1
            told.append(each)
    return told, held


def _found(profile: Profile, searches: list[SavedSearch], until: datetime) -> list[Found]:
    """Return what any of the searches finds, each opening once, the oldest first."""
    found: dict[int, Found] = {}
    for number, search in enumerate(searches):
        rows = _openings(profile, search, until)
        for pk, company_id, published_at in rows.values_list("pk", "company_id", "published_at"):
            found.setdefault(pk, Found(published_at, pk, company_id, number))
    return sorted(found.values())


def _openings(profile: Profile, search: SavedSearch, until: datetime) -> OpeningQuerySet:
    mine = {"profile": profile, "opening": OuterRef("pk")}
    sent = Application.objects.filter(**mine).exclude(state=ApplicationState.DRAFT)
    known = (AlertedOpening.objects.filter(**mine), Dismissal.objects.filter(**mine), sent)
    conditions = read_saved(search.query)
    openings = Opening.objects.none() if conditions is None else find_openings(conditions)
    new = openings.filter(published_at__gt=search.alerts_since, published_at__lt=until)
    return new.filter(*[~Exists(rows) for rows in known]).order_by()
