"""One sheet for a whole session; certificates for all who passed, with their progress."""

import pytest

from matching.models import Assessment, CertificateIssue
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateFactory,
    CertificateIssueFactory,
    HeldSessionFactory,
    LearnerFactory,
)
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def session(park):
    organiser = OrganisationFactory(park=park)
    return HeldSessionFactory(programme__organiser=organiser)


@pytest.fixture
def examiner(session):
    return MembershipFactory(organisation=session.programme.organiser).user


def sheet(session):
    return f"/desk/sessions/{session.uuid}/results/"


def cell(learner, part, points, attempt=1):
    name = f"{part}-{learner.uuid}"
    return {name: str(points), f"{name}-attempt": str(attempt)}


def test_a_whole_session_is_entered_at_once_and_who_passes_has_a_certificate(
    sign_in, session, examiner
):
    good, poor, absent = LearnerFactory.create_batch(3, session=session)
    posted = cell(good, "theory", 88) | cell(good, "practice", 91) | cell(poor, "theory", 30)
    posted |= cell(poor, "practice", 75) | cell(absent, "theory", "") | cell(absent, "practice", "")

    client = sign_in(examiner)
    page = client.post(sheet(session), posted, follow=True).content.decode()

    for learner in (good, poor, absent):
        learner.refresh_from_db()
    assert [learner.state for learner in (good, poor, absent)] == ["passed", "failed", "enrolled"]
    assert "4 results entered." in page
    assert good.certificate.serial in page
    assert f'name="theory-{poor.uuid}"' in page  # the resit
    assert f'name="practice-{poor.uuid}"' not in page
    assert f'name="theory-{good.uuid}"' not in page


def test_a_sheet_sent_twice_enters_nothing_twice(sign_in, session, examiner):
    learner = LearnerFactory(session=session)
    client = sign_in(examiner)

    client.post(sheet(session), cell(learner, "theory", 40))
    again = client.post(sheet(session), cell(learner, "theory", 40), follow=True)

    assert "entered already" in again.content.decode()
    assert Assessment.objects.count() == 1


def test_points_out_of_range_are_shown_where_they_were_typed(sign_in, session, examiner):
    learner = LearnerFactory(session=session)

    response = sign_in(examiner).post(sheet(session), cell(learner, "theory", 101))

    assert response.status_code == 200
    assert "less than or equal to 100" in response.content.decode()
    assert not Assessment.objects.exists()


def test_a_trainer_reads_the_sheet_and_enters_nothing(sign_in, session, examiner):
    session.trainers.add(examiner)
    learner = LearnerFactory(session=session)
    client = sign_in(examiner)

    shown = client.get(sheet(session)).content.decode()
    refused = client.post(sheet(session), cell(learner, "theory", 90), follow=True)

    assert "somebody else has to examine it" in shown
    assert '<input type="number"' not in shown
    assert "A trainer of this session cannot examine it." in refused.content.decode()
    assert not Assessment.objects.exists()


def test_the_park_office_enters_results_as_well(sign_in, session, park_officer):
    learner = LearnerFactory(session=session)

    sign_in(park_officer).post(sheet(session), cell(learner, "practice", 64))

    assert Assessment.objects.get().examiner == park_officer


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_costs_the_same_for_one_or_three(
    sign_in, session, examiner, rows, django_assert_num_queries
):
    for learner in LearnerFactory.create_batch(rows, session=session):
        AssessmentFactory(enrolment=learner, points=20)
    client = sign_in(examiner)

    with django_assert_num_queries(10):
        response = client.get(sheet(session))

    assert len(response.context["rows"]) == rows


def test_certificates_for_all_are_asked_for_and_their_progress_is_shown(sign_in, session, examiner):
    LearnerFactory.create_batch(2, session=session, state="passed")
    client = sign_in(examiner)

    asked = client.get(sheet(session)).content.decode()
    response = client.post(f"/desk/sessions/{session.uuid}/certificates/")
    issue = CertificateIssue.objects.get()
    under_way = client.get(response.url).content.decode()
    CertificateIssue.objects.update(state="done", done=2)
    over = client.get(response.url).content.decode()
    reloads = client.get(response.url, headers={"HX-Request": "true"})

    assert "2 people have passed and wait" in asked
    assert response.url == f"/desk/certificate-issues/{issue.uuid}/"
    assert ("0 of 2 certificates" in under_way, 'hx-trigger="every 2s"' in under_way) == (
        True,
        True,
    )
    assert ("2 of 2 certificates" in over, "hx-trigger" in over) == (True, False)
    assert reloads.headers["HX-Refresh"] == "true"


def test_where_nobody_waits_the_page_says_so_and_asking_changes_nothing(sign_in, session, examiner):
    LearnerFactory(session=session)
    client = sign_in(examiner)

    shown = client.get(sheet(session)).content.decode()
    asked = client.post(f"/desk/sessions/{session.uuid}/certificates/", follow=True)

    assert "Nobody waits for a certificate" in shown
    assert "Nobody here waits for a certificate." in asked.content.decode()
    assert not CertificateIssue.objects.exists()


def test_an_empty_session_says_what_comes_next(sign_in, session, examiner):
    assert "Nobody holds a place" in sign_in(examiner).get(sheet(session)).content.decode()


