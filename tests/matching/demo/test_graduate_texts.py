import datetime
import re
from dataclasses import replace

import pytest

from matching.demo.companies import plan_company
from matching.demo.graduate_details import Held, Work, skills_held, works
from matching.demo.graduate_plans import plan_graduate
from matching.demo.graduate_texts import GraduateWriter
from matching.demo.reading import roles
from parks.choices.accounts import Language
from talent.choices.profiles import ClaimSource

TODAY = datetime.date(2026, 11, 20)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLANS = [plan_graduate(3, index) for index in range(1, 401)]
SOMEBODY = next(plan for plan in PLANS if not plan.sparse)
UPSTREAM = replace(
    SOMEBODY,
    roles=(roles()["upstream"], roles()["fermentation"]),
    degree="bachelor",
    discipline="ug:083001",
)
HELD = [Held("USP-02", 3, ClaimSource.SELF), Held("MIC-02", 2, ClaimSource.SELF)]
JULY, SEPTEMBER = datetime.date(2026, 7, 1), datetime.date(2026, 9, 1)


@pytest.fixture
def chinese(terms) -> GraduateWriter:
    return GraduateWriter(replace(UPSTREAM, language=Language.CHINESE), terms)


@pytest.fixture
def english(terms) -> GraduateWriter:
    return GraduateWriter(replace(UPSTREAM, language=Language.ENGLISH), terms)


def test_a_headline_names_degree_discipline_and_field(chinese, english):
    assert chinese.headline() == "生物工程本科，方向：上游工艺"
    assert english.headline() == "Bachelor's degree in bioengineering, focus: upstream process"


def test_a_summary_names_the_two_best_skills(chinese, english):
    assert "生物反应器操作" in chinese.summary(HELD)
    assert "bioreactor operation" in english.summary(HELD)
    assert "aseptic technique" in english.summary(HELD)


def test_a_summary_speaks_the_language_of_its_writer(chinese, english):
    assert CHINESE.search(chinese.summary(HELD))
    assert not CHINESE.search(english.summary(HELD))


def test_who_holds_too_little_writes_no_summary(chinese):
    assert chinese.summary(HELD[:1]) == ""


def test_a_sparse_profile_has_neither_headline_nor_summary(terms):
    writer = GraduateWriter(replace(UPSTREAM, sparse=True), terms)

    assert (writer.headline(), writer.summary(HELD)) == ("", "")


def test_ones_own_word_rests_on_nothing(chinese):
    assert chinese.evidence(Held("USP-02", 3, ClaimSource.SELF)) == ""


def test_a_roster_is_quoted_with_the_skill(chinese, english):
    claim = Held("USP-02", 3, ClaimSource.ROSTER)

    assert chinese.evidence(claim) == "课程成绩单：生物反应器操作"
    assert english.evidence(claim) == "Transcript of courses: bioreactor operation"


def test_a_certificate_is_named(chinese, english):
    claim = Held("USP-02", 3, ClaimSource.ASSESSED)

    assert chinese.evidence(claim).endswith("证书")
    assert english.evidence(claim).startswith("Certificate of ")


def test_an_internship_names_the_company(chinese, english):
    internship = Work(role=0, company=0, started_on=JULY, ended_on=SEPTEMBER)

    in_chinese, in_english = chinese.work(internship), english.work(internship)

    assert in_chinese == ("上游工艺实习生", plan_company(0).name[0], roles()["upstream"].did_zh)
    assert in_english == (
        "Intern, upstream process",
        plan_company(0).name[1],
        roles()["upstream"].did_en,
    )


def test_work_in_the_laboratory_names_the_university(chinese):
    project = Work(role=1, company=None, started_on=JULY, ended_on=SEPTEMBER)

    written = chinese.work(project)

    assert written.title in ("毕业课题", "课题组科研训练")
    assert written.employer == f"{UPSTREAM.university.name[0]}课题组"
    assert written.text == roles()["fermentation"].did_zh


def test_a_school_is_named_in_the_language_of_its_student(chinese, english):
    assert (chinese.school(), english.school()) == UPSTREAM.university.name


def test_nothing_that_people_write_has_a_placeholder_left_or_is_too_long(terms):
    for plan in PLANS:
        writer, held = GraduateWriter(plan, terms), skills_held(plan)
        texts = [writer.headline(), writer.summary(held), *map(writer.evidence, held)]
        texts += [part for work in works(plan, TODAY) for part in writer.work(work)]
        assert [text for text in texts if "{" in text] == []
        assert len(writer.headline()) <= 160
