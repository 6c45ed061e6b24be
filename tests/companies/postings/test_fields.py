import pytest

from companies.postings.fields import NAMES, check_columns, posting_headings
from parks.imports.errors import ImportFileError
from parks.imports.headings import Column, fold_heading
from parks.imports.tables import Table, table_of

ENGLISH = "id,src,title,company,location,posted,job_type,salary,category,description"
CHINESE = "职位编号,职位名称,公司名称,工作地点,学历要求,薪资,发布日期,工作性质,岗位职责,任职要求"


def fields_of(headings: str) -> dict[str, list[str]]:
    columns = posting_headings().columns(headings.split(","))
    return {field: [column.heading for column in found] for field, found in columns.items()}


def table(content: str) -> Table:
    return table_of(content.encode(), posting_headings(), name="x")


def test_the_headings_of_an_english_file_are_known():
    assert fields_of(ENGLISH) == {
        "id": ["id"],
        "title": ["title"],
        "company": ["company"],
        "location": ["location"],
        "posted": ["posted"],
        "kind": ["job_type"],
        "salary": ["salary"],
        "industry": ["category"],
        "description": ["description"],
    }


def test_the_headings_of_a_chinese_file_are_known():
    assert fields_of(CHINESE) == {
        "id": ["职位编号"],
        "title": ["职位名称"],
        "company": ["公司名称"],
        "location": ["工作地点"],
        "degree": ["学历要求"],
        "salary": ["薪资"],
        "posted": ["发布日期"],
        "kind": ["工作性质"],
        "description": ["岗位职责", "任职要求"],
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("岗位", "title"), ("职位", "title"), ("Job Title", "title"), ("公司", "company"),
        ("企业名称", "company"), ("单位", "company"), ("地点", "location"), ("城市", "location"),
        ("月薪（元）", "salary"), ("学历", "degree"), ("类型", "kind"), ("编号", "id"),
        ("截止日期", "closes"), ("Deadline", "closes"), ("专业要求", "disciplines"),
        ("技能要求", "skills"), ("招聘人数", "headcount"), ("tags", "tags"),
        ("工作经验", "experience"),
        ("external_id", "id"), ("岗位描述", "description"), ("职位描述", "description"),
    ],
)  # fmt: skip
def test_each_field_goes_by_its_names_in_both_languages(heading, field):
    assert posting_headings().columns([heading]) == {field: (Column(0, heading),)}


def test_no_heading_names_two_fields():
    headings = [fold_heading(heading) for names in NAMES.values() for heading in set(names)]

    assert sorted(headings) == sorted(set(headings))


@pytest.mark.parametrize("field", ["title", "TITLE", "职位名称", "job title"])
def test_a_column_is_chosen_by_hand_with_any_name_of_the_field(field):
    headings = posting_headings([f"Rolle={field}"])

    assert headings.columns(["Rolle", "title"])["title"] == (Column(0, "Rolle"),)


def test_a_heading_with_an_equals_sign_can_be_chosen():
    assert posting_headings(["a=b=title"]).chosen == {"a=b": "title"}


def test_a_column_can_be_left_out():
    assert posting_headings(["salary=ignore"]).columns(["salary", "title"]) == {
        "title": (Column(1, "title"),)
    }


def test_an_unknown_field_is_refused_with_those_there_are():
    with pytest.raises(ImportFileError, match="no field “boss”; the fields are: title, company"):
        posting_headings(["Chef=boss"])


@pytest.mark.parametrize("words", ["title", "=title", "", " =title"])
def test_words_of_another_form_are_refused(words):
    with pytest.raises(ImportFileError, match="not of the form heading=field"):
        posting_headings([words])


def test_a_table_without_a_title_is_refused_with_its_headings_and_the_way_out():
    with pytest.raises(ImportFileError, match="title; the headings are: Rolle, company") as error:
        check_columns(table("Rolle,company\n1,2\n"), company="")

    assert "heading=title" in str(error.value)


def test_a_table_without_a_company_is_refused_unless_one_is_given():
    without = table("title,place\nQA,Suzhou\n")

    with pytest.raises(ImportFileError, match="recognised as the company"):
        check_columns(without, company="")

    assert check_columns(without, company="Alpha") is None
