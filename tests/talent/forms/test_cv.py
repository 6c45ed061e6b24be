"""The upload of a CV, before any of it is read, and the review of what was read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talent.actions.proposals import Proposal, Quote
from talent.cv import limits
from talent.forms.cv import CvForm, ReviewForm
from talent.models import Education

pytestmark = pytest.mark.usefixtures("english")


def form_with(size: int) -> CvForm:
    file = SimpleUploadedFile("cv.pdf", b"x")
    file.size = size
    return CvForm({}, {"file": file})


def test_a_file_up_to_the_limit_is_passed_on():
    assert form_with(limits.FILE_BYTES).is_valid()


def test_a_file_over_the_limit_is_refused_by_its_size_alone():
    form = form_with(limits.FILE_BYTES + 1)

    assert list(form.errors) == ["file"]


def review(*proposals: Proposal, answers: dict | None = None) -> ReviewForm:
    return ReviewForm(answers, proposals=proposals)


NEW = Proposal("phone", "facts", "138", None, Quote("Tel. ", "138", ""))
CONFLICT = Proposal("headline", "facts", "Analyst", "Operator")


def test_what_is_new_is_ticked_and_shows_its_words():
    form = review(NEW)

    assert form["phone"].value() is True
    assert form.fields["phone"].label == (
        'Telephone: 138 <span class="evidence">“Tel. <mark>138</mark>”</span>'
    )


def test_where_two_differ_mine_is_chosen_and_both_are_shown():
    form = review(CONFLICT)

    assert form["headline"].value() == "keep"
    assert form.fields["headline"].choices == [
        ("keep", '<span class="version">Keep mine</span> Operator'),
        ("take", '<span class="version">Take this</span> Analyst '.strip()),
    ]


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        ({}, set()),
        ({"phone": "on"}, {"phone"}),
        ({"headline": "keep"}, set()),
        ({"headline": "take", "phone": "on"}, {"headline", "phone"}),
    ],
)
def test_only_what_is_confirmed_is_taken(answers, taken):
    form = review(NEW, CONFLICT, answers=answers)

    assert form.is_valid()
    assert form.taken() == taken


def test_an_answer_that_was_not_offered_is_refused():
    assert not review(CONFLICT, answers={"headline": "both"}).is_valid()


def test_hostile_words_stay_words():
    quote = Quote("<b>", "<script>", "</span>")

    label = review(Proposal("headline", "facts", "<img>", None, quote)).fields["headline"].label

    assert label == (
        "Headline: &lt;img&gt; "
        '<span class="evidence">“&lt;b&gt;<mark>&lt;script&gt;</mark>&lt;/span&gt;”</span>'
    )


def test_each_group_stands_under_its_heading():
    form = review(NEW, Proposal("education-0", "educations", Education(school="Soochow")))

    assert [str(group.legend) for group in form.helper.layout] == ["Facts", "Education"]
