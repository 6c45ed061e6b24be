"""Pay as people write it → the bounds, the currency and the period of an opening."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from companies.choices.openings import SalaryPeriod


class Salary(NamedTuple):
    """Whole units of an ISO 4217 currency per period; a bound that is not stated is None."""

    least: int | None
    most: int | None
    currency: str
    period: SalaryPeriod


CURRENCIES = {
    "HKD": r"hk\$|hkd|港[币元]",
    "SGD": r"s\$|sgd",
    "USD": r"us\$|usd|\$|美[元金]",
    "GBP": r"£|gbp",
    "EUR": r"€|eur(?:os?)?",
    "CHF": r"chf",
    "JPY": r"jpy|yen|円|日[元圆]",
    "CNY": r"¥|元|rmb|cny|人民币",
}
CURRENCY = re.compile("|".join(f"(?P<{code}>{signs})" for code, signs in CURRENCIES.items()))
PERIODS = {
    SalaryPeriod.HOUR: r"hour|小时|时薪|/\s*(?:时|h\b)|\bp\.?h\b",
    SalaryPeriod.DAY: r"\bday|daily|[天日]",
    SalaryPeriod.MONTH: r"month|月|\bpcm\b",
    SalaryPeriod.YEAR: r"year|annum|annual|\bp\.?a\b|年(?![终底假])",
}
PERIOD = re.compile("|".join(f"(?P<{period}>{words})" for period, words in PERIODS.items()))
OTHER_PERIOD = re.compile(r"week|周|fortnight|两周")
UNITS = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}
AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kw千万](?![a-z]))?")
BETWEEN = re.compile(rf"[\s元]*(?:[-–—~至到]|to\b|and\b)?\s*(?:{CURRENCY.pattern})?\s*")
THOUSANDS = re.compile(r"(?<=\d)[,.'’](?=\d{3}(?:\D|$))(?!\d{3}\s*[kw千万])")
MONTHS_PAID = re.compile(r"[·・*x×/,，\s]*\d{2}\s*薪")
REMARK = re.compile(r"\([^()]*\)")
ONLY_MOST = re.compile(r"up to|\bmax|below|less than|以[下内]|≤|<")
ONLY_LEAST = re.compile(r"\bfrom\b|\bmin|above|more than|以上|起|≥|>|\+\s*$")

YEARLY_FROM = 10_000
"""Western pay of this much without a period is meant per year; Chinese pay, from ten times it."""
LARGEST = 2_000_000_000


def read_salary(cell: str, *, is_chinese: bool) -> Salary | None:
    """Return the pay a cell states, None where it states none that can be told for sure.

    Chinese pay without a sign is in yuan, and per month where no period stands. Two amounts must
    be the ends of one range: of "60k base + 20k bonus" nothing is taken.
    """
    text = _plain(cell)
    bounds = _bounds(text)
    if bounds is None or OTHER_PERIOD.search(text):
        return None
    currency = _currency(text, is_chinese)
    period = _period(text, currency, max(filter(None, bounds)))
    if not currency or not period:
        return None
    return Salary(*bounds, currency, period)


def tells_more(cell: str, salary: Salary | None) -> bool:
    """Say whether a cell holds words on the pay that `salary` does not keep."""
    if salary is not None:
        return bool(MONTHS_PAID.search(unicodedata.normalize("NFKC", cell)))
    return bool(re.search(r"\w{2}", PERIOD.sub("", CURRENCY.sub("", _plain(cell)))))


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).casefold()
    return THOUSANDS.sub("", REMARK.sub(" ", MONTHS_PAID.sub(" ", text))).strip()


def _bounds(text: str) -> tuple[int | None, int | None] | None:
    amounts = list(AMOUNT.finditer(text))
    if not 1 <= len(amounts) <= 2 or text.startswith("-"):
        return None
    first, last = amounts[0], amounts[-1]
    if len(amounts) == 2 and not BETWEEN.fullmatch(text, first.end(), last.start()):
        return None
    least, most = _number(first, first["unit"] or last["unit"]), _number(last, last["unit"])
    if not 0 < least <= most <= LARGEST:
        return None
    return _open_bounds(text, least, most) if len(amounts) == 1 else (least, most)


def _open_bounds(text: str, least: int, most: int) -> tuple[int | None, int | None]:
    if ONLY_MOST.search(text):
        return None, most
    return least, None if ONLY_LEAST.search(text) else most


def _number(amount: re.Match[str], unit: str | None) -> int:
    whole = Decimal(amount["number"]) * UNITS.get(unit or "", 1)
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


def _currency(text: str, is_chinese: bool) -> str:
    found = CURRENCY.search(text)
    if found:
        return found.lastgroup or ""
    return "CNY" if is_chinese else ""


def _period(text: str, currency: str, most: int) -> SalaryPeriod | None:
    found = PERIOD.search(text)
    if found:
        return SalaryPeriod(found.lastgroup)
    if currency == "CNY":
        return SalaryPeriod.YEAR if most >= 10 * YEARLY_FROM else SalaryPeriod.MONTH
    return SalaryPeriod.YEAR if most >= YEARLY_FROM else None
