"""The columns of a table of postings, and the headings they go by in either language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from parks.imports.errors import ImportFileError
from parks.imports.headings import Headings, fold_heading
from parks.imports.tables import Table

NAMES = {
    "title": (
        "title", "职位名称", "岗位名称", "职位", "岗位", "招聘岗位", "招聘职位", "需求岗位",
        "job title", "position", "position title", "job name", "job", "role", "vacancy",
    ),
    "company": (
        "company", "公司名称", "企业名称", "公司", "企业", "单位名称", "用人单位", "单位",
        "招聘单位", "雇主", "company name", "employer", "organisation", "organization",
    ),
    "location": (
        "location", "工作地点", "工作地址", "地点", "工作城市", "城市", "工作地", "上班地点",
        "所在地", "地区", "place", "work location", "job location", "city", "region",
    ),
    "description": (
        "description", "岗位描述", "职位描述", "岗位职责", "工作职责", "职责", "工作内容",
        "岗位内容", "任职要求", "岗位要求", "职位要求", "任职资格", "任职条件", "招聘要求",
        "职位详情", "job description", "text", "details", "duties", "responsibilities",
        "requirements", "qualifications",
    ),
    "degree": (
        "degree", "学历要求", "学历", "最低学历", "degree required", "minimum degree",
        "education level", "education",
    ),
    "salary": (
        "salary", "薪资", "薪资待遇", "薪资范围", "薪酬", "薪酬待遇", "月薪", "年薪", "工资",
        "待遇", "salary range", "pay", "compensation", "wage",
    ),
    "kind": (
        "kind", "工作性质", "岗位类型", "职位类型", "工作类型", "招聘类型", "用工形式",
        "岗位性质", "类型", "job type", "employment type", "type of employment", "type",
    ),
    "posted": (
        "posted", "发布日期", "发布时间", "发布于", "更新日期", "更新时间", "posted on",
        "date posted", "publication date", "published", "post date", "posting date",
    ),
    "closes": (
        "closes", "截止日期", "截止时间", "报名截止", "有效期至", "closes on", "closing date",
        "deadline", "application deadline", "apply until", "apply by", "valid through",
    ),
    "id": (
        "id", "external id", "编号", "职位编号", "岗位编号", "job id", "posting id",
        "reference", "requisition id",
    ),
    "disciplines": (
        "disciplines", "专业要求", "专业", "所需专业", "需求专业", "discipline", "major",
        "majors", "field of study",
    ),
    "skills": (
        "skills", "技能要求", "技能", "专业技能", "required skills", "skill requirements",
    ),
    "headcount": (
        "headcount", "招聘人数", "需求人数", "人数", "招聘数量", "openings", "vacancies",
        "number of openings", "positions available",
    ),
    "tags": ("tags", "标签", "职位标签", "福利标签", "keywords", "关键词"),
    "experience": (
        "experience", "工作经验", "经验要求", "经验", "工作年限", "experience required",
        "years of experience",
    ),
    "industry": ("industry", "行业", "所属行业", "公司行业", "category", "sector"),
}  # fmt: skip
COLLECTING = frozenset({"description"})
NOT_READ = "ignore"


def posting_headings(chosen: Iterable[str] = ()) -> Headings:
    """Return how the columns are recognised; `chosen` holds "heading=field" for others.

    A field may be named by any of its headings; "heading=ignore" leaves a column out. Raise
    ImportFileError for anything else, naming the fields there are.
    """
    return Headings(NAMES, COLLECTING, dict(map(_choice, chosen)))


def check_columns(table: Table, *, company: str) -> None:
    """Raise ImportFileError for a table that names no title, or nowhere a company."""
    wanted = ("title",) if company else ("title", "company")
    for field in wanted:
        if field not in table.columns:
            raise ImportFileError(
                _(
                    "No column is recognised as the %(field)s; the headings are: %(headings)s."
                    " Say which one it is, as in --map heading=%(field)s."
                )
                % {"field": field, "headings": ", ".join(filter(None, table.headings))}
            )


def _choice(words: str) -> tuple[str, str | None]:
    heading, equals, field = words.rpartition("=")
    if not equals or not heading.strip():
        raise ImportFileError(_("“%(words)s” is not of the form heading=field.") % {"words": words})
    return heading.strip(), None if field.strip() == NOT_READ else _field_named(field)


def _field_named(word: str) -> str:
    fields: Mapping[str, str] = {
        fold_heading(heading): field for field, headings in NAMES.items() for heading in headings
    }
    try:
        return fields[fold_heading(word)]
    except KeyError as error:
        raise ImportFileError(
            _("There is no field “%(field)s”; the fields are: %(fields)s.")
            % {"field": word, "fields": ", ".join((*NAMES, NOT_READ))}
        ) from error
