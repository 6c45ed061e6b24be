"""What is offered and counted while an opening is written; nothing enters it unseen."""

import pytest

from companies.models import Opening
from matching.loading.reach import Asked, count_reach
from parks.choices.work import OpeningKind
from parks.models import DegreeLevel, Discipline, Skill
from talent.models import Profile
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory
from tests.matching.sheets import NEW, REACH, RECOGNISE, TEXT, sheet, skill_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def client(recruiter, sign_in):
    return sign_in(recruiter)


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
