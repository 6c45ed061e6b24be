"""Agreements and bases on the desks of their parties, and a student's own stays."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from matching.models import BaseStay
from matching.queries.anonymity import candidate_code
from parks.actions.obligations import settle_obligation
from parks.choices.agreements import ObligationState
from parks.models import BaseVisit, Mentor
from talent.models import ProfileGrant
from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    BaseFactory,
    BaseVisitFactory,
    MentorFactory,
    ObligationFactory,
    QuotaFactory,
)
from tests.factories.base_stays import BaseStayFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.talent import ProfileFactory, RosterEntryFactory, UniversityFactory
from tests.factories.vocabulary import DisciplineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LIST = "/desk/agreements/"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed(company, **facts):
    """An agreement of the company in force today, with one of everything."""
    agreement = AgreementFactory(
        park=company.park,
        in_force=True,
        starts_on=TODAY - timedelta(days=30),
        ends_on=TODAY + timedelta(days=300),
        **facts,
    )
    AgreementPartyFactory(agreement=agreement, organisation=company)
    AgreementPartyFactory(agreement=agreement, side="educates", organisation=UniversityFactory())
    QuotaFactory(agreement=agreement, year=TODAY.year, places=9, used=4)
    ObligationFactory(agreement=agreement, owner=company)
    agreement.disciplines.add(DisciplineFactory())
    return agreement


@pytest.fixture
def agreement(company):
    return signed(company, name_en="Training base of Soochow")


@pytest.fixture
def base(agreement, company):
    return BaseFactory(agreement=agreement, host=company, capacity=2)


def knows(company, profile) -> None:
    ProfileGrant.objects.create(
        profile=profile, organisation=company, reason="application", reference=profile.uuid
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_a_page_cost_the_same_for_one_or_three_rows(
    sign_in, recruiter, company, agreement, base, rows, django_assert_num_queries
):
    for _row in range(rows - 1):
        signed(company)
        ObligationFactory(agreement=agreement, owner=company)
        QuotaFactory(agreement=agreement, year=TODAY.year + 1, discipline=DisciplineFactory())
        BaseFactory(agreement=agreement, host=company)
    for _row in range(rows):
        mentor = MentorFactory(base=base)
        BaseStayFactory(base=base, mentor=mentor)
        BaseVisitFactory(base=base)
    client = sign_in(recruiter)

    for address, queries in ((LIST, 6), (agreement.get_absolute_url(), 8), (page(base), 6)):
        with django_assert_num_queries(queries, info=address):
            client.get(address)


def page(base) -> str:
    return f"/desk/bases/{base.uuid}/"


def test_both_sides_read_places_used_and_free_and_the_owner_alone_marks_its_obligation(
    sign_in, recruiter, agreement
):
    university = agreement.parties.get(side="educates").organisation
    teacher = MembershipFactory(organisation=university).user
    stranger = MembershipFactory(organisation=OrganisationFactory()).user
    obligation = agreement.obligations.get()
    settle = f"/desk/obligations/{obligation.pk}/"

    listed = sign_in(recruiter).get(LIST).text
    shown = [sign_in(user).get(agreement.get_absolute_url()) for user in (recruiter, teacher)]
    answers = [
        sign_in(user).post(settle, {"state": "done"}).status_code for user in (teacher, stranger)
    ]
    sign_in(recruiter).post(settle, {"state": "waived"})
    obligation.refresh_from_db()
    before = obligation.state
    sign_in(recruiter).post(settle, {"state": "done"})

    obligation.refresh_from_db()
    assert f"{TODAY.year}: 4 of 9 places used" in listed
    assert "1 obligation of yours to do" in listed
    assert ["It is done" in each.text for each in shown] == [True, False]
    quotas = [each.context["years"][0].quotas[0] for each in shown]
    assert [(quota.used, quota.free) for quota in quotas] == [(4, 5), (4, 5)]
    assert (answers, before) == ([404, 404], "open")
    assert (obligation.state, obligation.settled_by) == ("done", recruiter)
    assert "No agreement yet" in sign_in(stranger).get(LIST).text
    assert sign_in(stranger).get(agreement.get_absolute_url()).status_code == 404


def test_what_the_office_has_waived_its_owner_does_not_open_again(sign_in, recruiter, agreement):
    obligation = agreement.obligations.get()
    settle_obligation(
        obligation=obligation, state=ObligationState.WAIVED, by=UserFactory(), note="Illness."
    )
    client = sign_in(recruiter)

    shown = client.get(agreement.get_absolute_url()).text
    settle = reverse("matching:settle_obligation", args=[obligation.pk])
    answers = [
        client.post(settle, {"state": state}, follow=True).text for state in ("open", "done")
    ]

    obligation.refresh_from_db()
    assert "Illness." in shown
    assert settle not in shown
    assert ["has waived this" in text for text in answers] == [True, True]
    assert (obligation.state, obligation.note) == ("waived", "Illness.")


def test_the_park_office_keeps_the_signed_file_and_the_parties_alone_have_it(
    sign_in, park_officer, recruiter, agreement, profile
):
    address = f"{agreement.get_absolute_url()}file/"
    fake = SimpleUploadedFile("signed.pdf", b"<html>", content_type="application/pdf")
    real = SimpleUploadedFile("signed.exe", b"%PDF-1.7 words %%EOF")

    refused = sign_in(park_officer).post(f"{address}new/", {"file": fake})
    kept = sign_in(park_officer).post(f"{address}new/", {"file": real})
    answer = sign_in(recruiter).get(address)

    assert "neither a PDF nor a PNG" in refused.text
    assert (kept.status_code, kept.url) == (302, agreement.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 words %%EOF"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(recruiter).get(f"{address}new/").status_code == 404
    assert sign_in(profile.user).get(address).status_code == 404


def test_the_host_gives_a_place_ends_it_and_writes_visits_and_the_student_sees_the_stay(
    sign_in, recruiter, company, base, profile
):
    knows(company, profile)
    profile.degree = base.agreement.quotas.get().degree
    profile.save()
    client = sign_in(recruiter)

    client.post(f"{page(base)}mentors/new/", {"user": recruiter.pk, "students_at_most": 2})
    mentor = Mentor.objects.get(base=base)
    given = client.post(
        f"{page(base)}stays/new/",
        {"profile": profile.pk, "mentor": mentor.pk, "starts_on": TODAY.isoformat()},
    )
    stay = BaseStay.objects.get()
    mine = sign_in(profile.user).get("/me/stays/").text
    client = sign_in(recruiter)
    client.post(
        f"{page(base)}visits/new/",
        {"visited_on": TODAY, "visitor": company.pk, "note": "Clean rooms."},
    )
    too_late = client.post(f"/desk/stays/{stay.pk}/end/", {"ends_on": TODAY + timedelta(days=3)})
    client.post(f"/desk/stays/{stay.pk}/end/", {"ends_on": TODAY, "result": "Ran assays."})
    let_go = client.post(f"/desk/mentors/{mentor.pk}/end/", follow=True)

    stay.refresh_from_db()
    assert (given.status_code, stay.mentor, stay.profile) == (302, mentor, profile)
    assert str(base) in mine
    assert str(recruiter) in mine
    assert BaseVisit.objects.get().note == "Clean rooms."
    assert "between the first day and today" in too_late.text
    assert (stay.ends_on, stay.result) == (TODAY, "Ran assays.")
    assert f"{recruiter} is a mentor until today." in let_go.text
    assert f"/desk/mentors/{mentor.pk}/end/" not in let_go.text
    assert "Ran assays." in sign_in(profile.user).get("/me/stays/").text


def test_a_full_base_says_so_and_a_student_without_a_grant_is_no_choice_and_a_number(
    sign_in, recruiter, company, base, profile
):
    knows(company, profile)
    hidden = ProfileFactory(user__full_name="Hidden Person")
    stay = BaseStayFactory(base=base, profile=hidden)
    BaseStayFactory(base=base, mentor=None)
    client = sign_in(recruiter)
    asked = {"starts_on": TODAY.isoformat()}

    shown = client.get(page(base)).text
    full = client.post(f"{page(base)}stays/new/", {"profile": profile.pk, **asked})
    foreign = client.post(f"{page(base)}stays/new/", {"profile": hidden.pk, **asked})

    assert "Hidden Person" not in shown
    assert f"Student {stay.pk}" in shown
    assert candidate_code(hidden, company.pk) not in shown  # as which they apply without a name
    assert "All places of this base are taken" in full.text
    assert "Select a valid choice" in foreign.text
    assert BaseStay.objects.count() == 2


def test_a_university_reads_its_own_students_who_share_that_and_nobody_else(
    sign_in, agreement, base
):
    university = agreement.parties.get(side="educates").organisation
    teacher = MembershipFactory(organisation=university).user
    ours = ProfileFactory(user__full_name="Our Student")
    claimed = {"university": university.university, "claimed_at": timezone.now()}
    entry = RosterEntryFactory(**claimed, user=ours.user, shares_progress=True)
    BaseStayFactory(base=base, profile=ours)
    BaseStayFactory(base=base, profile__user__full_name="Their Student")
    MentorFactory(base=base, user__full_name="Dr Mentor")

    shown = sign_in(teacher).get(page(base))

    assert [each.name for each in shown.context["students"]] == ["Our Student"]
    assert "2 of 2 places taken" in shown.text
    assert "Dr Mentor" in shown.text
    assert "0 of 3 students" not in shown.text
    assert sign_in(teacher).get(f"{page(base)}visits/new/").status_code == 404
    entry.shares_progress = False
    entry.save()
    assert sign_in(teacher).get(page(base)).context["students"] == []
