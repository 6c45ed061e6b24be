import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.choices.openings import SalaryPeriod
from companies.postings.salaries import LARGEST, Salary, read_salary, tells_more

HOUR, DAY, MONTH, YEAR = (
    SalaryPeriod.HOUR,
    SalaryPeriod.DAY,
    SalaryPeriod.MONTH,
    SalaryPeriod.YEAR,
)


@pytest.mark.parametrize(
    ("cell", "salary"),
    [
        ("9000-15000元·15薪", Salary(9000, 15000, "CNY", MONTH)),
        ("1.5-2.5万·13薪", Salary(15000, 25000, "CNY", MONTH)),
        ("8千-1.2万/月", Salary(8000, 12000, "CNY", MONTH)),
        ("8千-1.5万", Salary(8000, 15000, "CNY", MONTH)),
        ("6-8千/月", Salary(6000, 8000, "CNY", MONTH)),
        ("0.6-1.5万/月", Salary(6000, 15000, "CNY", MONTH)),
        ("4-8千", Salary(4000, 8000, "CNY", MONTH)),
        ("20-30万/年", Salary(200_000, 300_000, "CNY", YEAR)),
        ("6-11.5万/年", Salary(60_000, 115_000, "CNY", YEAR)),
        ("150-200元/天", Salary(150, 200, "CNY", DAY)),
        ("120/天", Salary(120, 120, "CNY", DAY)),
        ("133.33元/天", Salary(133, 133, "CNY", DAY)),
        ("112.5元/天", Salary(113, 113, "CNY", DAY)),
        ("25-30元/小时", Salary(25, 30, "CNY", HOUR)),
        ("月薪8000-12000", Salary(8000, 12000, "CNY", MONTH)),
        ("年薪30万-50万", Salary(300_000, 500_000, "CNY", YEAR)),
        ("15-25K·14薪", Salary(15000, 25000, "CNY", MONTH)),
        ("１．５－２万", Salary(15000, 20000, "CNY", MONTH)),
        ("8000~12000元/月", Salary(8000, 12000, "CNY", MONTH)),
        ("8000至12000", Salary(8000, 12000, "CNY", MONTH)),
        ("￥12,000 - ￥18,000", Salary(12000, 18000, "CNY", MONTH)),
        ("5千-8千 年终奖", Salary(5000, 8000, "CNY", MONTH)),
        ("30-40万", Salary(300_000, 400_000, "CNY", YEAR)),
        ("3千及以下", Salary(None, 3000, "CNY", MONTH)),
        ("50万以上/年", Salary(500_000, None, "CNY", YEAR)),
        ("3-5万美元/年", Salary(30_000, 50_000, "USD", YEAR)),
        ("2-3万港币/月", Salary(20_000, 30_000, "HKD", MONTH)),
    ],
)
def test_pay_in_a_chinese_posting_is_read_as_its_site_means_it(cell, salary):
    assert read_salary(cell, is_chinese=True) == salary


