"""The columns that a roster may have, for people and for the template."""

from django.utils.translation import gettext_lazy as _

from parks.imports.kinds import Field

EXAMPLE = "EXAMPLE-1"
"""The student number of the row in the template, which nobody wants to have imported."""

FIELDS = (
    Field(
        "student_number",
        _("Student number"),
        _("By it a later file changes the student and adds no second one. Needed in every row."),
        ("学号", "Student number"),
        (EXAMPLE, EXAMPLE),
        is_required=True,
    ),
    Field(
        "full_name",
        _("Name"),
        _("Needed for a student who is new."),
        ("姓名", "Name"),
        ("李悦", "Li Yue"),
    ),
    Field(
        "email",
        _("E-mail address"),
        _("The student’s address at the university; the link to claim the place goes there."),
        ("邮箱", "E-mail"),
        ("2022010101@stu.example.edu.cn", "2022010101@stu.example.edu.cn"),
    ),
    Field(
        "sex",
        _("Sex"),
        _("男 or 女; for the fairness page alone, it never enters a match."),
        ("性别", "Sex"),
        ("女", "Female"),
    ),
    Field(
        "home_region",
        _("Home region"),
        _("Province and city; for the fairness page alone."),
        ("生源地", "Home region"),
        ("江苏省南京市", "Nanjing, Jiangsu"),
    ),
    Field(
        "programme",
        _("Study programme"),
        _("By its name here, or as you call it."),
        ("专业名称", "Programme"),
        ("生物工程", "Bioengineering"),
    ),
    Field(
        "degree",
        _("Degree"),
        _("Such as 本科 or Bachelor. Needed if new, unless the programme tells it."),
        ("学历层次", "Degree"),
        ("本科", "Bachelor"),
    ),
    Field(
        "discipline",
        _("Discipline"),
        _("A name or code of the Ministry’s catalogue; empty means that of the programme."),
        ("专业代码", "Discipline"),
        ("083001", "083001"),
    ),
    Field(
        "cohort",
        _("Year of entry"),
        _("Such as 2022 or 2022级."),
        ("入学年份", "Year of entry"),
        ("2022", "2022"),
    ),
    Field(
        "graduates_on",
        _("Graduation date"),
        _("Such as 2026-06-30 or 2026年6月; a mere year means the end of June. Needed if new."),
        ("毕业时间", "Graduation date"),
        ("2026年6月", "2026-06-30"),
    ),
)
LABELS = {field.name: field.label for field in FIELDS}

READ = {
    "student_number": (
        *("student number", "学号", "学生号", "学籍号", "考号", "student no", "student id"),
        *("matriculation number", "number", "id"),
    ),
    "full_name": ("name", "姓名", "学生姓名", "中文姓名", "full name", "student name", "student"),
    "email": (
        *("e-mail", "邮箱", "电子邮箱", "电子邮件", "校园邮箱", "学校邮箱", "邮箱地址"),
        *("email", "mail", "e-mail address", "email address"),
    ),
    "sex": ("sex", "性别", "gender"),
    "home_region": (
        *("home region", "生源地", "生源所在地", "生源地区", "籍贯", "home", "home province"),
        *("place of origin", "region of origin", "region"),
    ),
    "programme": (
        *("programme", "专业名称", "专业", "所学专业", "专业方向", "program", "study programme"),
        *("major", "course of study"),
    ),
    "degree": (
        *("degree", "学历层次", "学历", "层次", "培养层次", "学位", "学历学位", "degree level"),
        *("level", "qualification"),
    ),
    "discipline": (
        *("discipline", "专业代码", "国标专业代码", "学科", "学科专业", "学科代码", "专业类"),
        *("discipline code", "field of study", "subject"),
    ),
    "cohort": (
        *("year of entry", "入学年份", "入学年", "年级", "入学时间", "入学日期", "cohort"),
        *("entry year", "intake", "enrolled", "enrolment year"),
    ),
    "graduates_on": (
        *("graduation date", "毕业时间", "毕业日期", "预计毕业时间", "预计毕业日期", "毕业年月"),
        *("毕业年份", "毕业届别", "届别", "graduates on", "graduation", "expected graduation"),
        *("year of graduation", "graduation year"),
    ),
}
