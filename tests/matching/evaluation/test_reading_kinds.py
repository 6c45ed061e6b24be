import pytest

from matching.evaluation.reading_kinds import is_of_a_person


@pytest.mark.parametrize(
    "text",
    [
        "本人毕业于江南大学，熟悉HPLC。",
        "姓名：张某\n学校：某大学\n熟练掌握细胞培养",
        "2024届药学本科生，做过液相检测",
        "求职意向：QA专员\n工作经历\n负责偏差调查",
        "I have run PCR for two years and my thesis was on CRISPR.",
        "EDUCATION\nMSc Biology\nEXPERIENCE\nLab assistant, 2021 - Present",
        "BSc in Chemistry from Leeds. Ran HPLC.",
    ],
)
def test_a_cv_in_either_language_is_of_a_person(text):
    assert is_of_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "岗位职责：负责细胞培养\n任职要求：本科及以上学历，有经验者优先",
        "我们正在招聘生物信息工程师",
        "You will run PCR. Requirements: experience with qPCR is a plus.",
        "We are looking for a chemist; our team develops new drugs.",
        "熟悉HPLC、GC",
        "cell culture",
        "",
    ],
)
def test_a_posting_and_a_text_that_does_not_tell_are_not(text):
    assert not is_of_a_person(text)
