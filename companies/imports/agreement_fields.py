"""The columns of a ceremony's sheet: on each line a party, what it promises, or places."""

from django.utils.translation import gettext_lazy as _

from parks.imports.kinds import Field

EXAMPLE = "XX-2026-01"
"""The number in the template, which nobody wants to have imported."""

FIELDS = (
    Field(
        "number",
        _("Number"),
        _("Lines with one number are one agreement."),
        ("协议编号", "Number"),
        (EXAMPLE, EXAMPLE),
        is_required=True,
    ),
    Field(
        "name",
        _("Name of the agreement"),
        _("On the first line of an agreement, as the next three."),
        ("协议名称", "Agreement"),
        ("人才培养基地协议", "Talent training base"),
    ),
    Field(
        "kind",
        _("Kind"),
        _("Such as Order class or Talent training base."),
        ("协议类型", "Kind"),
        ("人才培养基地", "Talent training base"),
    ),
    Field(
        "starts_on",
        _("In force from"),
        _("The first day."),
        ("生效日期", "From"),
        ("2026-01-01", "2026-01-01"),
    ),
    Field(
        "ends_on",
        _("In force until"),
        _("The last day."),
        ("截止日期", "Until"),
        ("2028-12-31", "2028-12-31"),
    ),
    Field(
        "organisation",
        _("Party"),
        _("Name or unified social credit code of an organisation that is here already."),
        ("签约单位", "Party"),
        ("示例大学", "Example University"),
    ),
    Field(
        "side",
        _("Side"),
        _("Educates, employs or brings together; empty: by the kind of the organisation."),
        ("角色", "Side"),
    ),
    Field("signatory", _("Signed by"), _("Who signs for the party."), ("签约人", "Signed by")),
    Field(
        "obligation",
        _("Obligation"),
        _("What the party of the line has promised; a further line for each."),
        ("履约事项", "Obligation"),
        ("提供实训岗位", "Offer places for practical training"),
    ),
    Field(
        "due_on",
        _("Due on"),
        _("By when it is promised."),
        ("履约期限", "Due on"),
        ("2026-06-30", "2026-06-30"),
    ),
    Field("year", _("Year"), _("Of the places."), ("年度", "Year"), ("2026", "2026")),
    Field("degree", _("Degree"), _("Of the places."), ("学历", "Degree"), ("硕士", "Master")),
    Field(
        "discipline",
        _("Discipline"),
        _("Of the places; empty: any."),
        ("专业", "Discipline"),
    ),
    Field("places", _("Places"), _("How many."), ("名额", "Places"), ("10", "10")),
)
LABELS = {field.name: field.label for field in FIELDS}

READ = {
    "number": ("number", "协议编号", "编号", "协议号", "no", "agreement number"),
    "name": ("agreement", "协议名称", "协议", "项目名称", "name", "name of the agreement"),
    "kind": ("kind", "协议类型", "类型", "类别", "kind of agreement", "type"),
    "starts_on": ("from", "生效日期", "开始日期", "起始日期", "in force from", "start"),
    "ends_on": ("until", "截止日期", "结束日期", "终止日期", "in force until", "end"),
    "organisation": ("party", "签约单位", "单位", "单位名称", "签约方", "organisation"),
    "side": ("side", "角色", "合作角色", "role"),
    "signatory": ("signed by", "签约人", "签字人", "代表", "signatory"),
    "obligation": ("obligation", "履约事项", "义务", "承诺事项"),
    "due_on": ("due on", "履约期限", "完成期限", "截止时间", "due"),
    "year": ("year", "年度", "年份"),
    "degree": ("degree", "学历", "学历层次", "层次"),
    "discipline": ("discipline", "专业", "学科", "专业名称"),
    "places": ("places", "名额", "指标", "人数", "quota"),
}
