"""A row of choices for each skill, in the order the opening asks."""

import pytest

from matching.forms.scorecards import ScorecardForm, name_of
from matching.queries.scorecards import requirements_of
from tests.factories.matching import ScorecardFactory, SkillRatingFactory
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def requirements():
    return requirements_of(make_sitting().opening)


def skill_fields(form) -> list[str]:
    return [name for name in form.fields if name.startswith("skill_")]


def test_required_skills_come_first_and_each_can_stay_not_covered(requirements):
    form = ScorecardForm(requirements=requirements, card=None)

    labels = [form.fields[name].label for name in skill_fields(form)]
    assert [label.split(" · ")[0] for label in labels] == [
        "must skill",
        "wanted skill",
        "nice skill",
    ]
    (first, *_rest) = skill_fields(form)
    choices = [str(label) for _value, label in form.fields[first].choices]
    assert choices == ["Not shown", "Partly", "Solid", "Outstanding", "Not covered"]


def test_what_was_not_covered_is_not_among_the_ratings(requirements):
    must, wanted, _nice = (row.skill_id for row in requirements)
    data = {name_of(must): "4", name_of(wanted): "", "recommendation": "yes", "draft": "x"}

    form = ScorecardForm(data, requirements=requirements, card=None)

    assert form.is_valid()
    assert form.cleaned_data["ratings"] == {must: 4}


@pytest.mark.parametrize("value", ["0", "5", "x"])
def test_other_ratings_than_one_to_four_are_refused(requirements, value):
    name = name_of(requirements[0].skill_id)

    form = ScorecardForm({name: value, "draft": "x"}, requirements=requirements, card=None)

    assert list(form.errors) == [name]


@pytest.mark.parametrize(("button", "is_valid"), [("draft", True), ("check", False)])
def test_a_recommendation_is_needed_to_hand_in_and_not_for_a_draft(requirements, button, is_valid):
    form = ScorecardForm({button: "x"}, requirements=requirements, card=None)

    assert form.is_valid() is is_valid
    assert list(form.errors) == ([] if is_valid else ["recommendation"])


def test_a_draft_is_shown_as_it_was_saved(requirements):
    card = ScorecardFactory(recommendation="no", text="Slow.")
    SkillRatingFactory(scorecard=card, skill=requirements[1].skill, rating=2)

    form = ScorecardForm(requirements=requirements, card=card)

    assert form.initial == {
        name_of(requirements[1].skill_id): 2,
        "recommendation": "no",
        "text": "Slow.",
    }