@pytest.mark.parametrize(
    ("cell", "salary"),
    [
        ("GBP 88000 - GBP 109999 year", Salary(88000, 109_999, "GBP", YEAR)),
        ("57528 - 64750 GBP /YEAR", Salary(57528, 64750, "GBP", YEAR)),
        ("GBP 80000.00 100000.00 YEAR", Salary(80000, 100_000, "GBP", YEAR)),
        ("£46,000 - £56,000 a year", Salary(46000, 56000, "GBP", YEAR)),
        ("£60,000 - £65,000 /YEAR", Salary(60000, 65000, "GBP", YEAR)),
        ("£23.50 an hour", Salary(24, 24, "GBP", HOUR)),
        ("24 - 28 GBP /HOUR", Salary(24, 28, "GBP", HOUR)),
        ("Up to £54,200 a year", Salary(None, 54200, "GBP", YEAR)),
        ("from £30,000", Salary(30000, None, "GBP", YEAR)),
        ("£55,000", Salary(55000, 55000, "GBP", YEAR)),
        ("$95K-$120K (Glassdoor est.)", Salary(95000, 120_000, "USD", YEAR)),
        ("$17-$24 Per Hour(Glassdoor est.)", Salary(17, 24, "USD", HOUR)),
        ("$165,000 — $190,000 USD", Salary(165_000, 190_000, "USD", YEAR)),
        ("CHF 93'324 - 106'655 per annum", Salary(93324, 106_655, "CHF", YEAR)),
        ("EUR 45.000 - 55.000 p.a.", Salary(45000, 55000, "EUR", YEAR)),
        ("EUR 3000 to 3500 per month", Salary(3000, 3500, "EUR", MONTH)),
        ("S$6,000 - S$8,000 monthly", Salary(6000, 8000, "SGD", MONTH)),
        ("HK$30,000-40,000 per month", Salary(30000, 40000, "HKD", MONTH)),
        ("JPY 6000000 per year", Salary(6_000_000, 6_000_000, "JPY", YEAR)),
        ("RMB 20k-30k", Salary(20000, 30000, "CNY", MONTH)),
        ("$200 per day", Salary(200, 200, "USD", DAY)),
    ],
)
def test_pay_in_an_english_posting_is_read_with_its_currency(cell, salary):
    assert read_salary(cell, is_chinese=False) == salary


@pytest.mark.parametrize(
    "cell",
    [
        "", "面议", "薪资面议元/天", "薪酬优厚", "Competitive", "DOE", "-1", "- /YEAR", "0",
        "0-0元",
        "8-1.5万", "15000-9000元", "99999999999元", "$60k base + $20k bonus", "10k-20k-30k",
        "£500 per week", "3000元/周",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_chinese", [True, False])
def test_what_states_no_sure_range_is_left_unstated(cell, is_chinese):
    assert read_salary(cell, is_chinese=is_chinese) is None


@pytest.mark.parametrize("cell", ["54578", "35", "25000", "30-40"])
def test_a_bare_number_in_an_english_posting_has_no_currency_to_guess(cell):
    assert read_salary(cell, is_chinese=False) is None


def test_a_small_western_amount_without_a_period_is_not_guessed():
    assert read_salary("£35", is_chinese=False) is None


@pytest.mark.parametrize("cell", ["9000-15000元·15薪", "1.5-2万x13薪"])
def test_months_paid_beyond_twelve_are_told_in_words_too(cell):
    assert tells_more(cell, read_salary(cell, is_chinese=True))


@pytest.mark.parametrize("cell", ["Competitive", "薪资面议元/天", "54578", "8-1.5万"])
def test_pay_that_could_not_be_read_is_told_in_words(cell):
    assert tells_more(cell, read_salary(cell, is_chinese=False))


@pytest.mark.parametrize("cell", ["", "-1", "- /YEAR", "元/月"])
def test_a_cell_that_says_nothing_is_not_repeated(cell):
    assert not tells_more(cell, None)


def test_pay_that_was_read_whole_is_not_repeated():
    assert not tells_more("8千-1.2万/月", Salary(8000, 12000, "CNY", MONTH))


@given(st.text(max_size=60), st.booleans())
def test_whatever_stands_there_the_bounds_are_in_order_and_fit_their_columns(cell, is_chinese):
    salary = read_salary(cell, is_chinese=is_chinese)

    if salary is not None:
        bounds = [bound for bound in salary[:2] if bound is not None]
        assert bounds == sorted(bounds)
        assert all(0 < bound <= LARGEST for bound in bounds)
        assert len(salary.currency) == 3


@given(st.integers(1, 900), st.integers(0, 99))
def test_a_range_in_tens_of_thousands_is_ten_thousand_times_its_figures(least, more):
    salary = read_salary(f"{least / 10}-{(least + more) / 10}万/年", is_chinese=True)

    assert salary == Salary(least * 1000, (least + more) * 1000, "CNY", YEAR)
