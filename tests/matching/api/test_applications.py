"""Applications pulled by a company's own system: as much of the applicant as is granted."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from matching.actions.announcements import announce_interview, announce_offer
from matching.models import Application
from matching.queries.anonymity import candidate_code
from parks.models import LogEntry
from talent.models import Disclosure, Document, ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory, OfferFactory
from tests.factories.parks import SkillFactory, WebhookFactory
from tests.factories.talent import EducationFactory, ExperienceFactory, SkillClaimFactory
from tests.matching.api.systems import problem_in

pytestmark = pytest.mark.django_db

PERSONAL = ("Lin Yue", "graduate@example.org", "+86 512 5555", "Soochow University")


@pytest.fixture
def application(company, profile, settings, tmp_path) -> Application:
    """Sent, with a file, and readable through its grant."""
    settings.MEDIA_ROOT = tmp_path
    opening = OpeningFactory(company=company, published=True, external_id=f"{company.pk}:J-1")
    sent = ApplicationFactory(profile=profile, opening=opening, message="Lin Yue says hello")
    grant(sent)
    profile.phone, profile.summary = "+86 512 5555", "I like cells"
    profile.save()
    EducationFactory(profile=profile, school="Soochow University")
    ExperienceFactory(profile=profile, title="Intern")
    SkillClaimFactory(profile=profile, skill=SkillFactory(code="S-PCR", label_en="PCR"), level=3)
    question = OpeningQuestionFactory(opening=opening, text_en="Shifts?", kind="yes_no")
    sent.answers.create(question=question, text="yes")
    return sent


def grant(application: Application) -> ProfileGrant:
    return ProfileGrant.objects.create(
        profile=application.profile,
        organisation=application.opening.company,
        reason="application",
        reference=application.uuid,
    )


@pytest.fixture
def document(application) -> Document:
    row = Document(profile=application.profile, filename="简历.pdf", content_type="application/pdf")
    row.size, row.sha256 = 4, "0" * 64
    row.file.save("cv.pdf", ContentFile(b"%PDF"))
    application.documents.add(row)
    ProfileGrant.objects.get().documents.add(row)
    return row


def address(application: Application, *more: object) -> str:
    return "/".join(("/applications", str(application.uuid), *map(str, more)))


def test_the_list_says_where_each_application_stands_and_names_nobody(system, application):
    response = system.get("/applications")

    (row,) = response.json()["items"]
    assert row == {
        "id": str(application.uuid),
        "opening": str(application.opening.uuid),
        "opening_external_id": "J-1",
        "state": "submitted",
        "source": "elsewhere",
        "submitted_at": row["submitted_at"],
        "changed_at": row["changed_at"],
    }
    assert not any(secret in response.text for secret in PERSONAL)
    assert not Disclosure.objects.exists()


def test_one_application_tells_who_it_is_from_and_the_applicant_sees_that(
    system, application, document, recruiter
):
    shown = system.get(address(application)).json()

    person = shown["applicant"]
    assert (person["name"], person["email"], person["phone"]) == (
        "Lin Yue",
        "graduate@example.org",
        "+86 512 5555",
    )
    assert person["is_anonymous"] is False
    assert [study["school"] for study in person["studies"]] == ["Soochow University"]
    assert [work["title"] for work in person["work"]] == ["Intern"]
    assert person["skills"] == [{"skill": "S-PCR", "label": "PCR", "level": 3, "source": "self"}]
    assert shown["message"] == "Lin Yue says hello"
    assert shown["answers"] == [{"question": "Shifts?", "answer": "Yes"}]
    assert [file["filename"] for file in shown["documents"]] == ["简历.pdf"]
    look = Disclosure.objects.get()
    assert (look.profile, look.organisation_id, look.user, look.kind) == (
        application.profile,
        application.opening.company_id,
        recruiter,
        "profile",
    )


def test_every_look_is_a_disclosure_of_its_own(system, application):
    system.get(address(application))
    system.get(address(application))

    assert Disclosure.objects.count() == 2


@pytest.mark.parametrize("switched_on", ["company", "park"])
def test_an_anonymous_first_screen_tells_what_the_person_can_do_and_not_who_it_is(
    switched_on, system, application, document
):
    side = getattr(application.opening, switched_on)
    side.anonymous_screening = True
    side.save(update_fields=["anonymous_screening"])

    response = system.get(address(application))

    shown = response.json()
    assert not any(secret in response.text for secret in (*PERSONAL, "简历"))
    assert shown["applicant"]["is_anonymous"] is True
    code = candidate_code(application.profile, application.opening.company_id)
    assert shown["applicant"]["code"] == code
    assert shown["message"] == "[…] says hello"
    assert [skill["skill"] for skill in shown["applicant"]["skills"]] == ["S-PCR"]
    assert shown["documents"] == shown["applicant"]["studies"] == []
    problem_in(system.get(address(application, "documents", document.uuid)), 404)


def test_on_the_shortlist_the_name_is_known(system, application):
    company = application.opening.company
    company.anonymous_screening = True
    company.save(update_fields=["anonymous_screening"])
    system.post(address(application, "move"), {"state": "shortlisted"})

    shown = system.get(address(application)).json()

    assert shown["applicant"]["name"] == "Lin Yue"


def test_without_a_grant_the_application_is_there_and_the_person_is_not(
    system, application, document
):
    ProfileGrant.objects.all().delete()

    response = system.get(address(application))

    assert response.json()["applicant"] is None
    assert response.json()["documents"] == []
    assert not any(secret in response.text for secret in PERSONAL)
    assert not Disclosure.objects.exists()
    problem_in(system.get(address(application, "documents", document.uuid)), 404)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_draft_and_what_was_withdrawn_are_not_there(state, system, application):
    application.state = state
    application.save(update_fields=["state"])

    assert system.get("/applications").json()["items"] == []
    problem_in(system.get(address(application)), 404)
    problem_in(system.post(address(application, "move"), {"state": "shortlisted"}), 404)


def test_a_file_is_downloaded_with_its_name_and_the_applicant_sees_that(
    system, application, document
):
    href = system.get(address(application)).json()["documents"][0]["href"]

    response = system.get(href.removeprefix("http://localhost:8000"))

    assert b"".join(response.streaming_content) == b"%PDF"
    assert "attachment" in response["Content-Disposition"]
    look = Disclosure.objects.get(kind="document")
    assert look.detail == "简历.pdf"
    response.close()


def test_a_file_that_was_not_sent_along_is_not_there(system, application, document):
    other = Document(profile=application.profile, filename="other.txt", content_type="text/plain")
    other.size, other.sha256 = 1, "1" * 64
    other.file.save("other.txt", ContentFile(b"x"))
    application.documents.remove(document)

    problem_in(system.get(address(application, "documents", other.uuid)), 404)
    problem_in(system.get(address(application, "documents", document.uuid)), 404)


def test_a_file_that_is_lost_is_not_there(system, application, document):
    document.file.storage.delete(document.file.name)

    problem_in(system.get(address(application, "documents", document.uuid)), 404)


def test_an_application_is_moved_on_and_the_applicant_reads_the_message(
    system, application, recruiter
):
    response = system.post(
        address(application, "move"), {"state": "shortlisted", "message": "We like it"}
    )

    assert (response.status_code, response.json()["state"]) == (200, "shortlisted")
    step = application.steps.get(state="shortlisted")
    assert (step.message, step.taken_by) == ("We like it", recruiter)


def test_a_refusal_has_a_reason_and_a_message(system, application):
    for wrong in (
        {},
        {"reason": "skills"},
        {"reason": "skills", "message": ""},
        {"reason": "face", "message": "No"},
    ):
        problem_in(system.post(address(application, "refuse"), wrong), 422)
    problem_in(
        system.post(address(application, "refuse"), {"reason": "skills", "message": " "}), 409
    )
    application.refresh_from_db()
    assert application.state == "submitted"

    response = system.post(
        address(application, "refuse"), {"reason": "skills", "message": "PCR is missing"}
    )

    assert response.json()["state"] == "refused"
    application.refresh_from_db()
    assert (application.refusal_reason, application.refusal_message) == (
        "skills",
        "PCR is missing",
    )


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("hired", 409),
        ("interviewing", 409),
        ("refused", 422),
        ("offered", 422),
        ("accepted", 422),
        ("withdrawn", 422),
        ("draft", 422),
        ("submitted", 422),
        ("lapsed", 422),
        ("promoted", 422),
    ],
)
def test_only_the_next_step_of_the_company_can_be_taken(state, status, system, application):
    problem_in(system.post(address(application, "move"), {"state": state}), status)

    application.refresh_from_db()
    assert application.state == "submitted"
    assert not LogEntry.objects.filter(noun="matching.application").exists()


def test_the_list_is_narrowed_down_by_state_and_opening(system, application, company):
    other = OpeningFactory(company=company, published=True)
    second = ApplicationFactory(profile=application.profile, opening=other, state="shortlisted")

    def ids(query: str) -> list[str]:
        return [row["id"] for row in system.get(f"/applications?{query}").json()["items"]]

    assert ids("state=shortlisted") == ids(f"opening={other.uuid}") == [str(second.uuid)]
    assert ids("state=hired") == []
    problem_in(system.get("/applications?opening=x"), 422)


@pytest.mark.parametrize("applications", [1, 3])
def test_the_list_costs_the_same_for_one_application_or_three(
    applications, system, company, django_assert_num_queries
):
    ApplicationFactory.create_batch(applications, opening__company=company)
    system.get("/applications")

    with django_assert_num_queries(3):
        response = system.get("/applications")

    assert len(response.json()["items"]) == applications


def test_reading_one_application_costs_few_queries(
    system, application, document, django_assert_num_queries
):
    system.get(address(application))

    with django_assert_num_queries(9):
        system.get(address(application))


def told(webhook) -> list[tuple[str, str]]:
    rows = webhook.deliveries.order_by("pk")
    return [(row.event, row.payload.get("state", "")) for row in rows]


def test_the_webhook_hears_of_every_step_and_of_no_person(system, application, recruiter, graduate):
    webhook = WebhookFactory(organisation=application.opening.company)
    system.post(address(application, "move"), {"state": "shortlisted", "message": "Lin Yue!"})
    system.post(address(application, "refuse"), {"reason": "skills", "message": "Lin Yue, no"})

    assert told(webhook) == [
        ("application.moved", "shortlisted"),
        ("application.moved", "refused"),
    ]
    payload = webhook.deliveries.earliest("pk").payload
    assert payload == {
        "application": str(application.uuid),
        "opening": str(application.opening.uuid),
        "opening_external_id": "J-1",
        "state": "shortlisted",
        "href": f"http://localhost:8000/api/v1/applications/{application.uuid}",
    }
    assert not any(secret in str(payload) for secret in PERSONAL)
    assert system.get(payload["href"].removeprefix("http://localhost:8000")).status_code == 200


def test_the_webhook_of_another_company_hears_nothing(system, application):
    other = WebhookFactory()

    system.post(address(application, "move"), {"state": "shortlisted"})

    assert told(other) == []


def test_interviews_and_offers_are_told_with_their_ids(application, company, graduate):
    webhook = WebhookFactory(organisation=company)
    interview = InterviewFactory(application=application, scheduled=True)
    offer = OfferFactory(application=application, state="accepted", answered_at=timezone.now())

    announce_interview(interview)
    announce_offer(offer)

    first, second = webhook.deliveries.order_by("pk")
    assert (first.event, first.payload["interview"]) == (
        "interview.scheduled",
        str(interview.uuid),
    )
    assert first.payload["starts_at"] == interview.slot.starts_at.isoformat()
    assert (second.event, second.payload["offer"], second.payload["state"]) == (
        "offer.answered",
        str(offer.uuid),
        "accepted",
    )