def test_others_find_neither_sheet_nor_progress(sign_in, session):
    issue = CertificateIssueFactory(session=session)
    client = sign_in(UserFactory())

    answers = [
        client.get(sheet(session)),
        client.post(sheet(session), {}),
        client.post(f"/desk/sessions/{session.uuid}/certificates/"),
        client.get(f"/desk/certificate-issues/{issue.uuid}/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_wrong_result_is_put_right_on_a_page_of_its_own(sign_in, session, examiner):
    learner = LearnerFactory(session=session)
    AssessmentFactory(enrolment=learner, part="theory", points=16, examiner=examiner)
    address = f"/desk/enrolments/{learner.uuid}/results/theory/"
    client = sign_in(examiner)

    on_the_sheet = client.get(sheet(session)).content.decode()
    shown = client.get(address).content.decode()
    nothing_said = client.post(address, {"points": "61", "reason": ""})
    saved = client.post(address, {"points": "61", "reason": "Mixed up."}, follow=True)

    assert f'href="{address}"' in on_the_sheet
    assert 'value="16"' in shown
    assert nothing_said.status_code == 200
    assert "Corrected, and the person is told." in saved.content.decode()
    assert Assessment.objects.get().points == 61


def test_a_colleague_and_a_trainer_find_no_correction_and_a_certificate_is_revoked_first(
    sign_in, session, examiner, park_officer
):
    certificate = CertificateFactory(scheme=session.programme.scheme)
    learner = LearnerFactory(
        session=session, profile=certificate.profile, state="passed", certificate=certificate
    )
    AssessmentFactory(enrolment=learner, part="theory", points=66, examiner=park_officer)
    address = f"/desk/enrolments/{learner.uuid}/results/theory/"

    colleague = sign_in(examiner).get(address)
    office = sign_in(park_officer)
    page = office.get(address).content.decode()
    refused = office.post(address, {"points": "6", "reason": "Wrong."}, follow=True)
    no_part = office.get(address.replace("theory", "singing"))
    session.trainers.add(park_officer)
    trainer = office.get(address)

    assert [each.status_code for each in (colleague, no_part, trainer)] == [404, 404, 404]
    assert f"The certificate {certificate.serial} was issued on these points." in page
    assert 'name="points"' not in page
    assert "Revoke it first" in refused.content.decode()
    assert Assessment.objects.get().points == 66


@pytest.mark.parametrize("role", ["interviewer", None])
def test_a_named_examiner_enters_and_corrects_points_and_does_nothing_else(
    sign_in, session, park_officer, role
):
    named = UserFactory()
    if role:
        MembershipFactory(organisation=session.programme.organiser, user=named, role=role)
    session.examiners.add(named)
    learner = LearnerFactory(session=session)
    certified = LearnerFactory(session=session, state="passed", certificate=CertificateFactory())
    AssessmentFactory(enrolment=certified, examiner=park_officer)
    client = sign_in(named)

    client.post(sheet(session), cell(learner, "theory", 16))
    client.post(
        f"/desk/enrolments/{learner.uuid}/results/theory/", {"points": "61", "reason": "Mixed up."}
    )
    shown = client.get(sheet(session)).content.decode()
    closed = [
        client.get(f"/desk/sessions/{session.uuid}/"),
        client.get(f"/desk/sessions/{session.uuid}/teaching/"),
        client.post(f"/desk/sessions/{session.uuid}/certificates/"),
        client.post(f"/desk/enrolments/{learner.uuid}/remove/", {"reason": "No."}),
        client.get(f"/desk/enrolments/{certified.uuid}/results/theory/"),
    ]

    entered = Assessment.objects.get(enrolment=learner)
    assert (entered.points, entered.examiner) == (61, named)
    assert [answer.status_code for answer in closed] == [404] * 5
    assert f"/desk/sessions/{session.uuid}/certificates/" not in shown
    assert certified.certificate.serial not in shown


def test_an_examiner_who_has_left_the_organiser_reads_no_names_any_more(sign_in, session):
    left = MembershipFactory(
        organisation=session.programme.organiser, left_at="2026-01-01T00:00Z"
    ).user
    session.examiners.add(left)

    assert sign_in(left).get(sheet(session)).status_code == 404


def test_a_revoked_certificate_is_issued_again_on_a_page_of_its_own(sign_in, session, examiner):
    facts = {"scheme": session.programme.scheme, "revoked_because": "A mistake."}
    revoked = CertificateFactory(revoked_at="2026-05-05T00:00Z", **facts)
    row = {"session": session, "state": "passed"}
    learner = LearnerFactory(profile=revoked.profile, certificate=revoked, **row)
    standing = LearnerFactory(certificate=CertificateFactory(), **row)
    address = f"/desk/enrolments/{learner.uuid}/certificate/"
    other = address.replace(str(learner.uuid), str(standing.uuid))
    client = sign_in(examiner)

    on_the_sheet = client.get(sheet(session)).content.decode()
    asked = client.get(address).content.decode()
    nothing_said = client.post(address, {"reason": ""})
    done = client.post(address, {"reason": "Revoked by mistake."}, follow=True).content.decode()
    again = client.post(address, {"reason": "Twice."}, follow=True).content.decode()

    learner.refresh_from_db()
    assert (f'href="{address}"' in on_the_sheet, f'href="{other}"' in on_the_sheet) == (True, False)
    assert 'name="reason"' in asked
    assert 'name="reason"' not in client.get(other).content.decode()
    assert nothing_said.status_code == 200
    assert learner.certificate.serial in done
    assert "Only in place of a revoked certificate" in again
