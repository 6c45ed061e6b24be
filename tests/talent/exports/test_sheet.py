"""What a printed CV says, in either language."""

import pytest
from django.utils import translation

from parks.choices.work import SkillLevel
from talent.exports.sheet import LONGEST_TEXT, cv_sheet
from tests.factories.talent import ExperienceFactory, ProfileFactory
from tests.talent.exports.people import make_person, verify, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def section(sheet: dict, title: str) -> dict:
    return next(one for one in sheet["sections"] if one["title"] == title)


def test_a_profile_becomes_sections_in_the_readers_language():
    profile = make_person()

    sheet = cv_sheet(whole(profile))
    with translation.override("zh-hans"):
        chinese = cv_sheet(whole(profile))

    assert (sheet["language"], chinese["language"]) == ("en", "zh")
    assert sheet["name"] == chinese["name"] == "林悦"
    assert sheet["contact"] == ["lin.yue@example.org", "+86 138 0000 1234"]
    assert section(sheet, "Education")["entries"] == [
        {
            "when": "2023.09 – 2026.06",
            "title": "苏州大学",
            "detail": "Master's degree, 生物与医药",
            "lines": [],
        },
        {
            "when": "2023.06",
            "title": "Example College",
            "detail": "Bachelor's degree, Applied things",
            "lines": [],
        },
    ]
    assert section(sheet, "Skills")["pairs"] == [["Expert", "cell culture"], ["Further", "ELISA"]]
    assert section(sheet, "Languages")["text"] == "English (Proficient)"
    assert "硕士" in str(chinese["sections"])
    assert "英语" in str(chinese["sections"])


def test_a_post_that_goes_on_says_so_and_keeps_its_lines():
    entries = section(cv_sheet(whole(make_person())), "Experience")["entries"]

    (post,) = [one for one in entries if one["title"] == "细胞培养工程师"]
    assert post["when"] == "2025.07 – now"
    assert post["lines"] == [
        "负责CHO细胞培养与上游工艺开发。",
        "• HPLC and ELISA, 30 runs a week",
        "• Wrote two SOPs",
    ]


def test_what_others_verified_is_marked_and_explained():
    profile = make_person()
    plain = cv_sheet(whole(profile))["note"]
    verify(profile, "ELISA", SkillLevel.PROFICIENT)

    sheet = cv_sheet(whole(profile))

    assert plain == ""
    assert ["Proficient", "ELISA*"] in section(sheet, "Skills")["pairs"]
    assert sheet["note"].startswith("* Verified")


def test_an_empty_profile_is_a_name_and_an_address():
    sheet = cv_sheet(whole(ProfileFactory(user__full_name="Lin Yue")))

    assert (sheet["name"], sheet["sections"], sheet["note"]) == ("Lin Yue", [], "")


def test_a_text_without_end_is_cut_and_says_so():
    row = ExperienceFactory(text="词" * 10_000)

    (post,) = section(cv_sheet(whole(row.profile)), "Experience")["entries"]

    assert len(post["lines"][0]) == LONGEST_TEXT + 2
    assert post["lines"][0].endswith(" …")


def test_the_pay_wanted_is_not_on_it():
    sheet = str(cv_sheet(whole(make_person())))

    assert "12345" not in sheet
    assert "12,345" not in sheet
