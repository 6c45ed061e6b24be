"""The companies of a park by name: found in either language, created where a posting is first."""

import hashlib
from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS
from django.db.models.sql import InsertQuery
from django.utils.text import slugify

from companies.models import Company
from parks.access import ANONYMOUS
from parks.choices.organisations import OrganisationKind
from parks.models import Organisation, Park
from parks.vocabulary.folding import fold_term

from .texts import CHINESE

LONGEST_SLUG = 60
NOT_NAMED = {"name_en": "Employer not named", "name_zh": "未公布的单位"}
"""Stands for the employers of postings that name none, as those of headhunters often do."""


class Employers:
    """Names are compared folded (width, case, spaces), and otherwise exactly; "" is nobody's.

    A company that somebody has registered and the park office has not verified is left out: with
    its name alone anybody could have the applicants of another one.
    """

    def __init__(self, park: Park) -> None:
        self._park = park
        self._ids: dict[str, int] = {}
        rows = Company.objects.visible_to(ANONYMOUS).filter(park=park).order_by("pk")
        for pk, *names in rows.values_list("pk", "name_zh", "name_en"):
            for name in filter(None, names):
                self._ids.setdefault(fold_term(name), pk)
        if not_named := self._ids.get(fold_term(NOT_NAMED["name_en"])):
            self._ids[""] = not_named

    def find(self, name: str) -> int | None:
        """Return the id of the company of this name, None for one that is not there yet."""
        return self._ids.get(fold_term(name))

    def create_missing(self, names: Iterable[str]) -> None:
        """Create the companies not there yet, unclaimed and unverified, in three statements."""
        missing: dict[str, str] = {}
        for name in names:
            if self.find(name) is None:
                missing.setdefault(fold_term(name), name)
        if not missing:
            return
        slugs = self._free_slugs(missing)
        parents = Organisation.objects.bulk_create(
            self._organisation(name, slugs[folded]) for folded, name in missing.items()
        )
        _insert_companies([Company(organisation_ptr_id=parent.pk) for parent in parents])
        self._ids |= dict(zip(missing, (parent.pk for parent in parents), strict=True))

    def _organisation(self, name: str, slug: str) -> Organisation:
        language = "name_zh" if CHINESE.search(name) else "name_en"
        names = {language: name} if name else NOT_NAMED
        return Organisation(kind=OrganisationKind.COMPANY, park=self._park, slug=slug, **names)

    def _free_slugs(self, names: dict[str, str]) -> dict[str, str]:
        """Return an address for each folded name: its own words where they are free."""
        wanted = {folded: slugify(name)[:LONGEST_SLUG].strip("-") for folded, name in names.items()}
        taken = set(
            Organisation.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True)
        )
        free = {}
        for folded, slug in wanted.items():
            is_free = slug and slug not in taken and not CHINESE.search(names[folded])
            free[folded] = slug if is_free else f"{slug or 'company'}-{self._mark(folded)}"
            taken.add(free[folded])
        return free

    def _mark(self, folded: str) -> str:
        return hashlib.sha256(f"{self._park.slug}\x00{folded}".encode()).hexdigest()[:10]


def _insert_companies(companies: list[Company]) -> None:
    """Insert the rows of Company alone: bulk_create() does not take children of another table."""
    query = InsertQuery(Company)
    query.insert_values(Company._meta.local_concrete_fields, companies)
    query.get_compiler(DEFAULT_DB_ALIAS).execute_sql()
