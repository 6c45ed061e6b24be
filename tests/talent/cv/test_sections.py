"""The sections of a CV, however their headings are dressed."""

import pytest

from talent.cv.sections import SectionKind, heading_kind, split_sections

HEADINGS = [
    ("教育背景", "education"),
    ("教育经历", "education"),
    ("教 育 背 景", "education"),
    ("一、教育背景", "education"),
    ("1. 教育经历", "education"),
    ("【教育背景】", "education"),
    ("■ 教育经历：", "education"),
    ("教育背景 Education", "education"),
    ("Education 教育背景", "education"),
    ("EDUCATION / 教育背景", "education"),
    ("EDUCATION", "education"),
    ("Education and Training", "education"),
    ("Academic Background", "education"),
    ("Academic Qualifications", "education"),
    ("工作经历", "experience"),
    ("工作经验", "experience"),
    ("实习经历", "experience"),
    ("社会实践经历", "experience"),
    ("Experience", "experience"),
    ("WORK EXPERIENCE", "experience"),
    ("Professional Experience:", "experience"),
    ("Employment History", "experience"),
    ("Work History", "experience"),
    ("Internships", "experience"),
    ("Research Experience", "experience"),
    ("项目经历", "projects"),
    ("科研经历", "projects"),
    ("Projects", "projects"),
    ("专业技能", "skills"),
    ("个人技能", "skills"),
    ("技能特长", "skills"),
    ("掌握技能", "skills"),
    ("Skills", "skills"),
    ("Technical Skills", "skills"),
    ("SKILLS & AWARDS", "skills"),
    ("Core Competencies", "skills"),
    ("Skill Highlights", "skills"),
    ("自我评价", "summary"),
    ("个人总结", "summary"),
    ("Summary", "summary"),
    ("Professional Summary", "summary"),
    ("Career Objective", "summary"),
    ("About Me", "summary"),
    ("Professional Background", "summary"),
    ("证书", "certificates"),
    ("资格证书", "certificates"),
    ("技能证书", "certificates"),
    ("Certifications", "certificates"),
    ("Licenses & Certifications", "certificates"),
    ("语言能力", "languages"),
    ("Languages", "languages"),
    ("Language Skills", "languages"),
    ("个人信息", "header"),
    ("基本资料", "header"),
    ("获奖情况", "awards"),
    ("荣誉证书", "awards"),
    ("Honors & Awards", "awards"),
    ("求职意向", "wishes"),
    ("主修课程", "courses"),
    ("Relevant Coursework", "courses"),
    ("发表论文", "publications"),
    ("科研成果", "publications"),
    ("Patents", "publications"),
    ("Selected Presentations", "publications"),
    ("推荐人", "references"),
    ("兴趣爱好", "interests"),
    ("Hobbies", "interests"),
    ("实习", "experience"),
    ("工作经验（3年2个月）", "experience"),
    ("校园经历", "other"),
    ("Accomplishments", "other"),
    ("Publications", "publications"),
    ("References", "references"),
]


@pytest.mark.parametrize(("line", "kind"), HEADINGS)
def test_a_heading_is_known_in_both_languages_and_in_any_dress(line, kind):
    assert heading_kind(line) == kind


NO_HEADINGS = [
    "",
    "中国药科大学",
    "负责教育背景调查",
    "有三年工作经验",
    "Responsible for staff training and education of new employees.",
    "Research",
    "Training",
    "Clinical",
    "education of patients",
    "• Skills",
    "Experience with HPLC",
    "Summary of safety data for the IND dossier",
    "Skills Skills Skills Skills Skills Skills",
    "2019 – 2023",
    "技能：HPLC",
    "证书：GCP",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_other_lines_are_no_headings(line):
    assert heading_kind(line) is None


def bodies(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, text[one.start : one.end].strip()) for one in split_sections(text)]


def test_a_cv_falls_into_its_sections():
    text = "王小明\n138\n教育背景\n中国药科大学\n\n工作经历\n某公司\n自我评价\n认真"

    assert bodies(text) == [
        ("header", "王小明\n138"),
        ("education", "中国药科大学"),
        ("experience", "某公司"),
        ("summary", "认真"),
    ]


def test_a_heading_with_its_content_on_the_same_line_opens_a_section():
    text = "Alice\nSkills: HPLC, ELISA\nLanguages: English\n专业技能：细胞培养"

    assert bodies(text) == [
        ("header", "Alice"),
        ("skills", "HPLC, ELISA"),
        ("languages", "English"),
        ("skills", "细胞培养"),
    ]
    assert bodies("技能：HPLC") == [("skills", "HPLC")]


def test_a_label_of_studies_opens_their_section_below_the_head_only():
    text = "学历：大专\n工作经历\n某公司\n学历：某学院 大专"

    assert bodies(text) == [
        ("header", "学历：大专"),
        ("experience", "某公司"),
        ("education", "学历：某学院 大专"),
    ]


def test_a_heading_in_brackets_opens_a_section_on_its_line():
    text = "【基本信息】何俊\n【教育经历】西南大学\n【荣誉】银奖\n【某词】其他"

    assert bodies(text) == [
        ("header", "何俊"),
        ("education", "西南大学"),
        ("awards", "银奖\n【某词】其他"),
    ]


def test_a_text_without_headings_is_one_section():
    assert bodies("just\nsome lines") == [("header", "just\nsome lines")]


def test_an_empty_text_has_no_section():
    assert split_sections("") == ()


def test_headings_in_a_text_without_line_ends_are_found_inside_it():
    text = (
        "姓名王小明性别男电话13800001234教育经历2015.09-2019.06中国药科大学本科|药学"
        "工作经历2019.07-2023.01上海示例生物技术有限公司技术员工作内容：负责细胞培养，有三年工作经验者带教新员工，"
        "参与项目的需求分析、方案设计与验收，配合质量部门完成偏差调查，按时提交批记录，维护设备台账，整理归档各类文件和资料，协助主管完成其他工作"
        "自我评价踏实认真"
    )

    assert [kind for kind, _body in bodies(text)] == [
        "header",
        "education",
        "experience",
        "summary",
    ]


def test_sections_cover_the_text_in_order_without_overlap():
    text = "head\nEducation\nBSc\nSkills\nHPLC\nEducation\nMSc"

    sections = split_sections(text)

    edges = [edge for section in sections for edge in (section.start, section.end)]
    assert edges == sorted(edges)
    assert [section.kind for section in sections].count(SectionKind.EDUCATION) == 2
