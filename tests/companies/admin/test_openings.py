"""Openings in the web admin: reviewed, published, returned, closed."""

import pytest

from companies.models import Opening
from parks.models import LogEntry
from tests.factories.admin import address, vocabulary_rows
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def submitted(company):
    return OpeningFactory(company=company, state="submitted", title_en="QC analyst")


def move_page(row, move):
    return address(row, "change").replace("/change/", f"/{move}/")


def test_an_officer_publishes_an_opening(sign_in, park_officer, submitted, said):
    response = sign_in(park_officer).post(move_page(submitted, "publish"))

    submitted.refresh_from_db()
    assert (submitted.state, submitted.published_at is not None) == ("published", True)
    assert said(response) == [("success", "Publish: done for 1.")]
    assert LogEntry.objects.get(noun="companies.opening").verb == "published"


def test_returning_an_opening_asks_for_a_comment(sign_in, park_officer, submitted):
    client = sign_in(park_officer)

    refused = client.post(move_page(submitted, "return_with_comment"), {"comment": ""})
    submitted.refresh_from_db()
    before = submitted.state
    client.post(move_page(submitted, "return_with_comment"), {"comment": "Where is it?"})

    submitted.refresh_from_db()
    assert refused.context["form"].errors == {"comment": ["This field is required."]}
    assert (before, submitted.state) == ("submitted", "returned")
    assert submitted.review_comment == "Where is it?"


def test_a_returned_opening_can_be_published_after_all(sign_in, park_officer, company):
    returned = OpeningFactory(company=company, state="returned", review_comment="Where?")

    sign_in(park_officer).post(move_page(returned, "publish"))

    returned.refresh_from_db()
    assert returned.state == "published"


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("draft", ["publish", "close"]),
        ("submitted", ["publish", "return_with_comment", "close"]),
        ("published", ["pause", "close"]),
        ("paused", ["publish", "close"]),
        ("closed", []),
    ],
)
def test_the_page_offers_the_moves_that_are_possible(
    sign_in, park_officer, company, state, offered
):
    opening = OpeningFactory(company=company, published=True)
    Opening.objects.update(state=state)

    response = sign_in(park_officer).get(address(opening, "change"))

    paths = [action["path"].split("/")[-2] for action in response.context["actions_detail"]]
    assert paths == offered


def test_several_are_closed_at_once_and_an_expired_one_says_why_not(
    sign_in, park_officer, company, said
):
    published = OpeningFactory.create_batch(2, company=company, published=True)
    expired = OpeningFactory(company=company, state="expired")
    chosen = [row.pk for row in (*published, expired)]

    response = sign_in(park_officer).post(
        address(Opening, "changelist"), {"action": "close", "_selected_action": chosen}
    )

    states = dict(Opening.objects.values_list("pk", "state"))
    assert states == {row.pk: "closed" for row in published} | {expired.pk: "expired"}
    assert [level for level, _text in said(response)] == ["error", "success"]
    assert said(response)[1][1] == "Close: done for 2."


def test_several_are_returned_with_one_comment(sign_in, park_officer, company):
    openings = OpeningFactory.create_batch(2, company=company, state="submitted")
    client = sign_in(park_officer)
    chosen = {"action": "return_with_comment", "index": 0}
    chosen["_selected_action"] = [row.pk for row in openings]

    asked = client.post(address(Opening, "changelist"), chosen)
    hidden = asked.context["hidden"]
    answer = {name: [v for n, v in hidden if n == name] for name, _value in hidden}
    client.post(address(Opening, "changelist"), answer | {"comment": "Where is it?"})

    found = set(Opening.objects.values_list("state", "review_comment"))
    assert found == {("returned", "Where is it?")}


def test_the_state_cannot_be_typed_in(sign_in, park_officer, submitted, submit):
    submit(
        sign_in(park_officer),
        address(submitted, "change"),
        state="published",
        review_comment="x",
        grade="P4",
    )

    submitted.refresh_from_db()
    assert (submitted.grade, submitted.state, submitted.review_comment) == ("P4", "submitted", "")


def test_an_officer_enters_an_opening_with_what_it_asks_for(
    sign_in, park_officer, company, park, submit
):
    skill, discipline = SkillFactory(), vocabulary_rows()["parks.Discipline"]

    submit(
        sign_in(park_officer),
        address(Opening, "add"),
        company=company.pk,
        title_zh="质量分析员",
        disciplines=[discipline.pk],
        **{"requirements-TOTAL_FORMS": 1, "requirements-0-skill": skill.pk},
        **{"requirements-0-importance": "must", "requirements-0-level": 3},
        **{"requirements-0-position": 0},
    )

    opening = Opening.objects.get()
    assert (opening.company, opening.park, opening.state) == (company, park, "draft")
    assert list(opening.disciplines.all()) == [discipline]
    assert list(opening.requirements.values_list("skill", "importance", "level")) == [
        (skill.pk, "must", 3)
    ]
    entry = LogEntry.objects.get(verb="created")
    assert (entry.organisation_id, entry.park_id) == (company.pk, park.pk)


def test_an_officer_removes_a_required_skill(sign_in, park_officer, submitted, submit):
    requirement = OpeningSkillFactory(opening=submitted)

    submit(sign_in(park_officer), address(submitted, "change"), **{"requirements-0-DELETE": "on"})

    assert not submitted.requirements.filter(pk=requirement.pk).exists()
    assert LogEntry.objects.get(verb="changed").details == {"fields": ["requirements"]}


def test_an_opening_stays_with_its_company(sign_in, park_officer, submitted, park, submit):
    other = CompanyFactory(park=park)

    submit(sign_in(park_officer), address(submitted, "change"), company=other.pk, grade="P4")

    submitted.refresh_from_db()
    assert (submitted.company_id == other.pk, submitted.grade) == (False, "P4")


def test_openings_are_found_by_title_and_company_in_both_languages(
    sign_in, park_officer, company, submitted
):
    client = sign_in(park_officer)
    OpeningFactory(company=CompanyFactory(park=company.park, name_en="Beta"), title_zh="质量分析员")

    def found(words):
        rows = client.get(address(Opening, "changelist"), {"q": words}).context["cl"].queryset
        return [row.title for row in rows]

    assert found("qc ANALYST") == ["QC analyst"]
    assert found("Alpha Bio") == ["QC analyst"]
    assert len(found("质量")) == 1


@pytest.mark.parametrize("skills", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_skills(
    sign_in, park_officer, submitted, skills, django_assert_num_queries
):
    OpeningSkillFactory.create_batch(skills, opening=submitted)
    vocabulary_rows()  # the words of an edition are kept from one page to the next
    client = sign_in(park_officer)
    client.get(address(submitted, "change"))

    with django_assert_num_queries(11):
        response = client.get(address(submitted, "change"))

    assert len(response.context["inline_admin_formsets"][0].formset.initial_forms) == skills
