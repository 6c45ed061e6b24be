"""A profile taken out as JSON Resume, and brought back the same."""

import json
import re

import pytest
from django.utils import translation

from parks.choices.work import SkillLevel
from talent.actions.profiles import change_profile
from talent.actions.proposals import propose
from talent.actions.reviews import accept_proposals
from talent.exports.json_resume import json_resume, resume_of
from talent.recognition import read_cv_bytes
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory
from tests.talent.exports.people import POST, facts_of, make_person, verify, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ROOT = {"basics", "work", "education", "certificates", "skills", "languages", "meta"}
"""The keys of schema 1.0.0 that a profile fills; the schema allows no others at the root."""
ISO = re.compile(r"([1-2]\d{3}-[0-1]\d-[0-3]\d|[1-2]\d{3}-[0-1]\d|[1-2]\d{3})")
"""The schema's own pattern for its dates."""


def test_a_profile_is_written_in_the_words_of_the_format():
    resume = resume_of(whole(make_person()))

    assert set(resume) == ROOT
    assert resume["basics"] == {
        "name": "林悦",
        "label": "Cell culture graduate",
        "email": "lin.yue@example.org",
        "phone": "+86 138 0000 1234",
        "summary": "Careful and quick.\n动手能力强。",
    }
    assert resume["work"] == [
        {
            "name": "上海示例生物技术有限公司",
            "position": "细胞培养工程师",
            "startDate": "2025-07-01",
            "summary": POST,
        },
        {"name": "Sample Pharma", "position": "QC intern"},
    ]
    assert resume["education"][0] == {
        "institution": "苏州大学",
        "area": "生物与医药",
        "studyType": "Master's degree",
        "startDate": "2023-09-04",
        "endDate": "2026-06-15",
        "degreeCode": "master",
        "disciplineCode": "gr:0836",
    }
    assert resume["languages"] == [{"language": "English", "fluency": "Proficient"}]
    assert resume["certificates"] == [{"name": "GCP training certificate", "level": "Aware"}]
    assert resume["meta"]["version"] == "v1.0.0"


def test_every_date_is_of_the_schemas_shape_and_no_value_is_empty():
    resume = resume_of(whole(make_person()))

    rows = [*resume["work"], *resume["education"]]
    dates = [row[key] for row in rows for key in ("startDate", "endDate") if key in row]
    assert len(dates) == 4
    assert all(ISO.fullmatch(day) for day in dates)
    assert all(value not in ("", None, [], {}) for row in rows for value in row.values())


def test_an_empty_profile_says_who_it_is_and_no_more():
    profile = ProfileFactory(user__full_name="Lin Yue", user__email="lin@example.org")

    resume = resume_of(whole(profile))

    assert set(resume) == {"basics", "meta"}
    assert resume["basics"] == {"name": "Lin Yue", "email": "lin@example.org"}


def test_the_pay_wanted_stays_at_home():
    assert b"12345" not in json_resume(whole(make_person()))


def test_a_verified_skill_is_written_once_at_its_best_level():
    profile = make_person()
    verify(profile, "ELISA", SkillLevel.PROFICIENT)

    resume = resume_of(whole(profile))

    assert sorted(one["name"] for one in resume["skills"]) == ["ELISA", "cell culture"]
    assert {"name": "ELISA", "level": "Proficient"} in resume["skills"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_taken_out_and_brought_back_is_the_same_profile(language):
    profile = make_person()
    with translation.override(language):
        data = json_resume(whole(profile))
    other = change_profile(UserFactory(full_name=""))

    fields = read_cv_bytes(data, "resume.json")
    taken = [proposal.key for proposal in propose(other, fields)]
    accept_proposals(other, fields=fields, taken=taken, document=None, by=other.user)

    assert facts_of(other.user) == facts_of(profile.user)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_bringing_back_ones_own_file_proposes_nothing(language):
    profile = make_person()
    with translation.override(language):
        data = json_resume(whole(profile))

        assert propose(profile, read_cv_bytes(data, "resume.json")) == []


@pytest.mark.parametrize(
    "words", ['"}], "x": [{"', "\\u0000 \\", "🎉 مرحبا", "</script>", "a" * 10_000, "line\nline"]
)
def test_hostile_words_go_out_and_come_back_as_words(words):
    profile = ProfileFactory(user__full_name="Lin", summary=words)

    data = json_resume(whole(profile))

    assert json.loads(data)["basics"]["summary"] == words
    assert read_cv_bytes(data, "resume.json").summary.value == words


def test_it_is_read_in_five_queries(django_assert_num_queries):
    profile = make_person()

    with django_assert_num_queries(5):
        json_resume(whole(profile))
