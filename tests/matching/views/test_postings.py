"""Writing an opening: nothing typed is lost, nothing unlawful goes out."""

from datetime import date

import pytest
from django.urls import reverse

from companies.models import Company, Opening
from matching.loading.market import load_park
from matching.loading.snapshots import save_market
from parks.models import Skill
from tests.factories.companies import (
    CompanyFactory,
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningSkillFactory,
)
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import MembershipFactory, SkillFactory
from tests.matching.sheets import (
    NEW,
    REACH,
    edit_page,
    everything,
    of,
    sheet,
    skill_row,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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
