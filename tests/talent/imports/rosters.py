"""Rosters for the tests: tables of a university, files, and all that an import touches."""

from collections.abc import Iterable
from functools import partial

from parks.models import Discipline, ImportJob, User
from talent.models import Education, Profile, RosterEntry, StudyProgramme, University
from tests.companies.imports.files import csv_file
from tests.factories.talent import StudyProgrammeFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory
from tests.parks.imports import jobs

ROW = {
    "学号": "2022010101",
    "姓名": "李悦",
    "邮箱": "Li.Yue@stu.example.edu.cn",
    "性别": "女",
    "生源地": "江苏省南京市",
    "专业名称": "生物工程",
    "学历层次": "本科",
    "入学年份": "2022级",
    "毕业时间": "2026年6月",
}
COLUMNS = [field.attname for field in RosterEntry._meta.concrete_fields]

upload = partial(jobs.upload, kind="rosters")
preview = partial(jobs.preview, kind="rosters")


def student(number: int, **cells: str) -> dict[str, str]:
    own = {"学号": f"2022{number:06}", "姓名": f"学生{number}", "邮箱": f"s{number}@stu.example.cn"}
    return ROW | own | cells


def imported(university: University, rows: Iterable[dict[str, str]], *, by: User, choice: str = ""):
    job = jobs.preview(
        university.organisation_ptr, csv_file(list(rows)), kind="rosters", by=by, choice=choice
    )
    return jobs.commit(job, by=by)


def small_tables(university: University) -> StudyProgramme:
    """Two degrees, a major in two catalogues, a city, and one programme of the university."""
    bachelor = DegreeLevelFactory(
        code="bachelor", rank=30, label_zh="本科", label_en="Bachelor's degree"
    )
    DegreeLevelFactory(code="master", rank=40, label_zh="硕士", label_en="Master's degree")
    family = DisciplineFactory(code="family:biology", label_zh="生物", label_en="Biology")
    for scheme, prefix in (("undergraduate", "ug"), ("graduate", "gr")):
        for code, name, english in (
            ("071002", "生物技术", "Biotechnology"),
            ("083001", "生物工程", "Bioengineering"),
        ):
            DisciplineFactory(
                code=f"{prefix}:{code}",
                moe_code=code,
                scheme=scheme,
                parent=family,
                label_zh=name,
                label_en=english,
            )
    province = RegionFactory(code="320000", label_zh="江苏省", label_en="Jiangsu", level=1)
    RegionFactory(code="320100", label_zh="南京市", label_en="Nanjing", parent=province, level=2)
    return StudyProgrammeFactory(
        university=university,
        name_zh="生物工程",
        name_en="Bioengineering",
        degree=bachelor,
        discipline=Discipline.objects.get(code="ug:083001"),
    )


def everything() -> list[list[tuple]]:
    """All that an import of a roster may touch, so that two moments can be compared."""
    profiles = Profile.objects.order_by("pk")
    return [
        list(RosterEntry.objects.order_by("pk").values_list(*COLUMNS)),
        list(Education.objects.order_by("pk").values_list()),
        list(profiles.values_list("pk", "degree", "discipline", "graduates_on")),
    ]


def refusals(job: ImportJob) -> list[tuple[int, str, str]]:
    rows = job.rows.filter(outcome="refused").order_by("line")
    return [(row.line, column, reason) for row in rows for column, reason in row.reasons]
