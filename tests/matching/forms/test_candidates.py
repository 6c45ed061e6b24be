"""What is read from the filter of candidates, from tags, and from the reason of a no."""

from datetime import date

import pytest
from django.http import QueryDict

from matching.choices.candidates import MOST_TAGS
from matching.forms.candidates import (
    CandidatesFilter,
    DeclineInvitationForm,
    InviteForm,
    TagsForm,
)
from matching.queries.candidates import Facets, Wanted

FACETS = Facets(
    degrees=[("3", "Master")],
    disciplines=[("7", "Biology")],
    places=[("320500", "Suzhou")],
    years=[("2027", "2027")],
    skills=[("11", "ELISA"), ("12", "GMP")],
)
pytestmark = pytest.mark.usefixtures("english")


def wanted(query: str) -> Wanted:
    return CandidatesFilter(QueryDict(query), facets=FACETS).wanted


def test_every_choice_of_the_list_is_read_with_skills_by_their_names():
    query = "degree=3&discipline=7&place=320500&graduates=2027&skills=11&skills=12"
    query += "&free_by=2027-07-01&standing=new&sort=starts"

    assert wanted(query) == Wanted(
        degree="3",
        discipline="7",
        place="320500",
        skills=["ELISA", "GMP"],
        free_by=date(2027, 7, 1),
        graduates="2027",
        standing="new",
        sort="starts",
    )


@pytest.mark.parametrize(
    "query", ["", "degree=4", "skills=99", "free_by=soon", "standing=rich", "x=1", "degree=%00"]
)
def test_what_nobody_in_the_list_has_is_not_asked_for(query):
    assert wanted(query) == Wanted(skills=[])


@pytest.mark.parametrize(
    ("query", "narrows"), [("", False), ("sort=starts", False), ("standing=pool", True)]
)
def test_an_order_alone_is_no_choice(query, narrows):
    assert wanted(query).narrows is narrows


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", []),
        (" , ，、;", []),
        ("GMP", ["GMP"]),
        ("GMP, gmp ,Gmp", ["GMP"]),
        ("夏季实习，细胞培养、GMP；2027", ["夏季实习", "细胞培养", "GMP", "2027"]),
        ("  cell \t culture ", ["cell culture"]),
    ],
)
def test_tags_are_split_at_commas_of_both_languages_each_once(text, tags):
    form = TagsForm({"tags": text})

    assert form.is_valid()
    assert form.cleaned_data == {"tags": tags}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (",".join(f"t{number}" for number in range(MOST_TAGS + 1)), "At most ten tags."),
        ("x" * 41, "A tag has at most 40 characters."),
    ],
)
def test_too_many_or_too_long_tags_say_what_is_wrong(text, error):
    assert TagsForm({"tags": text}).errors == {"tags": [error]}


@pytest.mark.parametrize(
    ("is_kept", "button"), [(False, "Keep in the talent pool"), (True, "Save the tags")]
)
def test_the_button_says_what_it_does(is_kept, button):
    form = TagsForm(is_kept=is_kept)

    assert str(form.helper.inputs[0].value) == button


@pytest.mark.parametrize(("reason", "is_valid"), [("pay", True), ("", False), ("x", False)])
def test_declining_needs_one_of_the_reasons(reason, is_valid):
    assert DeclineInvitationForm({"reason": reason}).is_valid() is is_valid


def test_an_invitation_may_be_sent_without_words_but_not_with_too_many():
    assert InviteForm({"message": ""}).is_valid()
    assert not InviteForm({"message": "x" * 2001}).is_valid()
