"""The form of an opening as a browser sends it."""

from uuid import uuid4

from django.urls import reverse

from companies.models import Company, Opening
from parks.models import LogEntry

NEW = reverse("matching:new_opening")
RECOGNISE = reverse("matching:recognise_posting")
REACH = reverse("matching:posting_reach")
TEXT = """任职要求：
1、硕士及以上学历，生物工程相关专业；
2、熟练掌握ELISA；
3、3年以上工作经验。"""


def sheet(company: Company, **changes) -> dict[str, object]:
    boxes = {
        "company": company.pk,
        "key": str(uuid4()),
        "kind": "job",
        "title_zh": "分析员",
        "text_zh": "负责分析。",
        "headcount": "1",
        "salary_currency": "CNY",
        "salary_period": "month",
        "skills-TOTAL_FORMS": 0,
        "skills-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
    return boxes | changes


def skill_row(number: int, **row) -> dict[str, object]:
    boxes = {"importance": "wanted", "level": "2"} | row
    return {"skills-TOTAL_FORMS": number + 1} | {
        f"skills-{number}-{name}": value for name, value in boxes.items()
    }


def edit_page(opening: Opening) -> str:
    return reverse("matching:edit_opening", args=[opening.uuid])


def of(opening: Opening, **changes) -> dict[str, object]:
    boxes = {
        "title_zh": opening.title_zh,
        "title_en": opening.title_en,
        "text_zh": opening.text_zh,
        "text_en": opening.text_en,
        "seen": opening.updated_at.isoformat(),
    }
    return sheet(opening.company, **(boxes | changes))


def everything() -> list[list[dict]]:
    return [list(noun.objects.order_by("pk").values()) for noun in (Opening, LogEntry)]
