import pytest

from matching.forms.applicants import ApplicantsFilter


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, {"state": "", "sort": "", "q": ""}),
        (
            {"state": "refused", "sort": "name", "q": " Lin "},
            {"state": "refused", "sort": "name", "q": "Lin"},
        ),
        ({"state": "draft", "sort": "x", "q": "y" * 101}, {"state": "", "sort": "", "q": ""}),
        ({"q": "\x00"}, {"state": "", "sort": "", "q": ""}),
    ],
)
def test_what_does_not_exist_counts_as_nothing(query, wanted):
    assert ApplicantsFilter(query).wanted == wanted


def test_the_states_that_the_company_does_not_see_cannot_be_chosen():
    offered = {value for value, _label in ApplicantsFilter().fields["state"].choices}

    assert offered == {
        "",
        "submitted",
        "shortlisted",
        "interviewing",
        "offered",
        "accepted",
        "hired",
        "refused",
        "lapsed",
    }
