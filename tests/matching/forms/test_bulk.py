import pytest
from django.http import QueryDict

from matching.actions.bulk_moves import MOST_AT_ONCE
from matching.forms.bulk import DEEDS, BulkChoiceForm, BulkForm

pytestmark = pytest.mark.usefixtures("english")
TEXTS = {"en": "Dear {name}", "zh-hans": "{name}：您好"}


def choice(*chosen: str, do: str = "shortlisted") -> BulkChoiceForm:
    data = QueryDict(mutable=True)
    data["do"] = do
    data.setlist("chosen", list(chosen))
    return BulkChoiceForm(data)


def asked(do: str, languages: set[str], answers: dict[str, str] | None = None) -> BulkForm:
    return BulkForm(answers, do=do, chosen=["a", "b"], languages=languages, texts=TEXTS)


def test_a_choice_names_what_is_done_and_for_whom():
    form = choice("a", "b")

    assert form.is_valid()
    assert (form.state, form.cleaned_data["chosen"]) == ("shortlisted", ["a", "b"])


def test_a_message_alone_leads_to_no_state():
    form = choice("a", do="write")

    assert form.is_valid()
    assert form.state is None


@pytest.mark.parametrize(("number", "is_valid"), [(MOST_AT_ONCE, True), (MOST_AT_ONCE + 1, False)])
def test_a_hundred_can_be_chosen_and_not_one_more(number, is_valid):
    assert choice(*map(str, range(number))).is_valid() is is_valid


@pytest.mark.parametrize("do", ["offered", "accepted", "withdrawn", "lapsed", ""])
def test_what_is_done_one_by_one_is_not_offered_for_many(do):
    assert do not in DEEDS
    assert not choice("a", do=do).is_valid()


def test_there_is_a_box_for_each_language_that_is_read():
    form = asked("shortlisted", {"zh-hans"})

    assert {name: form[name].value() for name in form.fields} == {"message_zh-hans": "{name}：您好"}


def test_the_texts_come_back_by_language():
    form = asked("shortlisted", {"en"}, {"message_en": "Soon."})

    assert form.is_valid()
    assert form.texts == {"zh-hans": "", "en": "Soon."}


@pytest.mark.parametrize(
    ("do", "missing"),
    [
        ("refused", ["message_en", "reason"]),
        ("write", ["message_en"]),
        ("shortlisted", []),
        ("hired", []),
    ],
)
def test_a_refusal_needs_reason_and_words_and_a_message_its_words(do, missing):
    assert sorted(asked(do, {"en"}, {}).errors) == missing


def test_the_form_carries_on_who_was_chosen_without_trusting_it():
    form = BulkForm(do="write", chosen=['"><script>'], languages={"en"}, texts={})

    hidden = form.helper.layout.fields[0].html

    assert 'name="confirm" value="yes"' in hidden
    assert "<script>" not in hidden
