"""Writing an opening: nothing typed is lost, nothing unseen enters, nothing unlawful goes out."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from companies.models import Company, Opening
from matching.loading.market import load_park
from matching.loading.reach import Asked, count_reach
from matching.loading.snapshots import save_market
from parks.choices.work import OpeningKind
from parks.models import DegreeLevel, Discipline, LogEntry, Skill
from talent.models import Profile
from tests.factories.companies import (
    CompanyFactory,
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningSkillFactory,
)
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import MembershipFactory, SkillFactory
from tests.factories.talent import ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEW = reverse("matching:new_opening")
RECOGNISE = reverse("matching:recognise_posting")
REACH = reverse("matching:posting_reach")
TEXT = """任职要求：
1、硕士及以上学历，生物工程相关专业；
2、熟练掌握ELISA；
3、3年以上工作经验。"""


def sheet(company: Company, **changes) -> dict[str, object]:
    boxes = {
        "company": company.pk,
        "key": str(uuid4()),
        "kind": "job",
        "title_zh": "分析员",
        "text_zh": "负责分析。",
        "headcount": "1",
        "salary_currency": "CNY",
        "salary_period": "month",
        "skills-TOTAL_FORMS": 0,
        "skills-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
    return boxes | changes


def skill_row(number: int, **row) -> dict[str, object]:
    boxes = {"importance": "wanted", "level": "2"} | row
    return {"skills-TOTAL_FORMS": number + 1} | {
        f"skills-{number}-{name}": value for name, value in boxes.items()
    }


def edit_page(opening: Opening) -> str:
    return reverse("matching:edit_opening", args=[opening.uuid])


def of(opening: Opening, **changes) -> dict[str, object]:
    boxes = {
        "title_zh": opening.title_zh,
        "title_en": opening.title_en,
        "text_zh": opening.text_zh,
        "text_en": opening.text_en,
        "seen": opening.updated_at.isoformat(),
    }
    return sheet(opening.company, **(boxes | changes))


def everything() -> list[list[dict]]:
    return [list(noun.objects.order_by("pk").values()) for noun in (Opening, LogEntry)]


@pytest.fixture
def client(recruiter, sign_in):
    return sign_in(recruiter)


@pytest.fixture
def matched(park, settings) -> None:
    """A run has been published, as on every day but the first."""
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {}}
    settings.STORAGES = settings.STORAGES | {"matching": memory}
    save_market(MatchRunFactory(park=park), load_park(park, night=date(2026, 11, 22)))


def test_a_draft_keeps_all_that_was_written(client, company):
    skill = SkillFactory()
    question = {
        "questions-TOTAL_FORMS": 1,
        "questions-0-text_en": "Since when?",
        "questions-0-kind": "text",
    }

    response = client.post(
        NEW,
        sheet(
            company,
            salary_min="8000",
            salary_max="12000",
            closes_on="2099-12-31",
            career_channel="technical",
            grade="P4",
            place_text="Atlantis",
            **skill_row(0, skill=skill.pk, importance="must", level="3"),
            **question,
        ),
    )

    opening = Opening.objects.get()
    assert response.url == reverse("matching:desk_opening", args=[opening.uuid])
    assert (opening.state, opening.company, opening.park) == ("draft", company, company.park)
    assert opening.salary == "¥8,000–12,000 per month"
    assert (opening.place_text, opening.region, opening.grade) == ("Atlantis", None, "P4")
    assert list(opening.requirements.values_list("skill", "importance", "level")) == [
        (skill.pk, "must", 3)
    ]
    assert opening.questions.get().text_en == "Since when?"


@pytest.mark.parametrize(("trusted", "state"), [(False, "submitted"), (True, "published")])
def test_an_opening_is_written_and_sent_in_one_go(client, company, trusted, state):
    Company.objects.update(trusted=trusted)

    client.post(NEW, sheet(company, do="submit"))

    assert Opening.objects.get().state == state


def test_sending_a_new_one_twice_makes_one(client, company):
    boxes = sheet(company)

    first, second = client.post(NEW, boxes), client.post(NEW, boxes)

    assert Opening.objects.count() == 1
    assert first.url == second.url


def test_the_key_of_another_companys_opening_reveals_and_changes_nothing(client, company):
    theirs = OpeningFactory(title_en="Secret")

    response = client.post(NEW, sheet(company, key=str(theirs.uuid)), follow=True)

    theirs.refresh_from_db()
    assert theirs.title_en == "Secret"
    assert Opening.objects.filter(company=company).count() == 1
    assert "Secret" not in response.text


@pytest.mark.parametrize("key", ["", "x", "\u0660"])
def test_a_key_that_is_none_does_no_harm(client, company, key):
    client.post(NEW, sheet(company, key=key))

    assert Opening.objects.filter(company=company).count() == 1


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"title_zh": ""}, "title_zh"),
        ({"salary_min": "9", "salary_max": "8"}, "salary_max"),
        ({"closes_on": "soon"}, "closes_on"),
    ],
)
def test_what_was_typed_stays_in_the_form_after_an_error(client, company, changes, box):
    kept = {"text_en": "All of <this> stays", "grade": "P9"}
    row = skill_row(0, name="No such skill")

    response = client.post(NEW, sheet(company, **kept, **changes, **row))

    assert response.status_code == 200
    forms = response.context["forms"]
    assert box in forms.opening.errors
    assert "All of &lt;this&gt; stays" in response.text
    assert 'value="P9"' in response.text
    assert 'value="No such skill"' in response.text
    assert not Opening.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_reading_the_text_offers_and_takes_nothing_over(client, company):
    response = client.post(NEW, sheet(company, text_zh=TEXT, do="read"))

    offered = {offer.field for offer in response.context["offers"]}
    assert offered == {"min_degree", "disciplines", "min_years", "skill"}
    posting = response.context["posting"]
    assert (posting.sheet.skills, posting.sheet.disciplines) == ([], [])
    assert TEXT.splitlines()[1] in response.text
    assert not Opening.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_an_offer_is_taken_over_by_its_own_button_only(client, company):
    elisa = Skill.objects.get(label_en="ELISA")
    boxes = sheet(company, text_zh=TEXT, do=f"accept skill:{elisa.pk}:must:3")

    response = client.post(NEW, boxes)

    assert response.context["posting"].sheet.skills == [
        {"skill": elisa.pk, "importance": "must", "level": "3"}
    ]
    assert f"skill:{elisa.pk}" not in {one.subject for one in response.context["offers"]}
    assert "min_degree" in {one.field for one in response.context["offers"]}


@pytest.mark.usefixtures("vocabulary")
def test_taking_over_all_fills_the_form_and_saving_it_writes_that(client, company):
    shown = client.post(NEW, sheet(company, text_zh=TEXT, do="accept-all")).context
    taken = shown["posting"].sheet
    rows = {}
    for number, row in enumerate(taken.skills):
        rows |= skill_row(number, **row)
    boxes = {name: taken.boxes[name] for name in ("min_degree", "min_years")}

    client.post(NEW, sheet(company, text_zh=TEXT, **boxes, disciplines=taken.disciplines, **rows))

    assert shown["offers"] == []
    opening = Opening.objects.get()
    assert opening.min_degree == DegreeLevel.objects.get(code="master")
    assert opening.min_years == 3
    assert "ELISA" in {row.skill.label_en for row in opening.requirements.all()}
    assert opening.disciplines.exists()


@pytest.mark.usefixtures("vocabulary")
def test_what_was_dropped_is_not_offered_again(client, company):
    elisa = Skill.objects.get(label_en="ELISA")
    dropped = client.post(NEW, sheet(company, text_zh=TEXT, do=f"drop skill:{elisa.pk}"))

    later = client.post(RECOGNISE, sheet(company, text_zh=TEXT, dropped=f"skill:{elisa.pk}"))

    assert f'name="dropped" value="skill:{elisa.pk}"' in dropped.text
    for response in (dropped, later):
        assert f"skill:{elisa.pk}" not in {one.subject for one in response.context["offers"]}


def test_only_what_was_recognised_is_taken_over(client, company):
    skill = SkillFactory()

    response = client.post(NEW, sheet(company, do=f"accept skill:{skill.pk}:must:4"))

    assert response.context["posting"].sheet.skills == []


def test_a_skill_is_added_by_name_and_removed_by_its_box(client, company):
    kept, gone = SkillFactory(), SkillFactory()
    rows = skill_row(0, skill=kept.pk) | skill_row(1, skill=gone.pk, remove="on")

    response = client.post(NEW, sheet(company, do="add", **rows))

    assert [row["skill"] for row in response.context["posting"].sheet.skills] == [str(kept.pk)]


@pytest.mark.usefixtures("vocabulary")
def test_names_typed_in_become_skills_and_disciplines(client, company):
    boxes = sheet(company, do="add", discipline="药学", **skill_row(0, name="elisa"))

    taken = client.post(NEW, boxes).context["posting"].sheet

    assert taken.skills[0]["skill"] == Skill.objects.get(label_en="ELISA").pk
    named = Discipline.objects.filter(pk__in=taken.disciplines).values_list("label_zh", flat=True)
    assert set(named) == {"药学"}


def test_an_unknown_name_is_told_and_stays(client, company):
    response = client.post(NEW, sheet(company, do="add", **skill_row(0, name="Alchemy")))

    assert "“Alchemy” is not in the vocabulary." in response.text
    assert 'value="Alchemy"' in response.text


@pytest.mark.parametrize("address", [RECOGNISE, NEW])
def test_forbidden_wording_is_told_with_its_rule_while_it_is_written(client, company, address):
    boxes = sheet(company, text_zh="要求：限男性", do="read")

    text = client.post(address, boxes).text

    assert "<mark>限男性</mark>" in text
    assert "No preference for one sex" in text
    assert "Employment Promotion Law" in text


@pytest.mark.parametrize("trusted", [False, True])
def test_forbidden_wording_is_kept_as_a_draft_and_not_sent(client, company, trusted):
    Company.objects.update(trusted=trusted)

    response = client.post(NEW, sheet(company, text_zh="限男性", do="submit"), follow=True)

    opening = Opening.objects.get()
    assert (opening.state, opening.text_zh) == ("draft", "限男性")
    assert response.redirect_chain[-1][0] == edit_page(opening)
    assert "Saved, but not sent." in response.text
    assert "<mark>限男性</mark>" in response.text


def test_forbidden_wording_does_not_reach_what_is_on_show(client, company):
    opening = OpeningFactory(company=company, published=True, text_en="Run HPLC.")
    before = everything()

    response = client.post(edit_page(opening), of(opening, text_en="Men only, run HPLC."))

    assert "Men only, run HPLC." in response.text
    assert "No preference for one sex" in response.text
    assert everything() == before


def test_an_unverified_company_drafts_but_sends_nothing_and_sees_no_count(sign_in, recruiter):
    young = CompanyFactory(name_en="Young", park=recruiter.memberships.get().organisation.park)
    MembershipFactory(user=recruiter, organisation=young)
    client = sign_in(recruiter)

    response = client.post(NEW, sheet(young, do="submit"), follow=True)
    reach = client.post(REACH, sheet(young))

    assert Opening.objects.get().state == "draft"
    assert "not verified your company yet" in response.text
    assert reach.context["reach"] is None
    assert "as soon as the park office has verified" in reach.text


def test_somebody_with_two_companies_says_for_which(sign_in, recruiter, company):
    beta = CompanyFactory(name_en="Beta", park=company.park, verified=True)
    MembershipFactory(user=recruiter, organisation=beta)

    sign_in(recruiter).post(NEW, sheet(beta))

    assert Opening.objects.get().company == beta


def test_nobody_posts_for_a_company_that_is_not_theirs(client):
    response = client.post(NEW, sheet(CompanyFactory(verified=True)))

    assert response.status_code == 200
    assert "company" in response.context["forms"].opening.errors
    assert not Opening.objects.exists()


def test_the_form_of_an_opening_shows_all_of_it(client, company):
    opening = OpeningFactory(
        company=company, text_en="Run HPLC.", place_text="Atlantis", salary_min=8000, grade="P4"
    )
    asked = OpeningSkillFactory(opening=opening, importance="must")
    OpeningQuestionFactory(opening=opening, text_en="Since when?")

    text = client.get(edit_page(opening)).text

    for words in ("Run HPLC.", "Atlantis", "8000", "P4", str(asked.skill), "Since when?"):
        assert words in text


def test_saving_an_unchanged_form_changes_nothing_that_was_asked(client, company):
    opening = OpeningFactory(company=company, published=True, text_en="Run HPLC.")
    asked = OpeningSkillFactory(opening=opening, importance="must", level=3)
    row = skill_row(0, skill=asked.skill_id, importance="must", level="3")

    client.post(edit_page(opening), of(opening, **row))

    opening.refresh_from_db()
    assert opening.state == "published"
    assert list(opening.requirements.values_list("skill", "importance", "level")) == [
        (asked.skill_id, "must", 3)
    ]


def test_new_words_of_what_is_on_show_go_back_to_the_review(client, company):
    opening = OpeningFactory(company=company, published=True, text_en="Run HPLC.")

    response = client.post(edit_page(opening), of(opening, text_en="Sell."), follow=True)

    opening.refresh_from_db()
    assert (opening.state, opening.text_en) == ("submitted", "Sell.")
    assert "looks at it again" in response.text


def test_a_returned_opening_shows_its_comments_and_is_sent_again(client, company):
    opening = OpeningFactory(company=company, state="returned", review_comment="Name the pay.")

    page = client.get(edit_page(opening)).text
    client.post(edit_page(opening), of(opening, text_en="Run.", salary_min="9", do="submit"))

    opening.refresh_from_db()
    assert "Name the pay." in page
    assert (opening.state, opening.salary_min) == ("submitted", 9)


def test_the_second_tab_learns_of_the_first_and_loses_nothing(client, company):
    opening = OpeningFactory(company=company, text_en="Old words")
    stale = of(opening, text_en="My words")
    client.post(edit_page(opening), of(opening, text_en="Their words", grade="P5"))
    before = everything()

    refused = client.post(edit_page(opening), stale)

    assert everything() == before
    assert "My words" in refused.text
    assert ("Text (English)", "Their words") in refused.context["posting"].theirs
    again = client.post(
        edit_page(opening), stale | {"seen": refused.context["posting"].seen}, follow=True
    )
    opening.refresh_from_db()
    assert opening.text_en == "My words"
    assert again.status_code == 200


def test_the_page_asks_for_the_version_it_was_given(client, company):
    opening = OpeningFactory(company=company)

    text = client.get(edit_page(opening)).text

    assert f'name="seen" value="{opening.updated_at.isoformat()}"' in text


@pytest.mark.parametrize("state", ["submitted", "closed", "expired"])
def test_what_cannot_be_changed_leads_to_its_page(client, company, state):
    opening = OpeningFactory(company=company, state=state)
    before = everything()

    shown = client.get(edit_page(opening))
    sent = client.post(edit_page(opening), of(opening, title_en="New"))

    assert shown.url == sent.url == reverse("matching:desk_opening", args=[opening.uuid])
    assert everything() == before


def test_the_count_is_that_of_the_engine_for_what_is_in_the_form(client, company):
    for _number in range(6):
        ProfileFactory(wanted_kinds=["job"], anywhere=True).parks.add(company.park)
    ProfileFactory(wanted_kinds=["internship"]).parks.add(company.park)

    context = client.post(REACH, sheet(company)).context

    assert context["reach"] == count_reach(company.park, Asked(kind=OpeningKind.JOB))
    assert (context["reach"].graduates, Profile.objects.count()) == (7, 7)


@pytest.mark.parametrize(("people", "told"), [(0, True), (4, True), (5, False)])
def test_a_group_of_fewer_than_five_is_not_counted_out(client, company, people, told):
    for _number in range(people):
        ProfileFactory().parks.add(company.park)

    text = client.post(REACH, sheet(company)).text

    assert ("fewer than 5" in text.lower()) is True
    assert ("Fewer than 5 are in matching." in text) is told


@pytest.mark.parametrize(
    "boxes",
    [
        {"min_degree": "x", "starts_by": "soon", "disciplines": ["x", ""], "kind": "y"},
        {"skills-TOTAL_FORMS": "-1", "company": "x"},
        {"skills-TOTAL_FORMS": "9" * 30, "disciplines": "9" * 30},
        {"place_text": "\u2028" * 300, "closes_on": "0000-00-00"},
    ],
)
@pytest.mark.parametrize("address", [REACH, RECOGNISE])
def test_half_a_form_is_counted_and_read_all_the_same(client, company, boxes, address):
    assert client.post(address, sheet(company) | boxes).status_code == 200


@pytest.mark.parametrize("button", ["read", "add", "accept", "accept-all", "drop", "x y z", "save"])
def test_no_button_breaks_on_an_empty_form(client, button):
    response = client.post(NEW, {"do": button})

    assert response.status_code == 200
    assert not Opening.objects.exists()


@pytest.mark.usefixtures("vocabulary", "matched")
@pytest.mark.parametrize("skills", [1, 3])
def test_the_form_costs_the_same_for_one_or_three_skills(
    client, company, skills, django_assert_num_queries
):
    opening = OpeningFactory(company=company)
    for skill in Skill.objects.order_by("code")[:skills]:
        OpeningSkillFactory(opening=opening, skill=skill)
    client.get(edit_page(opening))

    with django_assert_num_queries(10):
        response = client.get(edit_page(opening))

    assert sum(skill is not None for _row, skill in response.context["skill_rows"]) == skills
