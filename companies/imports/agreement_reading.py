"""One line of a ceremony's sheet → the agreement it is of, a party of it, some places of it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Q, TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from parks.choices.accounts import Language
from parks.choices.agreements import AgreementKind, PartySide
from parks.choices.organisations import OrganisationKind
from parks.imports.cells import read_date, read_whole_number, read_words
from parks.imports.errors import CellError
from parks.imports.filled import Readers
from parks.models import DegreeLevel, Discipline, Organisation
from parks.vocabulary.folding import fold_term

from .agreement_fields import EXAMPLE

K = OrganisationKind
LONGEST_NUMBER, LONGEST_NAME, LONGEST_SIGNATORY, LONGEST_OBLIGATION = 40, 200, 120, 300
MOST_PLACES = 100_000
WORDS = {
    AgreementKind.TRAINING_BASE: ("人才培养基地", "培养基地"),
    AgreementKind.PRACTICE_BASE: ("毕业生实习基地", "实习基地", "实践基地"),
    AgreementKind.POSTDOC_STATION: ("博士后工作站", "博士后科研工作站"),
    AgreementKind.ORDER_CLASS: ("订单班", "定向班"),
    AgreementKind.JOINT_PROGRAMME: ("联合培养", "联合培养项目"),
    PartySide.EDUCATES: ("培养方", "培养", "高校"),
    PartySide.EMPLOYS: ("用人方", "用人单位", "企业"),
    PartySide.CONVENES: ("组织方", "牵头方", "召集方"),
}
"""What the published sheets of ceremonies call them, beside our own labels."""
EDUCATES = frozenset({K.UNIVERSITY, K.COLLEGE, K.TRAINING_CENTRE})
CONVENES = frozenset({K.PARK_OFFICE, K.ASSOCIATION})


class AgreementWords:
    """The tables that a sheet is read with, each read once."""

    def __init__(self, park_id: int | None) -> None:
        near = Q(park=park_id) | Q(kind__in=EDUCATES) | Q(kind=K.INSTITUTE)
        self.organisations = Organisation.objects.filter(near).in_bulk()
        self._organisations = _by_name(
            (row.pk, (row.name_zh, row.name_en, row.credit_code))
            for row in self.organisations.values()
        )
        self.degrees = DegreeLevel.objects.in_bulk()
        self._degrees = _by_name(
            (row.pk, (row.code, row.label_zh, row.label_en, *row.other_names))
            for row in self.degrees.values()
        )
        self.disciplines = Discipline.objects.in_bulk()
        self._disciplines = _by_name(
            (row.pk, (row.code, row.moe_code, row.label_zh, row.label_en, *row.other_names))
            for row in self.disciplines.values()
        )

    def organisation(self, cell: str) -> int:
        return _only(
            self._organisations,
            cell,
            none=_("is no organisation of the park and no university here: enter it first"),
            several=_("names several organisations; write the credit code"),
        )

    def degree(self, cell: str) -> int:
        unknown = _("names no degree; write for example 本科 or Bachelor")
        return _only(self._degrees, cell, none=unknown, several=unknown)

    def discipline(self, cell: str) -> int:
        return _only(
            self._disciplines,
            cell,
            none=_("is not in the Ministry’s catalogue here; leave it empty"),
            several=_("names several disciplines; write the code"),
        )

    def side_of(self, organisation_id: int) -> PartySide:
        """Return what an organisation brings as a rule, by its kind."""
        kind = self.organisations[organisation_id].kind
        if kind in EDUCATES:
            return PartySide.EDUCATES
        return PartySide.CONVENES if kind in CONVENES else PartySide.EMPLOYS


def readers_of(words: AgreementWords) -> Readers:
    """Return what reads the cell of each field."""
    return {
        "number": _read_number,
        "name": partial(read_words, longest=LONGEST_NAME),
        "kind": partial(_one_of, AgreementKind, _by_label(AgreementKind)),
        "starts_on": read_date,
        "ends_on": partial(read_date, at_end=True),
        "organisation": words.organisation,
        "side": partial(_one_of, PartySide, _by_label(PartySide)),
        "signatory": partial(read_words, longest=LONGEST_SIGNATORY),
        "obligation": partial(read_words, longest=LONGEST_OBLIGATION),
        "due_on": partial(read_date, at_end=True),
        "year": partial(read_whole_number, least=2000, most=2100),
        "degree": words.degree,
        "discipline": words.discipline,
        "places": partial(read_whole_number, least=1, most=MOST_PLACES),
    }


def _read_number(cell: str) -> str:
    number = read_words(cell, longest=LONGEST_NUMBER)
    if number == EXAMPLE:
        raise CellError(_("is the example of the template: delete the row"))
    return number


def _by_label(choices: type[TextChoices]) -> dict[str, str]:
    """Return the values by their labels in both languages, and by themselves."""
    found = {fold_term(value): value for value in choices.values}
    for language in Language.values:
        with translation.override(language):
            found |= {fold_term(str(label)): value for value, label in choices.choices}
    return found | {fold_term(word): each.value for each in choices for word in WORDS[each]}


def _one_of(choices: type[TextChoices], labels: dict[str, str], cell: str) -> str:
    value = labels.get(fold_term(read_words(cell)))
    if value is None:
        known = ", ".join(str(label) for label in choices.labels)
        raise CellError(_("is none of these: %(known)s") % {"known": known})
    return value


def _by_name(rows: Iterable[tuple[int, Iterable[str]]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for pk, names in rows:
        for name in filter(None, names):
            found[fold_term(name)].add(pk)
    return dict(found)


def _only(names: dict[str, set[int]], cell: str, **reasons: Any) -> int:
    found = names.get(fold_term(read_words(cell)), set())
    if len(found) != 1:
        raise CellError(reasons["several" if found else "none"])
    return next(iter(found))
