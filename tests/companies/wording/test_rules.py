"""The rules are data: each is named, sourced and explained in both languages."""

import re

import pytest
from django.utils import translation

from companies.wording import load_rules
from parks.choices.work import OpeningKind

CODES = [
    *("fees", "training-loans", "documents", "sex", "age", "family", "origin", "ethnicity"),
    "health",
]
ARTICLE = {"zh-hans": re.compile(r"《.+》"), "en": re.compile(r"[A-Z]\w+ .*(?:Law|Provisions)")}


def test_there_is_one_rule_for_each_thing_forbidden():
    assert [rule.code for rule in load_rules()] == CODES


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_rule_is_told_in_the_language_of_the_reader(language):
    chinese = re.compile(r"[\u4e00-\u9fff]")

    with translation.override(language):
        told = [(rule.name, rule.source, rule.advice) for rule in load_rules()]

    for words in told:
        assert all(words)
        assert {bool(chinese.search(each)) for each in words} == {language == "zh-hans"}
        assert ARTICLE[language].search(words[1])


def test_only_kinds_of_openings_are_exempt():
    exempt = {rule.code: set(rule.exempt_kinds) for rule in load_rules() if rule.exempt_kinds}

    assert exempt == {"age": {OpeningKind.POSTDOC}}


def test_a_rule_is_compiled_once():
    assert load_rules() is load_rules()
