import pytest

from companies.postings.kinds import read_kind
from parks.choices.work import OpeningKind


@pytest.mark.parametrize(
    "title",
    [
        "数据分析实习生", "实习生（数据标注）", "真实世界研究实习(J11733)", "QA Intern",
        "Intern, Instrument",
        "Summer Internship – Cell Culture", "Analytical Development Co-Op", "数据仓库Intern（ETL）",
    ],
)  # fmt: skip
def test_an_internship_is_told_by_its_title(title):
    assert read_kind(title) == OpeningKind.INTERNSHIP


@pytest.mark.parametrize("experience", ["5天／周 实习3个月", "3天/周 3个月", "每周4天/周"])
def test_an_internship_is_told_by_its_days_per_week(experience):
    assert read_kind("数据分析师（疫苗方向）", "", experience) == OpeningKind.INTERNSHIP


@pytest.mark.parametrize("job_type", ["Internship", "实习", "INTERN"])
def test_an_internship_is_told_by_its_type(job_type):
    assert read_kind("QC Analyst", job_type) == OpeningKind.INTERNSHIP


@pytest.mark.parametrize(
    "title",
    [
        "[PI]实验室招聘博士后",
        "博士后研究员",
        "Postdoctoral Fellow",
        "Post-Doc, Immunology",
        "Post doc",
    ],
)
def test_a_post_doctoral_place_is_told_by_its_title(title):
    assert read_kind(title) == OpeningKind.POSTDOC


@pytest.mark.parametrize(
    ("title", "job_type"),
    [
        ("GMP生产培训生", ""),
        ("学徒（制剂车间）", ""),
        ("见习质检员", ""),
        ("Apprentice Laboratory Technician", ""),
        ("Bioprocess Trainee", ""),
        ("Manufacturing Traineeship", ""),
        ("洁净室操作", "培训"),
        ("Aseptic operator", "Training place"),
        ("Aseptic operator", "training_place"),
    ],
)
def test_a_training_place_is_told_by_title_or_type(title, job_type):
    assert read_kind(title, job_type) == OpeningKind.TRAINING_PLACE


@pytest.mark.parametrize(
    "title",
    [
        "培训经理", "培训专员", "培训讲师", "Training Manager",
        "Education and Training Lead Pharmacist",
        "Patient Success Training Specialist", "管培生", "管理培训生", "Management Trainee",
        "International Sales", "Internal Auditor", "研究实习员", "实习医师", "细胞治疗研究员", "QA",
    ],
)  # fmt: skip
def test_a_job_that_only_sounds_like_another_kind_is_a_job(title):
    assert read_kind(title) == OpeningKind.JOB


@pytest.mark.parametrize("job_type", ["Full Time", "CONTRACTOR", "全职", "Undefined", ""])
def test_any_other_type_is_a_job(job_type):
    assert read_kind("QC Analyst", job_type) == OpeningKind.JOB


def test_experience_from_internships_makes_no_internship():
    assert read_kind("QC Analyst", "", "有实习经验者优先") == OpeningKind.JOB
