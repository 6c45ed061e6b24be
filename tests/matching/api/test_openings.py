"""Openings pushed by a company's own system: the same rules as on the pages."""

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from companies.models import Company, Opening
from parks.models import LogEntry, Occupation
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory, SkillFactory, WebhookFactory
from tests.factories.vocabulary import (
    ChainStageFactory,
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
)
from tests.matching.api.systems import System, problem_in, token_for

pytestmark = pytest.mark.django_db

MINE = "/openings/by-external-id/J-1"
SMALL = {"title_en": "Cell culture engineer", "text_en": "Grow cells in a bioreactor."}
TOMORROW = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()


@pytest.fixture
def full() -> dict:
    """An opening that uses every field."""
    return {
        "kind": "postdoc",
        "title_zh": "细胞培养工程师",
        "title_en": "Cell culture engineer",
        "text_zh": "负责细胞培养。",
        "text_en": "Grow cells.",
        "min_degree": DegreeLevelFactory(code="phd", rank=970).code,
        "min_years": 2,
        "disciplines": [DisciplineFactory(code="D-BIO").code],
        "skills": [
            {"skill": SkillFactory(code="S-PCR").code, "importance": "must", "level": 3},
            {"skill": SkillFactory(code="S-GMP").code, "importance": "nice", "level": 1},
        ],
        "questions": [
            {
                "kind": "choice",
                "text_zh": "",
                "text_en": "Shifts?",
                "choices": ["Yes", "No"],
                "is_required": False,
            }
        ],
        "occupation": Occupation.objects.create(code="2-02", label_en="E", label_zh="工").code,
        "chain_stage": ChainStageFactory(code="cmc").code,
        "region": RegionFactory(code="320000").code,
        "place_text": "Building 7",
        "headcount": 3,
        "salary_min": 9000,
        "salary_max": 15000,
        "salary_currency": "CNY",
        "salary_period": "month",
        "career_channel": "technical",
        "grade": "T5",
        "starts_by": "2099-09-01",
        "closes_on": "2099-06-30",
    }


@pytest.fixture
def trusted(company) -> Company:
    company.trusted = True
    company.save(update_fields=["trusted"])
    return company


def pushed(system: System, **fields: object) -> dict:
    response = system.put(MINE, SMALL | fields)
    assert response.status_code in (200, 201), response.content
    return response.json()


def published(system: System) -> dict:
    opening = pushed(system)
    return system.post(f"/openings/{opening['id']}/submit").json()


def test_a_new_opening_is_a_draft_of_the_company_pushed_by_its_system(system, company, recruiter):
    response = system.post("/openings", SMALL | {"external_id": "J-1"})

    opening = Opening.objects.get()
    assert response.status_code == 201
    assert (opening.company, opening.park, opening.state, opening.source) == (
        company,
        company.park,
        "draft",
        "pushed",
    )
    shown = response.json()
    assert (shown["id"], shown["external_id"], shown["state"]) == (
        str(opening.uuid),
        "J-1",
        "draft",
    )
    entry = LogEntry.objects.get(noun="companies.opening", row_id=opening.pk)
    assert (entry.verb, entry.actor) == ("created", recruiter)


def test_every_field_comes_back_as_it_was_sent(system, full):
    system.post("/openings", full | {"external_id": "J-1"})

    shown = system.get(MINE).json()

    assert {name: shown[name] for name in full} == full


def test_to_put_twice_is_as_to_put_once(system, full):
    first, second = system.put(MINE, full), system.put(MINE, full)

    assert (first.status_code, second.status_code) == (201, 200)
    changing = {"updated_at"}
    assert {k: v for k, v in first.json().items() if k not in changing} == {
        k: v for k, v in second.json().items() if k not in changing
    }
    assert Opening.objects.count() == 1


def test_what_a_put_leaves_out_is_empty_afterwards(system, full):
    system.put(MINE, full)

    shown = system.put(MINE, {"title_en": "Only this"}).json()

    assert (shown["title_zh"], shown["skills"], shown["questions"]) == ("", [], [])
    assert (shown["region"], shown["salary_min"], shown["headcount"]) == ("", None, 1)


def test_two_companies_of_a_park_may_use_the_same_id(system, company):
    other = CompanyFactory(park=company.park, verified=True)
    holder = MembershipFactory(organisation=other, role="admin").user
    neighbour = System(token_for(other, holder))
    system.put(MINE, SMALL | {"title_en": "Ours"})

    response = neighbour.put(MINE, SMALL | {"title_en": "Theirs"})

    assert response.status_code == 201
    assert system.get(MINE).json()["title_en"] == "Ours"
    assert neighbour.get(MINE).json()["title_en"] == "Theirs"


def test_an_opening_that_was_imported_with_an_id_is_the_one_that_is_put(system, company):
    imported = OpeningFactory(company=company, external_id="J-1", source="imported")

    response = system.put(MINE, SMALL)

    assert (response.status_code, response.json()["id"]) == (200, str(imported.uuid))


