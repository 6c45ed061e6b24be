"""What the tests of importing postings share: a row, a small vocabulary, one call."""

import datetime

from companies.actions.postings import import_postings
from companies.models import Company, Opening, OpeningSkill
from parks.imports.reports import ImportReport
from parks.models import LogEntry, Park
from tests.companies.postings.tables import table_with
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
ROW = {
    "id": "p-1",
    "title": "细胞培养研究员",
    "company": "北京合生基因科技有限公司",
    "location": "苏州",
    "degree": "硕士及以上",
    "salary": "1.5-2.5万",
    "posted": "2026-05-09",
    "description": "岗位职责：负责细胞培养\n任职要求：生物学相关专业，熟练掌握PCR",
}


def small_vocabulary() -> dict[str, object]:
    """Two skills, a family with a major, a degree, a place."""
    biology = DisciplineFactory(code="family:biology", label_zh="生物")
    return {
        "culture": skill_called("cell culture", "细胞培养"),
        "pcr": skill_called("PCR"),
        "biology": biology,
        "major": DisciplineFactory(label_zh="生物学", parent=biology, scheme="graduate"),
        "master": DegreeLevelFactory(code="master"),
        "suzhou": RegionFactory(code="320000", label_zh="苏州市", label_en="Suzhou"),
    }


def imported(park: Park, *rows: dict[str, str], **options: object) -> ImportReport:
    table = table_with(*rows)
    return import_postings(table, park=park, **({"by": None, "at": NOW} | options))


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.changed, report.unchanged, len(report.refused)


def everything() -> list[list[dict[str, object]]]:
    """All rows that an import may touch, so that two moments can be compared."""
    tables = (Opening, OpeningSkill, Opening.disciplines.through, Company, LogEntry)
    return [list(table.objects.order_by("pk").values()) for table in tables]
