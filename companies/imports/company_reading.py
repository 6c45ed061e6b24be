"""One line of a table of companies → what it says of a company."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator, URLValidator
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from companies.choices.company import CompanyKind, GrowthStage
from parks.choices.accounts import Language
from parks.email_domains import FREE_DOMAINS, domain_of
from parks.imports.cells import read_text, read_words
from parks.imports.errors import CellError
from parks.imports.filled import Readers
from parks.loading import load_places
from parks.models import ChainStage, Park, Region
from parks.validators import validate_credit_code
from parks.vocabulary.folding import fold_term

from .company_fields import EXAMPLES

LONGEST_NAME, LONGEST_STREET, LONGEST_POSTCODE, LONGEST_DOMAIN = 200, 200, 12, 100
LONGEST_URL, LONGEST_SUMMARY = 200, 4000
LIST, COMMAS = re.compile(r"[、;；|\n]+"), re.compile(r"[,，]")
OF_EXAMPLES = frozenset(map(fold_term, EXAMPLES))


class CompanyWords:
    """The tables that companies are read with, each read once."""

    def __init__(self, park: Park) -> None:
        self.stages = ChainStage.objects.in_bulk()
        self._stages = {
            name: pk
            for pk, row in self.stages.items()
            for label in (row.code, row.label_zh, row.label_en)
            for name in _names(label)
        }
        self._places = load_places(near=park.region.code if park.region else "")
        self._regions: dict[int, str] = {}

    def chain_stages(self, cell: str) -> frozenset[int]:
        """Return the stages a cell lists; raise CellError naming the first it does not know."""
        return frozenset(self._stage(name) for part in LIST.split(cell) for name in self._in(part))

    def _in(self, part: str) -> list[str]:
        """Return the names in a part of a list; a name of ours may hold commas itself."""
        names = [part] if fold_term(part) in self._stages else COMMAS.split(part)
        return list(filter(None, map(str.strip, names)))

    def _stage(self, name: str) -> int:
        pk = self._stages.get(fold_term(name))
        if pk is None:
            known = ", ".join(str(row) for row in self.stages.values())
            raise CellError(
                _("“%(name)s” is no stage of the chain; these are: %(known)s")
                % {"name": name, "known": known}
            )
        return pk

    def region(self, cell: str) -> int:
        found = self._places.find(read_words(cell))
        if found is None:
            raise CellError(_("names no place we know; write for example 江苏省南京市"))
        return found

    def region_named(self, pk: int | None) -> str:
        if pk is not None and pk not in self._regions:
            self._regions[pk] = str(Region.objects.get(pk=pk))
        return self._regions.get(pk, "")


def readers_of(words: CompanyWords) -> Readers:
    """Return what reads the cell of each field."""
    return {
        "name_zh": read_name,
        "name_en": read_name,
        "credit_code": read_credit_code,
        "company_kind": partial(_one_of, CompanyKind, _by_label(CompanyKind)),
        "growth_stage": partial(_one_of, GrowthStage, _by_label(GrowthStage)),
        "chain_stages": words.chain_stages,
        "region": words.region,
        "street_address": _words_of(LONGEST_STREET),
        "postal_code": _words_of(LONGEST_POSTCODE),
        "website": read_website,
        "email_domain": read_domain,
        "summary_zh": partial(read_text, longest=LONGEST_SUMMARY),
        "summary_en": partial(read_text, longest=LONGEST_SUMMARY),
    }


def read_name(cell: str) -> str:
    name = read_words(cell, longest=LONGEST_NAME)
    if fold_term(name) in OF_EXAMPLES:
        raise CellError(_("is the example of the template: delete the row"))
    return name


def read_credit_code(cell: str) -> str:
    """Return a code as the licence has it; raise CellError for a wrong check digit."""
    code = uscc.compact(unicodedata.normalize("NFKC", read_words(cell)).upper())
    try:
        validate_credit_code(code)
    except ValidationError as error:
        raise CellError(_("is no unified social credit code: the check digit is wrong")) from error
    return code


def read_website(cell: str) -> str:
    text = unicodedata.normalize("NFKC", read_words(cell, longest=LONGEST_URL))
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=("http", "https"))(address)
    except ValidationError as error:
        raise CellError(_("is no address of a website")) from error
    return address


def read_domain(cell: str) -> str:
    """Return the domain of an address, or as written; raise CellError for one open to anybody."""
    domain = domain_of(unicodedata.normalize("NFKC", read_words(cell, longest=LONGEST_DOMAIN)))
    if domain in FREE_DOMAINS:
        raise CellError(_("is a domain at which anybody gets an address: leave it empty"))
    try:
        DomainNameValidator()(domain)
    except ValidationError as error:
        raise CellError(_("is no domain; write it as example.com")) from error
    return domain


def _words_of(longest: int) -> Callable[[str], str]:
    return partial(read_words, longest=longest)


def _by_label(choices: type[TextChoices]) -> dict[str, str]:
    """Map what a choice is called, in either language, to its value; (short names) count too."""
    named: defaultdict[str, str] = defaultdict(str)
    for language in Language.values:
        with translation.override(language):
            for choice in choices:
                named |= dict.fromkeys(_names(str(choice.label)), choice.value)
    return dict(named) | {choice.value: choice.value for choice in choices}


def _names(label: str) -> Iterable[str]:
    plain = unicodedata.normalize("NFKC", label)
    outside, _sign, inside = plain.partition("(")
    return filter(None, (fold_term(plain), fold_term(outside), fold_term(inside.rstrip(")"))))


def _one_of(choices: type[TextChoices], named: dict[str, str], cell: str) -> str:
    value = named.get(fold_term(unicodedata.normalize("NFKC", read_words(cell))))
    if value is None:
        known = ", ".join(str(choice.label) for choice in choices)
        raise CellError(_("is none of these: %(known)s") % {"known": known})
    return value