def test_an_id_is_created_once(system):
    system.put(MINE, SMALL)

    problem_in(system.post("/openings", SMALL | {"external_id": "J-1"}), 409)

    assert Opening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_pushes_at_once_make_one_opening(company, recruiter):
    system = System(token_for(company, recruiter))
    statuses = []

    def push() -> None:
        try:
            statuses.append(system.put(MINE, SMALL).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=push) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200, 200, 201]
    assert Opening.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"title_en": ""}, "body"),
        ({"title_en": "x" * 201}, "body.title_en"),
        ({"min_degree": "none-such"}, "body.min_degree"),
        ({"region": "999999"}, "body.region"),
        ({"skills": [{"skill": "none-such"}]}, "body.skills"),
        ({"disciplines": ["none-such"]}, "body.disciplines"),
        ({"salary_min": 9, "salary_max": 8}, "body"),
        ({"salary_min": "9000"}, "body.salary_min"),
        ({"salary_min": 9000.0}, "body.salary_min"),
        ({"salary_min": True}, "body.salary_min"),
        ({"salary_min": 2**31}, "body.salary_min"),
        ({"headcount": 0}, "body.headcount"),
        ({"closes_on": 1767225600}, "body.closes_on"),
        ({"closes_on": "2026-02-30"}, "body.closes_on"),
        ({"kind": "slavery"}, "body.kind"),
        (
            {"questions": [{"kind": "choice", "text_en": "?", "choices": ["a"]}]},
            "body.questions[0]",
        ),
        ({"titel_en": "misspelt"}, "body.titel_en"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_nothing_is_written(wrong, place, system):
    said = problem_in(system.put(MINE, SMALL | wrong), 422)

    assert said["errors"][0]["location"] == place
    assert not Opening.objects.exists()


def test_all_unknown_codes_are_named_at_once(system):
    wrong = {"min_degree": "a", "disciplines": ["b", "c"], "skills": [{"skill": "d"}]}

    said = problem_in(system.put(MINE, SMALL | wrong), 422)

    assert [(each["location"], each["detail"]) for each in said["errors"]] == [
        ("body.min_degree", "unknown code: a"),
        ("body.disciplines", "unknown code: b"),
        ("body.disciplines", "unknown code: c"),
        ("body.skills", "unknown code: d"),
    ]


@pytest.mark.parametrize("external_id", ["a b", "姓", "x" * 81, "a%2Fb", "a%00"])
def test_an_id_is_plain_letters_digits_and_few_signs(external_id, system):
    response = system.put(f"/openings/by-external-id/{external_id}", SMALL)

    assert response.status_code in (404, 422)
    assert not Opening.objects.exists()


def test_what_is_submitted_waits_for_the_park_office(system):
    shown = published(system)

    assert shown["state"] == "submitted"
    assert shown["published_at"] is None


def test_a_trusted_company_publishes_at_once(system, trusted):
    assert published(system)["state"] == "published"


def test_an_opening_is_paused_resumed_closed_and_renewed(system, trusted):
    opening = published(system)

    def post(step: str, body: dict | None = None) -> str:
        return system.post(f"/openings/{opening['id']}/{step}", body).json()["state"]

    assert [post("pause"), post("resume"), post("close")] == ["paused", "published", "closed"]
    assert post("renew", {"closes_on": TOMORROW}) == "published"
    assert Opening.objects.get().closes_on.isoformat() == TOMORROW


@pytest.mark.parametrize("step", ["pause", "resume", "renew"])
def test_a_step_out_of_turn_is_a_conflict_and_changes_nothing(step, system):
    opening = pushed(system)
    body = {"closes_on": TOMORROW} if step == "renew" else None

    problem_in(system.post(f"/openings/{opening['id']}/{step}", body), 409)

    assert Opening.objects.get().state == "draft"


def test_forbidden_wording_is_refused_with_the_rule_and_the_words(system, trusted):
    opening = pushed(system, text_zh="仅限男性，入职前缴纳押金。")

    said = problem_in(system.post(f"/openings/{opening['id']}/submit"), 422)

    assert said["errors"]
    assert any("押金" in each["location"] for each in said["errors"])
    assert Opening.objects.get().state == "draft"


def test_words_changed_after_publication_are_looked_at_again(system, company, trusted):
    published(system)
    trusted.trusted = False
    trusted.save(update_fields=["trusted"])

    shown = pushed(system, text_en="Something else entirely.")

    assert shown["state"] == "submitted"


def test_a_comment_of_the_park_office_is_read_and_the_opening_sent_again(system):
    opening = published(system)
    row = Opening.objects.get()
    row.state, row.review_comment = "returned", "Say where it is."
    row.save()

    shown = system.get(MINE).json()
    assert (shown["state"], shown["review_comment"]) == ("returned", "Say where it is.")
    pushed(system, place_text="Suzhou")

    again = system.post(f"/openings/{opening['id']}/submit").json()
    assert (again["state"], again["review_comment"]) == ("submitted", "")


def test_what_waits_for_review_cannot_be_changed(system):
    published(system)

    problem_in(system.put(MINE, SMALL | {"title_en": "Other"}), 409)

    assert Opening.objects.get().title_en == SMALL["title_en"]


def test_a_question_that_was_answered_stays(system, profile):
    opening = Opening.objects.get(uuid=pushed(system)["id"])
    question = OpeningQuestionFactory(opening=opening)
    application = ApplicationFactory(profile=profile, opening=opening)
    application.answers.create(question=question, text="Yes")

    problem_in(system.put(MINE, SMALL), 409)

    assert opening.questions.count() == 1


def test_openings_entered_by_hand_are_read_and_changed_by_their_own_id(system, company):
    opening = OpeningFactory(company=company)

    shown = system.put(f"/openings/{opening.uuid}", SMALL).json()

    assert (shown["id"], shown["external_id"]) == (str(opening.uuid), "")
    assert shown["title_en"] == SMALL["title_en"]


def test_templates_are_not_openings(system, company):
    template = OpeningFactory(company=company, is_template=True)

    assert system.get("/openings").json()["items"] == []
    problem_in(system.get(f"/openings/{template.uuid}"), 404)


def test_a_list_is_read_page_by_page_and_each_opening_comes_once(system, company):
    openings = OpeningFactory.create_batch(5, company=company)
    Opening.objects.filter(pk=openings[0].pk).update(updated_at=openings[1].updated_at)

    found, cursor, pages = [], "", 0
    while cursor is not None:
        page = system.get(f"/openings?limit=2&cursor={cursor}").json()
        found += [row["id"] for row in page["items"]]
        cursor, pages = page["next"], pages + 1

    assert pages == 3
    assert sorted(found) == sorted(str(opening.uuid) for opening in openings)


def test_a_list_tells_what_changed_since_and_what_is_in_a_state(system, company):
    old, new = OpeningFactory.create_batch(2, company=company)
    OpeningFactory(company=company, state="closed")
    past = timezone.now() - datetime.timedelta(days=2)
    Opening.objects.filter(pk=old.pk).update(updated_at=past)
    since = (past + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def ids(query: str) -> list[str]:
        return [row["id"] for row in system.get(f"/openings?{query}").json()["items"]]

    assert ids("state=draft") == [str(old.uuid), str(new.uuid)]
    assert ids(f"state=draft&updated_since={since}") == [str(new.uuid)]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "state=none",
        "updated_since=yesterday",
        "updated_since=2026-01-01T00:00:00",
        "updated_since=1767225600",
        "cursor=!",
        "cursor=MjAyNg==",
        "cursor=%00",
        "cursor=" + "x" * 201,
    ],
)
def test_a_query_that_means_nothing_is_refused(query, system):
    said = problem_in(system.get(f"/openings?{query}"), 422)

    assert said["errors"][0]["location"] == f"query.{query.partition('=')[0]}"


