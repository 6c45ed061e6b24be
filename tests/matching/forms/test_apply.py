import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.models import OpeningQuestion
from matching.forms.apply import ApplyForm
from matching.queries.applying import documents_for, questions_of
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.talent import DocumentFactory, ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PDF = b"%PDF-1.7 a transcript"


def asked(**facts) -> OpeningQuestion:
    question = OpeningQuestionFactory(**facts)
    return questions_of(question.opening, None).get()


def answer(question: OpeningQuestion, text: str | None, **options) -> ApplyForm:
    data = {} if text is None else {f"question_{question.pk}": text}
    return ApplyForm(data, questions=[question], **options)


def with_file(content: bytes, name: str = "file.pdf") -> ApplyForm:
    return ApplyForm({}, {"upload": SimpleUploadedFile(name, content)})


def test_only_ones_own_documents_can_be_sent_the_newest_first_and_all_are_ticked():
    profile = ProfileFactory()
    old, new = DocumentFactory.create_batch(2, profile=profile)
    DocumentFactory()

    field = ApplyForm(documents=documents_for(profile, None)).fields["documents"]

    assert [pk for pk, _name in field.choices] == [new.pk, old.pk]
    assert field.initial == [new.pk, old.pk]


def test_a_draft_remembers_which_files_were_chosen():
    profile = ProfileFactory()
    chosen, _left_out = DocumentFactory.create_batch(2, profile=profile)
    draft = ApplicationFactory(profile=profile, state="draft")
    draft.documents.add(chosen)

    field = ApplyForm(documents=documents_for(profile, draft)).fields["documents"]

    assert field.initial == [chosen.pk]


def test_who_has_no_documents_is_not_asked_for_any():
    form = ApplyForm({"documents": ["1"]})

    assert form.is_valid()
    assert form.written() == {"message": "", "documents": [], "answers": {}}


@pytest.mark.parametrize(
    ("message", "is_valid"), [("", True), ("x" * 4000, True), ("x" * 4001, False), ("\x00", False)]
)
def test_a_message_has_an_end(message, is_valid):
    assert ApplyForm({"message": message}).is_valid() is is_valid


@pytest.mark.parametrize(
    ("kind", "text", "is_valid"),
    [
        ("text", "Since May", True),
        ("text", "  ", False),
        ("text", None, False),
        ("text", "x" * 2001, False),
        ("yes_no", "yes", True),
        ("yes_no", "perhaps", False),
        ("yes_no", None, False),
        ("choice", "Wuxi", True),
        ("choice", "Beijing", False),
    ],
)
def test_a_question_is_answered_as_it_is_asked(kind, text, is_valid):
    question = asked(kind=kind, choices=["Suzhou", "Wuxi"])

    form = answer(question, text)

    assert form.is_valid() is is_valid
    assert form.written()["answers"] == {question.pk: text if is_valid else ""}


def test_a_question_that_need_not_be_answered_may_stay_open():
    form = answer(asked(is_required=False), "")

    assert form.is_valid()


@pytest.mark.parametrize("kind", ["text", "yes_no", "choice"])
def test_a_draft_may_lack_anything(kind):
    question = asked(kind=kind, choices=["Suzhou", "Wuxi"])

    form = answer(question, None, lenient=True)

    assert form.is_valid()


def test_what_is_not_valid_leaves_the_draft_as_it_was():
    question = asked()
    question.answer = "Since May"

    form = ApplyForm(
        {"message": "x" * 4001, f"question_{question.pk}": "x" * 2001},
        initial={"message": "I like cells."},
        questions=[question],
        lenient=True,
    )

    assert not form.is_valid()
    assert form.written() == {
        "message": "I like cells.",
        "documents": [],
        "answers": {question.pk: "Since May"},
    }


def test_questions_stand_in_their_order_with_the_answers_of_the_draft():
    opening = OpeningFactory(published=True)
    last = OpeningQuestionFactory(opening=opening, position=2)
    first = OpeningQuestionFactory(opening=opening, position=1)
    draft = ApplicationFactory(opening=opening, state="draft")
    draft.answers.create(question=last, text="Since May")
    ApplicationFactory(opening=opening).answers.create(question=first, text="Somebody else's")

    form = ApplyForm(questions=questions_of(opening, draft))

    assert [(field.label, field.initial) for field in list(form.fields.values())[-2:]] == [
        (first.text_en, ""),
        (last.text_en, "Since May"),
    ]


@pytest.mark.parametrize(
    "content", [PDF, b"plain words", b"\xff\xd8\xff a photograph of a certificate", b"\x89PNG"]
)
def test_files_that_people_can_open_are_taken(content):
    assert with_file(content).is_valid()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 an archive", "This is a compressed archive."),
        (b"<!doctype html><script>alert(1)</script>", "This is a saved web page."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is another kind of office file."),
        (b"x" * (10 * 1024 * 1024 + 1), "This file has 10.0 MB and the limit is 10 MB."),
    ],
)
def test_other_files_are_refused_with_words(content, words):
    form = with_file(content)

    assert list(form.errors) == ["upload"]
    assert form.errors["upload"][0].startswith(words)
