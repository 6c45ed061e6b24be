"""The vocabulary in the web admin: read by officers, mended by the operator."""

import pytest

from parks.models import DegreeLevel, Skill, SkillAlias, SkillRelation
from tests.factories.admin import address, vocabulary_rows
from tests.factories.parks import SkillFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_a_new_alias_is_folded_for_the_text_matcher(sign_in, operator, submit):
    skill = SkillFactory()

    submit(
        sign_in(operator),
        address(SkillAlias, "add"),
        skill=skill.pk,
        language="en",
        text="ＣＨＯ Cell-Culture",
    )

    assert SkillAlias.objects.get().folded == "cho cell culture"


def test_an_alias_names_one_skill_and_the_form_says_which(sign_in, operator, submit):
    known = SkillAlias.objects.create(
        skill=SkillFactory(label_en="Cell culture"), language="en", text="CHO", folded="cho"
    )

    response = submit(
        sign_in(operator),
        address(SkillAlias, "add"),
        skill=SkillFactory().pk,
        language="en",
        text="cho",
    )

    assert list(SkillAlias.objects.all()) == [known]
    assert response.context["adminform"].form.errors["text"] == [
        "“CHO” names Cell culture already."
    ]


def test_the_operator_adds_an_alias_on_the_page_of_the_skill(sign_in, operator, submit):
    skill = SkillFactory()
    alias = {"aliases-TOTAL_FORMS": 1, "aliases-0-language": "zh", "aliases-0-text": "细胞培养"}

    submit(sign_in(operator), address(skill, "change"), **alias, **{"aliases-0-use": "text"})

    assert skill.aliases.get().folded == "细胞培养"


def relation_to(skill: Skill, quarters: int = 2) -> SkillRelation:
    held = SkillFactory()
    return SkillRelation.objects.create(held=held, asked=skill, kind="related", quarters=quarters)


def test_the_operator_says_on_the_page_of_a_skill_what_stands_for_a_part_of_it(
    sign_in, operator, submit
):
    skill, held = SkillFactory.create_batch(2)
    row = {"held": held.pk, "kind": "narrower", "quarters": 3}
    relation = {f"relations-0-{name}": value for name, value in row.items()}

    submit(sign_in(operator), address(skill, "change"), **relation, **{"relations-TOTAL_FORMS": 1})

    stored = SkillRelation.objects.get()
    assert (stored.held, stored.asked, stored.loaded) == (held, skill, False)
    assert (stored.kind, stored.quarters) == ("narrower", 3)


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"held": "asked"}, "held", "A skill is not related to itself."),
        ({"quarters": 4}, "quarters", "Select a valid choice. 4 is not one of the available"),
    ],
)
def test_a_relation_that_cannot_be_is_refused_in_words(
    sign_in, operator, submit, changed, field, message
):
    held, asked = SkillFactory.create_batch(2)
    sent = {"held": held.pk, "asked": asked.pk, "kind": "related", "quarters": 2} | changed
    sent["held"] = asked.pk if sent["held"] == "asked" else held.pk

    response = submit(sign_in(operator), address(SkillRelation, "add"), **sent)

    assert response.context["adminform"].form.errors[field][0].startswith(message)
    assert not SkillRelation.objects.exists()


def test_a_relation_is_found_by_either_of_its_skills(sign_in, park_officer):
    hplc, cloning = SkillFactory(label_en="HPLC"), SkillFactory(label_en="Cloning")
    wanted, other = relation_to(hplc), relation_to(cloning)
    client = sign_in(park_officer)

    by_asked = client.get(address(SkillRelation, "changelist"), {"q": "hplc"})
    by_held = client.get(address(SkillRelation, "changelist"), {"q": other.held.label_en})

    assert list(by_asked.context["cl"].queryset) == [wanted]
    assert list(by_held.context["cl"].queryset) == [other]


def test_an_officer_does_not_change_how_skills_relate(sign_in, park_officer):
    relation = relation_to(SkillFactory(), quarters=1)
    client = sign_in(park_officer)

    page = client.get(address(relation, "change"))
    answer = client.post(address(relation, "change"), {"quarters": 3})

    assert (page.status_code, answer.status_code) == (200, 403)
    assert SkillRelation.objects.get().quarters == 1


@pytest.mark.parametrize("relations", [1, 3])
def test_the_page_of_a_skill_costs_the_same_for_one_or_three_relations(
    sign_in, operator, relations, django_assert_max_num_queries
):
    skill = SkillFactory()
    for _number in range(relations):
        relation_to(skill)
    client = sign_in(operator)

    with django_assert_max_num_queries(8):
        page = client.get(address(skill, "change"))

    formset = page.context["inline_admin_formsets"][1].formset
    assert len(formset.initial_forms) == relations


def test_other_names_are_entered_one_a_line(sign_in, operator, submit):
    level = vocabulary_rows()["parks.DegreeLevel"]

    submit(
        sign_in(operator),
        address(level, "change"),
        other_names="Master of Science\r\nM.Sc., taught\r\n\r\n",
    )

    level.refresh_from_db()
    assert level.other_names == ["Master of Science", "M.Sc., taught"]


def test_codes_and_ranks_stay_what_was_loaded(sign_in, operator, submit):
    level = vocabulary_rows()["parks.DegreeLevel"]
    before = (level.code, level.rank)

    submit(sign_in(operator), address(level, "change"), label_en="Master's", code="x", rank=1)

    changed = DegreeLevel.objects.get(pk=level.pk)
    assert (changed.label_en, changed.code, changed.rank) == ("Master's", *before)


def test_an_officer_reads_but_does_not_change_a_skill(sign_in, park_officer):
    skill = SkillFactory(label_en="Cell culture")
    client = sign_in(park_officer)

    page = client.get(address(skill, "change"))
    answer = client.post(address(skill, "change"), {"label_en": "Ours"})

    assert (page.status_code, answer.status_code) == (200, 403)
    assert Skill.objects.get(pk=skill.pk).label_en == "Cell culture"


def test_a_skill_is_found_by_any_of_its_names(sign_in, park_officer):
    skill = SkillFactory(label_en="Cell culture")
    SkillFactory()
    SkillAlias.objects.create(skill=skill, language="en", text="CHO-K1", folded="cho k1")

    response = sign_in(park_officer).get(address(Skill, "changelist"), {"q": "cho-k1"})

    assert list(response.context["cl"].queryset) == [skill]
