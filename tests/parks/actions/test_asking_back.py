"""A request that is asked back, and one that two officers decline."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import translation

from parks.actions.evidence import send_again
from parks.actions.organisations import OrganisationError
from parks.actions.verifications import (
    confirm_decline,
    decide_verification,
    drop_decline,
    propose_decline,
    reason_in_words,
    resend_verification,
)
from parks.choices.organisations import MembershipRole, VerificationState
from parks.evidence_files import EvidenceFile
from parks.models import LogEntry, OutboxMail, Verification
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    LICENCE,
    EvidenceFactory,
    MembershipFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ASKED, DECLINED = VerificationState.ASKED, VerificationState.DECLINED


@pytest.fixture
def young(park):
    return CompanyFactory(park=park, name_en="Dawn Bio")


@pytest.fixture
def hr(young):
    return MembershipFactory(organisation=young, role=MembershipRole.ADMIN).user


@pytest.fixture
def request_(young, hr):
    return VerificationFactory(
        organisation=young, state="pending", decided_at=None, submitted_by=hr
    )


@pytest.fixture
def colleague(park_officer):
    office = park_officer.memberships.get().organisation
    return MembershipFactory(organisation=office, user=UserFactory(full_name="Sun Qi")).user


@pytest.fixture
def strict(park):
    park.two_decline = True
    park.save()


def everything() -> list[list[dict]]:
    nouns = (LogEntry, OutboxMail, Verification)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def test_whoever_is_asked_back_reads_what_is_missing_and_where_to_send_it(
    request_, hr, park_officer
):
    decide_verification(request_, state=ASKED, reason="The seal is missing.", by=park_officer)

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (hr, "Dawn Bio: Asked for more")
    assert mail.text.startswith("The seal is missing.\n\n")
    assert f"/desk/organisations/{request_.organisation.uuid}/" in mail.text


def test_sent_again_it_waits_anew_and_the_office_is_told(request_, hr, park_officer, tmp_path):
    decide_verification(request_, state=ASKED, reason="The seal is missing.", by=park_officer)
    OutboxMail.objects.all().delete()

    again = send_again(request_, file=None, by=hr)

    assert (again.pk, again.state, again.reason) == (request_.pk, "pending", "")
    assert (again.decided_by, again.decided_at) == (None, None)
    assert again.submitted_at > request_.submitted_at
    assert OutboxMail.objects.get().user == park_officer


@pytest.mark.parametrize("state", ["pending", "in_review", "approved", "declined"])
def test_only_what_was_asked_back_is_sent_again(state, request_, hr):
    Verification.objects.update(state=state, reason="Before")
    before = everything()

    with pytest.raises(OrganisationError, match="does not ask for more"):
        resend_verification(request_, by=hr)

    assert everything() == before


def test_a_file_too_many_leaves_the_request_as_it_was(request_, hr, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Verification.objects.update(state="asked", reason="Before")
    EvidenceFactory.create_batch(10, verification=request_)
    before = everything()

    with pytest.raises(Exception, match="Ten files are enough"):
        send_again(request_, file=EvidenceFile(LICENCE, "a.pdf", "application/pdf"), by=hr)

    assert everything() == before


def test_a_reason_stands_in_both_languages_with_the_words_of_the_officer():
    with translation.override("en"):
        both = reason_in_words("expired", " Send the new one. ")

    assert both == "营业执照已过期 / The licence has expired\n\nSend the new one."
    assert reason_in_words("other", "Call us.") == "Call us."
    with pytest.raises(OrganisationError, match="Say why"):
        reason_in_words("other", " ")


def test_a_decline_is_a_proposal_until_a_colleague_confirms_it(
    request_, hr, strict, park_officer, colleague
):
    with pytest.raises(OrganisationError, match="Two officers decline"):
        decide_verification(request_, state=DECLINED, reason="Fake", by=park_officer)

    proposed = propose_decline(request_, reason=" The licence is forged. ", by=park_officer)
    told = list(OutboxMail.objects.values_list("user", "subject"))
    declined = confirm_decline(request_, by=colleague)

    assert (proposed.state, proposed.reason) == ("pending", "The licence is forged.")
    assert told == [(colleague.pk, "Zhao Lei proposes to decline Dawn Bio")]
    assert (declined.state, declined.reason) == ("declined", "The licence is forged.")
    assert (declined.decided_by, declined.decline_proposed_at) == (colleague, None)
    entries = LogEntry.objects.order_by("pk").values_list("verb", "actor", "organisation")
    assert list(entries) == [
        ("decline proposed", park_officer.pk, None),  # nothing the organisation reads
        ("verification declined", colleague.pk, request_.organisation_id),
    ]
    assert OutboxMail.objects.filter(user=hr).count() == 1


def test_nobody_confirms_their_own_proposal_and_nothing_else_is_decided_beside_it(
    request_, strict, park_officer, colleague
):
    propose_decline(request_, reason="Forged", by=park_officer)
    before = everything()

    with pytest.raises(OrganisationError, match="proposed this yourself"):
        confirm_decline(request_, by=park_officer)
    with pytest.raises(OrganisationError, match="Zhao Lei has proposed"):
        propose_decline(request_, reason="Again", by=colleague)
    for state in (VerificationState.APPROVED, ASKED, VerificationState.IN_REVIEW):
        with pytest.raises(OrganisationError, match="confirm that or drop it"):
            decide_verification(request_, state=state, reason="Other", by=colleague)

    assert everything() == before


def test_a_dropped_proposal_leaves_the_request_waiting(request_, strict, park_officer, colleague):
    propose_decline(request_, reason="Forged", by=park_officer)

    dropped = drop_decline(request_, by=colleague)

    assert (dropped.state, dropped.reason) == ("pending", "")
    assert dropped.decline_proposed_by is None
    with pytest.raises(OrganisationError, match="Nobody proposes"):
        confirm_decline(request_, by=colleague)


def test_what_is_sent_again_meanwhile_is_another_request_than_the_one_to_be_declined(
    request_, hr, strict, park_officer, colleague
):
    decide_verification(request_, state=ASKED, reason="The seal", by=park_officer)
    propose_decline(request_, reason="No answer", by=park_officer)

    resend_verification(request_, by=hr)

    with pytest.raises(OrganisationError, match="Nobody proposes"):
        confirm_decline(request_, by=colleague)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_of_one_officer_at_once_decline_nothing(request_, strict, park_officer):
    start, outcomes = Barrier(2), []

    def click() -> None:
        start.wait()
        try:
            propose_decline(request_, reason="Forged", by=park_officer)
            outcomes.append("proposed")
            confirm_decline(request_, by=park_officer)
        except OrganisationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    request_.refresh_from_db()
    assert sorted(outcomes) == ["proposed", "refused", "refused"]
    assert (request_.state, request_.decline_proposed_by) == ("pending", park_officer)
    assert LogEntry.objects.filter(verb="decline proposed").count() == 1
