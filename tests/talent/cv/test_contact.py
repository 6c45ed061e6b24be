"""Name, e-mail address and telephone number: found where they are, not guessed elsewhere."""

import pytest

from talent.cv.contact import find_email, find_name, find_phone

CONTACT = "\nalice@example.org"

NAMES = [
    ("姓名：王小明\n性别：男", "王小明"),
    ("姓 名：王小明", "王小明"),
    ("姓名 王芳 性别 女", "王芳"),
    ("姓名王小明性别男年龄22", "王小明"),
    ("姓名\t欧阳娜娜\n电话\t138", "欧阳娜娜"),
    ("姓名：阿依古丽·买买提", "阿依古丽·买买提"),
    ("Name: Alice B. Example\nPhone: none", "Alice B. Example"),
    ("王小明\n13800001234", "王小明"),
    ("王 芳\n13800001234", "王 芳"),
    ("王小明 | 13800001234 | a@example.org", "王小明"),
    ("王小明电话：13800001234", "王小明"),
    ("个人简历\n王小明\n邮箱：a@example.org", "王小明"),
    ("Alice Example" + CONTACT, "Alice Example"),
    ("ALICE EXAMPLE" + CONTACT, "ALICE EXAMPLE"),
    ("Dr. Ryan O'Connell" + CONTACT, "Dr. Ryan O'Connell"),
    ("Jean-Luc de Example" + CONTACT, None),
    ("Mary-Jane Example, PhD" + CONTACT, "Mary-Jane Example"),
    ("Alice Example   alice@example.org", "Alice Example"),
    ("Curriculum Vitae\nAlice Example" + CONTACT, "Alice Example"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_read_from_its_label_or_from_the_head(text, name):
    found = find_name(text)

    assert (found and found.value) == name
    assert found is None or text[found.start : found.end] == name


NO_NAMES = [
    "CLINICAL STUDY COORDINATOR II" + CONTACT,
    "Research Scientist" + CONTACT,
    "Quality Assurance" + CONTACT,
    "Business Development" + CONTACT,
    "Summary" + CONTACT,
    "Harvard University" + CONTACT,
    "alice" + CONTACT,
    "Alice" + CONTACT,
    "个人简历\n13800001234",
    "求职意向\n13800001234",
    "细胞培养\n13800001234",
    "生物制药工程师\n13800001234",
    "Alice Example\nno contact under it",
    "王小明\n没有联系方式",
    "项目名称：细胞培养平台",
    "姓名：______",
    "",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_no_name_is_given_where_it_would_be_a_guess(text):
    assert find_name(text) is None


EMAILS = [
    ("邮箱：xiaoming.wang@example.org", "xiaoming.wang@example.org"),
    ("a+b_c%d@mail.example.com.cn。", "a+b_c%d@mail.example.com.cn"),
    ("mail alice@example.org, phone", "alice@example.org"),
    ("<alice@example.org>", "alice@example.org"),
    ("电话13800001234邮箱a@example.org工作经历", "a@example.org"),
    ("twitter @alice", None),
    ("alice@example", None),
    ("alice(at)example.org", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "email"), EMAILS)
def test_an_email_address_is_read_whole(text, email):
    found = find_email(text)

    assert (found and found.value) == email


PHONES = [
    ("电话：13800001234", "13800001234"),
    ("手机 138-0000-1234", "138-0000-1234"),
    ("138 0000 1234", "138 0000 1234"),
    ("+86 13800001234", "+86 13800001234"),
    ("+86-138-0000-1234", "+86-138-0000-1234"),
    ("电话13800001234邮箱", "13800001234"),
    ("021-50801234", "021-50801234"),
    ("0571-88201234", "0571-88201234"),
    ("+1 (415) 555-0142", "+1 (415) 555-0142"),
    ("(415) 555-0142", "(415) 555-0142"),
    ("415-555-0142", "415-555-0142"),
    ("+44 20 7946 0958", "+44 20 7946 0958"),
    ("+49 30 901820", "+49 30 901820"),
    ("身份证 320102199901011234", None),
    ("2019-2023", None),
    ("2019.09-2023.06", None),
    ("12800001234", None),
    ("138000012345", None),
    ("QQ 123456789", None),
    ("120,000 cells", None),
    ("ISO 13485:2016", None),
    ("https://example.org/13800001234", None),
    ("13800001234@example.org", None),
]


@pytest.mark.parametrize(("text", "phone"), PHONES)
def test_a_telephone_number_is_read_as_written_and_never_cut_from_a_longer_one(text, phone):
    found = find_phone(text)

    assert (found and found.value) == phone