@pytest.mark.parametrize("openings", [1, 3])
def test_the_list_costs_the_same_for_one_opening_or_three(
    openings, system, company, django_assert_num_queries
):
    OpeningFactory.create_batch(openings, company=company)
    system.get("/openings")

    with django_assert_num_queries(3):
        response = system.get("/openings")

    assert len(response.json()["items"]) == openings


def test_reading_one_opening_costs_few_queries(system, full, django_assert_num_queries):
    system.put(MINE, full)

    with django_assert_num_queries(7):
        system.get(MINE)


def test_the_companys_webhook_hears_of_each_state_without_personal_data(system, trusted):
    webhook = WebhookFactory(organisation=trusted)

    opening = published(system)

    told = webhook.deliveries.get()
    assert told.event == "opening.changed"
    assert told.payload == {
        "opening": opening["id"],
        "external_id": "J-1",
        "state": "published",
        "href": f"http://localhost:8000/api/v1/openings/{opening['id']}",
    }


def test_codes_are_found_by_a_part_of_their_label(system):
    SkillFactory(code="S-PCR", label_en="Polymerase chain reaction", label_zh="聚合酶链式反应")
    SkillFactory(code="S-GMP", label_en="GMP", label_zh="药品生产质量管理规范")

    def codes(query: str) -> list[str]:
        return [row["code"] for row in system.get(f"/vocabulary/{query}").json()["items"]]

    assert codes("skills?q=chain") == codes("skills?q=链式") == codes("skills?q=S-PCR") == ["S-PCR"]
    assert codes("skills") == ["S-GMP", "S-PCR"]
    for table in ("disciplines", "degrees", "occupations", "regions", "chain_stages"):
        assert codes(table) == []
    assert system.get("/vocabulary/people").status_code == 422
