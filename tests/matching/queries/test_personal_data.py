"""Everything that leads to a person is exported, or is left out for a reason that is written."""

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from matching.models import Application
from matching.queries.personal_data import LEFT_OUT, SECTIONS, personal_data
from parks.models import User
from talent.models import Profile
from tests.factories.matching import (
    ScorecardFactory,
    SkillRatingFactory,
    SlotInterviewerFactory,
)
from tests.factories.parks import MembershipFactory
from tests.matching.whole_people import WORDS, whole_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def nouns_of_people() -> set[str]:
    """Name every model with a path of foreign keys to a person, as far as none is left out."""
    known: set[type[Model]] = {User, Profile}
    while True:
        further = {
            model for model in apps.get_models() if model not in known and leads_to(model, known)
        }
        if not further:
            return {model._meta.label for model in known}
        known |= further


def leads_to(model: type[Model], known: set[type[Model]]) -> bool:
    open_ones = {other for other in known if other._meta.label not in LEFT_OUT}
    fields = [field for field in model._meta.get_fields() if not field.auto_created]
    return any(field.is_relation and field.related_model in open_ones for field in fields)


def exported() -> set[str]:
    return {model._meta.label for section in SECTIONS for model in section.models}


def test_a_noun_of_people_is_exported_or_left_out_with_a_reason():
    assert nouns_of_people() - exported() == set(LEFT_OUT)


def test_nothing_is_both_exported_and_left_out_and_every_reason_says_something():
    assert exported() & set(LEFT_OUT) == set()
    assert min(map(len, LEFT_OUT.values())) > 20


def test_every_section_has_a_name_of_its_own():
    names = [section.name for section in SECTIONS]

    assert len(set(names)) == len(names)


@pytest.fixture
def person(company, park, settings, tmp_path, recruiter) -> User:
    settings.MEDIA_ROOT = tmp_path
    return whole_person(company, park)


@pytest.fixture
def data(person) -> dict:
    return json.loads(json.dumps(personal_data(person), cls=DjangoJSONEncoder))


def test_no_section_of_somebody_who_used_everything_is_empty(data):
    empty = {name for name, rows in data.items() if not rows}

    # the person is a graduate and acts for nobody
    assert empty == {"memberships", "interviews_i_sit_in", "votes_cast_for_organisations"}


def test_every_word_of_the_person_is_in_the_data_except_secrets(data):
    text = json.dumps(data, ensure_ascii=False)

    missing = {what for what, word in WORDS.items() if word not in text}
    assert missing == {"secret of the calendar"}


def test_scorecards_that_are_handed_in_are_exported_without_who_wrote_them(person):
    live = Application.objects.get(profile__user=person, state="interviewing")
    card = live.scorecards.get()
    SkillRatingFactory(scorecard=card, skill__label_en="Filtration", rating=3)
    ScorecardFactory(application=live, text="Draftword")

    data = personal_data(person)

    (row,) = next(found for found in data["applications"] if found["uuid"] == live.uuid)[
        "scorecards"
    ]
    assert (row["recommendation"], row["text"]) == ("yes", card.text)
    assert [(rating["skill"], rating["rating"]) for rating in row["ratings"]] == [("Filtration", 3)]
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "Draftword" not in text
    assert card.interviewer.full_name not in text


def test_somebody_who_sits_on_panels_finds_the_times_and_no_applicant(recruiter):
    seat = SlotInterviewerFactory(interviewer=recruiter)

    (row,) = personal_data(recruiter)["interviews_i_sit_in"]

    assert row == {"slot": str(seat.slot)}


def test_neither_the_password_nor_numbers_of_ours_are_handed_out(data):
    (account,) = data["account"]

    assert "password" not in account
    assert "id" not in account
    assert account["email"] == WORDS["address"]
    assert account["full_name"] == WORDS["name"]


def test_the_profile_names_what_it_points_at(data, person, park):
    (profile,) = data["profile"]

    assert profile["degree"] == str(person.profile.degree)
    assert profile["parks"] == [str(park)]
    assert profile["wanted_kinds"] == ["job", "internship"]
    assert profile["pay_wanted"] == 9000


def test_an_application_comes_with_answers_files_interviews_offers_and_timeline(data, company):
    live = next(row for row in data["applications"] if row["state"] == "interviewing")
    hired = next(row for row in data["applications"] if row["state"] == "hired")

    assert live["opening"]["title"] == "Live"
    assert live["opening"]["company"] == str(company)
    assert live["answers"] == [{"question": "Why us?", "text": WORDS["answer"]}]
    assert live["documents"] == [f"{WORDS['file name']}.txt"]
    assert [row["state"] for row in live["interviews"]] == ["scheduled"]
    assert live["interviews"][0]["slot"]["place"] == "Building 3"
    assert [step["state"] for step in live["timeline"]] == ["Submitted"]
    assert [(row["salary"], row["terms"]) for row in hired["offers"]] == [(12345, WORDS["terms"])]


def test_matches_come_with_their_points(data):
    (match,) = data["matches"]

    assert (match["title"], match["points"], match["of"]) == ("Wished for", 2048, 4096)
    assert match["night"] == "2026-11-20"


def test_who_may_see_and_who_has_looked_are_told_with_the_files(data, company):
    (grant,) = data["who_may_see_me"]
    (look,) = data["who_has_looked"]

    assert (grant["organisation"], grant["reason"]) == (str(company), "application")
    assert grant["documents"] == [f"{WORDS['file name']}.txt"]
    assert (look["organisation"], look["kind"]) == (str(company), "document")


def test_alerts_name_their_openings(data):
    assert [row["openings"] for row in data["alerts"]] == [["Wished for"]]


def test_mails_come_with_their_texts_and_tries(data):
    assert {"subject", "text", "state", "tries"} <= set(data["mails"][0])
    assert {row["recipient"] for row in data["mails"]} == {WORDS["address"]}


def test_consents_come_with_versions_and_times(data):
    assert [(row["purpose"], row["is_given"]) for row in data["consents"]] == [
        ("terms", True),
        ("matching", True),
    ]
    assert all(row["version"] and row["happened_at"] for row in data["consents"])


def test_what_the_person_did_is_told_from_the_log(data):
    verbs = {(row["noun"], row["verb"]) for row in data["what_i_did"]}

    assert ("matching.application", "submitted") in verbs
    assert ("talent.profile", "document stored") in verbs


def test_nothing_of_other_people_is_in_it(person, graduate):
    text = json.dumps(personal_data(person), cls=DjangoJSONEncoder, ensure_ascii=False)
    theirs = personal_data(graduate)

    assert "Lin Yue" not in text
    assert [len(theirs[name]) for name in ("account", "profile")] == [1, 1]
    assert theirs["applications"] == theirs["mails"] == theirs["documents"] == []


def test_memberships_of_somebody_who_acts_for_an_organisation_are_told():
    member = MembershipFactory()

    (row,) = personal_data(member.user)["memberships"]

    assert row["organisation"] == str(member.organisation)


@pytest.mark.parametrize("rows", [1, 3])
def test_flat_sections_cost_the_same_for_one_row_or_three(rows, profile, django_assert_num_queries):
    sections = {section.name: section for section in SECTIONS}
    for number in range(rows):
        profile.experiences.create(title=f"Post {number}")

    with django_assert_num_queries(1):
        found = sections["experiences"].rows(profile.user)

    assert len(found) == rows
