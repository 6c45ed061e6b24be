"""Notes inside a company: who may be named, what colleagues are told, and who takes one back."""

import pytest
from django.urls import reverse

from matching.actions.notes import LONGEST_NOTE, NoteError, delete_note, write_note
from matching.models import CandidateNote
from matching.queries.anonymity import candidate_code
from parks.models import LogEntry, Notice, OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, CandidateNoteFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TEXT = "Strong in filling; ask about GMP."


@pytest.fixture
def colleague(company):
    return MembershipFactory(organisation=company, user__full_name="Mei Zhou").user


@pytest.fixture
def application(company, profile):
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    return ApplicationFactory(profile=profile, opening=opening)


def grant(application) -> ProfileGrant:
    return ProfileGrant.objects.create(
        profile=application.profile,
        organisation=application.opening.company,
        reason="application",
        reference=application.uuid,
    )


def test_a_note_is_kept_with_its_author_and_a_line_in_the_log(company, profile, recruiter):
    note = write_note(company, profile, text=f"  {TEXT} ", by=recruiter)

    kept = CandidateNote.objects.get()
    assert (kept, kept.text, kept.author, kept.application) == (note, TEXT, recruiter, None)
    entry = LogEntry.objects.about(note).get()
    assert (entry.verb, entry.organisation_id, entry.details) == ("written", company.pk, {})
    assert not OutboxMail.objects.exists()


def test_a_colleague_named_is_told_where_the_note_is_and_not_what_it_says(
    application, recruiter, colleague
):
    company, profile = application.opening.company, application.profile
    grant(application)

    write_note(
        company, profile, application=application, text=TEXT, mentioned=[colleague], by=recruiter
    )

    mail, notice = OutboxMail.objects.get(), Notice.objects.get()
    assert (mail.user, notice.user) == (colleague, colleague)
    assert mail.subject == "Chen Hao names you in a note on Lin Yue"
    assert "the application for Analyst" in mail.text
    assert TEXT not in mail.text + mail.html
    assert notice.address == reverse("matching:applicant", args=[application.uuid])


def test_without_an_application_the_page_is_the_pool_and_the_person_a_code(
    company, profile, recruiter, colleague
):
    write_note(company, profile, text=TEXT, mentioned=[colleague], by=recruiter)

    mail, code = OutboxMail.objects.get(), candidate_code(profile, company.pk)
    assert mail.subject == f"Chen Hao names you in a note on Candidate {code}"
    assert Notice.objects.get().address == reverse("matching:pool", args=[company.uuid])
    assert "Lin Yue" not in mail.text + mail.html


def test_in_an_anonymous_screening_the_mail_names_nobody(application, recruiter, colleague):
    company, profile = application.opening.company, application.profile
    company.anonymous_screening = True
    company.save()
    grant(application)

    write_note(
        company, profile, application=application, text=TEXT, mentioned=[colleague], by=recruiter
    )

    mail, notice = OutboxMail.objects.get(), Notice.objects.get()
    told = mail.subject + mail.text + mail.html + notice.text_en + notice.text_zh
    assert candidate_code(profile, company.pk) in told
    assert "Lin Yue" not in told


def test_naming_oneself_brings_no_mail(company, profile, recruiter):
    note = write_note(company, profile, text=TEXT, mentioned=[recruiter], by=recruiter)

    assert list(note.mentioned.all()) == [recruiter]
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST_NOTE + 1)])
def test_a_note_without_words_or_with_too_many_is_refused(text, company, profile, recruiter):
    with pytest.raises(NoteError):
        write_note(company, profile, text=text, by=recruiter)

    assert not CandidateNote.objects.exists()


def test_somebody_of_another_company_an_interviewer_and_who_has_left_cannot_be_named(
    company, profile, recruiter, stranger
):
    interviewer = MembershipFactory(organisation=company, role="interviewer").user
    gone = MembershipFactory(organisation=company, left_at="2026-01-01T00:00Z").user

    for person in (stranger, interviewer, gone):
        with pytest.raises(NoteError, match="Only colleagues"):
            write_note(company, profile, text=TEXT, mentioned=[person], by=recruiter)

    assert not CandidateNote.objects.exists()
    assert not OutboxMail.objects.exists()


def test_an_application_of_somebody_else_or_to_somebody_else_is_refused(application, recruiter):
    company, profile = application.opening.company, application.profile
    of_another = ApplicationFactory(opening=application.opening)
    to_another = ApplicationFactory(profile=profile)

    for other in (of_another, to_another):
        with pytest.raises(NoteError, match="not between the two"):
            write_note(company, profile, application=other, text=TEXT, by=recruiter)

    assert not CandidateNote.objects.exists()


def test_the_author_takes_a_note_back_once(company, profile, recruiter):
    note = CandidateNoteFactory(company=company, profile=profile, author=recruiter)

    assert (delete_note(note, by=recruiter), delete_note(note, by=recruiter)) == (True, False)
    assert not CandidateNote.objects.exists()
    assert list(LogEntry.objects.filter(verb="deleted").values_list("row_id", flat=True)) == [
        note.pk
    ]


def test_a_colleague_cannot_delete_somebody_elses_note(company, profile, recruiter, colleague):
    note = CandidateNoteFactory(company=company, profile=profile, author=recruiter)

    with pytest.raises(NoteError, match="Only its author"):
        delete_note(note, by=colleague)

    assert CandidateNote.objects.get() == note
