"""Which company of the park a line means: by its credit code, else by its name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from companies.models import Company
from parks.choices.organisations import MAY_BE_CORRECTED
from parks.imports.errors import CellError
from parks.models import Membership, Organisation, Verification
from parks.vocabulary.folding import fold_term

NAMES = ("name_zh", "name_en")


class ParkCompanies:
    """The companies of one park by code and name, and the codes that others have.

    Rows have `is_run` (by people of its own) and `is_seen`: the office has verified its names and
    code, or is looking at them.
    """

    def __init__(self, park_id: int) -> None:
        self._by_code: dict[str, Company] = {}
        self._by_name: defaultdict[str, dict[int, Company]] = defaultdict(dict)
        for row in companies_of(park_id):
            if row.credit_code:
                self._by_code[row.credit_code] = row
            for name in names_of(row.name_zh, row.name_en):
                self._by_name[name][row.pk] = row
        others = Organisation.objects.exclude(credit_code="").exclude(pk__in=self._ids())
        self._taken = frozenset(others.order_by().values_list("credit_code", flat=True))

    def find(self, said: Mapping[str, Any]) -> Company | None:
        """Return the company that a line means, None for a new one.

        Raise CellError where the code is somebody else's, or the name is not that of one company.
        """
        code = said.get("credit_code", "")
        if code in self._taken:
            raise CellError(_("belongs to an organisation that is no company of your park"))
        return self._by_code.get(code) or self._called(said, code)

    def _called(self, said: Mapping[str, Any], code: str) -> Company | None:
        names = names_of(*(said.get(name, "") for name in NAMES))
        found = {pk: row for name in names for pk, row in self._by_name[name].items()}
        if len(found) > 1:
            raise CellError(_("may be any of several companies: give the credit code"))
        company = next(iter(found.values()), None)
        if company is not None and code and company.credit_code not in ("", code):
            raise CellError(_("is not the code that the company of this name has here"))
        return company

    def _ids(self) -> list[int]:
        return [row.pk for row in self._by_code.values()]


def companies_of(park_id: int) -> Iterable[Company]:
    live = Membership.objects.live().filter(organisation=OuterRef("pk"))
    seen = Verification.objects.filter(organisation=OuterRef("pk"))
    rows = Company.objects.filter(park=park_id).prefetch_related("chain_stages")
    seen = seen.exclude(state__in=MAY_BE_CORRECTED)
    return rows.annotate(is_run=Exists(live), is_seen=Exists(seen)).order_by("pk")


def names_of(*names: str) -> set[str]:
    return {fold_term(name) for name in names if name}
