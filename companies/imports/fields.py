"""The columns that a company's own table of openings may have, for people and for the template."""

from django.utils.translation import gettext_lazy as _

from companies.postings.fields import COLLECTING, NAMES
from parks.imports.kinds import Field

EXAMPLE = "EXAMPLE-1"
"""The number of the row in the template, which nobody wants to have imported."""

FIELDS = (
    Field(
        "title",
        _("Title"),
        _("What the opening is called. Needed in every row."),
        ("岗位名称", "Job title"),
        ("细胞培养研究员", "Cell culture scientist"),
        is_required=True,
    ),
    Field(
        "id",
        _("Your number"),
        _("Your own number of the opening; by it a later file changes it and adds no second one."),
        ("岗位编号", "Job ID"),
        (EXAMPLE, EXAMPLE),
    ),
    Field(
        "description",
        _("Description"),
        _("Duties and requirements; several columns may be. Skills are recognised in it."),
        ("岗位描述", "Description"),
        (
            "岗位职责：负责细胞培养与建库。\n任职要求：生物学相关专业，熟练掌握PCR，熟悉GMP。",
            "Duties: cell culture and cell banks.\nRequirements: a degree in biology, PCR, GMP.",
        ),
        is_collecting=True,
    ),
    Field(
        "kind",
        _("Kind"),
        _("Job, internship, training place or post-doctoral place; empty means a job."),
        ("岗位类型", "Job type"),
        ("全职", "Full time"),
    ),
    Field(
        "degree",
        _("Least degree"),
        _("Such as 本科 or Bachelor; 不限 or none asks for no degree."),
        ("学历要求", "Degree"),
        ("硕士及以上", "Master"),
    ),
    Field(
        "disciplines",
        _("Disciplines"),
        _("Separated by commas; any suit if it is empty."),
        ("专业要求", "Disciplines"),
        ("生物工程、生物技术", "Biotechnology, Biology"),
    ),
    Field(
        "skills",
        _("Skills"),
        _("Separated by commas, beside those that the description names."),
        ("技能要求", "Skills"),
        ("PCR、流式细胞术", "PCR, flow cytometry"),
    ),
    Field(
        "experience",
        _("Experience"),
        _("Such as 1–3 years."),
        ("工作经验", "Experience"),
        ("1-3年", "1-3 years"),
    ),
    Field(
        "location",
        _("Place"),
        _("City, or district."),
        ("工作地点", "Location"),
        ("苏州", "Suzhou"),
    ),
    Field(
        "headcount",
        _("How many people"),
        _("A whole number; empty means one."),
        ("招聘人数", "Headcount"),
        ("2", "2"),
    ),
    Field(
        "salary",
        _("Salary"),
        _("Such as 8000–12000 a month, or 1.5–2万."),
        ("薪资", "Salary"),
        ("15000-20000元/月", "CNY 15000-20000 per month"),
    ),
    Field(
        "closes",
        _("Apply until"),
        _("The last day, such as 2027-06-30."),
        ("截止日期", "Apply until"),
        ("2027-06-30", "2027-06-30"),
    ),
    Field(
        "tags",
        _("Tags"),
        _("Short words, shown below the text."),
        ("标签", "Tags"),
    ),
    Field(
        "industry",
        _("Industry"),
        _("Shown below the text."),
        ("行业", "Industry"),
    ),
    Field(
        "company",
        _("Company"),
        _("Not needed: all rows are your company’s. A row that names another one is refused."),
        ("公司名称", "Company"),
    ),
)
READ = {field.name: NAMES[field.name] for field in FIELDS}
COLLECTED = COLLECTING & READ.keys()
