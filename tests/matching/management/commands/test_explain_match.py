from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tests.matching.markets import small_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(park):
    return small_market(park)


def explain(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("explain_match", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_whole_reasoning_of_a_pair_is_printed(market):
    lines = explain(str(market.ann.uuid), str(market.analyst.uuid))

    assert lines[0] == f"{market.ann.pseudonym} × Analyst ({market.analyst.company})"
    assert lines[1] == "4000 / 4096"
    assert "  Skills asked for: 1536 / 1536" in lines
    assert "  Discipline: 192 / 256" in lines
    assert "  [met] Degree: Bachelor or higher | Master" in lines
    elisa = "  [met] ELISA, Required, Proficient | Expert: 1024 / 1024 ran ELISA for two years"
    assert elisa in lines


def test_what_is_not_known_says_so(market):
    lines = explain(str(market.silent.uuid), str(market.analyst.uuid))

    assert lines[1] == "0 / 4096"
    assert "  [not known] Degree: Bachelor or higher | not stated" in lines
    assert "  [missing] ELISA, Required, Proficient | –: 0 / 1024 " in lines


def test_nobody_is_named(market):
    assert "Ann" not in "\n".join(explain(str(market.ann.uuid), str(market.analyst.uuid)))


def test_the_reasoning_comes_in_chinese_too(market):
    lines = explain(str(market.ann.uuid), str(market.analyst.uuid), "--language", "zh-hans")

    assert "分析员" in lines[0]
    assert any("酶联免疫" in line for line in lines)


def test_a_pair_that_does_not_exist_is_told_in_one_sentence(market):
    missing = uuid4()

    with pytest.raises(CommandError, match=f"There is no profile {missing}."):
        explain(str(missing), str(market.analyst.uuid))
    with pytest.raises(CommandError, match=f"There is no opening {missing}."):
        explain(str(market.ann.uuid), str(missing))


@pytest.mark.parametrize("arguments", [(), ("x", "y"), ("1",)])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(CommandError, match="Error"):
        explain(*arguments)
