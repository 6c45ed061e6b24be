"""What somebody typed, as a query on the words of openings."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from companies.choices.searching import Facet
from companies.queries.terms import Lexicon, Terms, load_lexicon
from companies.queries.words import IN_TITLE, NOTHING, lexeme, tsquery_of, units_of
from parks.vocabulary.matcher import Matcher
from tests.factories.vocabulary import skill_called

PLAIN = Lexicon(Terms({}), Matcher([]))


def asked(words: str, **options: object) -> str:
    return tsquery_of(units_of(words, PLAIN), **options)


def matches(words: list[str], query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_vector(%s) @@ %s::tsquery", [words, query])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("GMP", "'gmp'"),
        ("QC lab", "'qc' & 'lab'"),
        ("analysts", "'analyst':*"),
        ("抗体", "'抗体'"),
        ("信达", "('信' & '达' | '信达')"),
        ("酶", "'酶':*"),
        ("IL-6", "'il6'"),
    ],
)
def test_words_become_a_query(words, query):
    assert asked(words) == query


@pytest.mark.parametrize("words", ["", "%", "'", "&", "!!", "( | )", "\\", "**:*", "——"])
def test_words_without_a_letter_find_nothing(words):
    assert asked(words) == NOTHING


def test_only_the_last_word_may_be_unfinished_and_only_a_longer_one():
    assert asked("cell engin") == "'cell' & 'engin':*"
    assert asked("cell lab") == "'cell' & 'lab'"
    assert asked("engin 细胞").endswith(" & '细胞'")


def test_a_mark_stands_before_every_word():
    assert asked("QC 信达", mark=IN_TITLE) == "'t:qc' & ('t:信' & 't:达' | 't:信达')"


@pytest.mark.django_db
def test_a_skill_is_asked_for_by_its_id_and_by_its_names_in_both_languages():
    skill = skill_called("antibody purification", "抗体纯化")

    (unit,) = units_of("抗体纯化", load_lexicon())

    assert (unit.text, unit.skill, len(unit.phrases)) == ("抗体纯化", skill.pk, 2)
    query = tsquery_of([unit])
    assert f"'{lexeme(Facet.SKILL, skill.pk)}'" in query
    assert "'antibody'" in query
    assert lexeme(Facet.SKILL, skill.pk) not in tsquery_of([unit], with_skills=False)


@pytest.mark.django_db
def test_words_beside_a_skill_must_be_met_too():
    skill_called("ELISA")

    units = units_of("senior ELISA specialist", load_lexicon())

    assert [unit.text for unit in units] == ["senior", "elisa", "specialist"]
    assert [unit.skill is None for unit in units] == [True, False, True]
    assert tsquery_of(units).count(" & ") == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("document", "words", "is_found"),
    [
        (["cell", "culture", "engineer"], "culture cell", True),
        (["cell", "engineer"], "culture cell", False),
        (["engineering"], "engin", True),
        (["信", "达", "信达"], "信达", True),
        (["酶联"], "酶", True),
        (["cell"], "cell | anything", False),
        (["cell"], "!cell", True),
        (["cell"], "ce:*", False),
    ],
)
def test_the_database_understands_the_query_and_no_operator_of_the_visitor(
    document, words, is_found
):
    assert matches(document, asked(words)) is is_found


@given(st.text())
def test_every_quote_of_a_query_is_our_own(words):
    query = asked(words)

    inside = query.split("'")[1::2]
    assert query.count("'") % 2 == 0
    assert not any(set(word) & set("\\()|&! \x00") for word in inside)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["x" * 10_000, "研" * 1_000, "'; DROP TABLE x; --", "a\x00b", "\ud7ff\ue000", "🧬 q"]
)
def test_hostile_words_are_a_query_all_the_same(words):
    assert matches(["x"], asked(words[:100])) is False


def test_no_units_find_nothing():
    assert tsquery_of([]) == NOTHING
