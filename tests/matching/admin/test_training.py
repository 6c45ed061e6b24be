"""Training in the web admin: what is changed there goes through the actions of the portal."""

import pytest
from django.urls import reverse

from companies.models import Programme
from matching.models import Enrolment
from tests.factories.admin import address
from tests.factories.agreements import AgreementFactory
from tests.factories.parks import OrganisationFactory, SkillFactory, UserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SessionMeetingFactory,
)

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "unfold")]


def programme_data(park, organiser, **changes) -> dict[str, object]:
    data = {"park": park.pk, "organiser": organiser.pk, "name_en": "ELISA", "name_zh": ""}
    data |= {"text_zh": "", "text_en": "", "scheme": "", "agreement": "", "hours": "", "seats": 12}
    data |= {"cost": "", "listed": "on", "skills-TOTAL_FORMS": "1", "skills-INITIAL_FORMS": "0"}
    return data | {"skills-0-skill": SkillFactory().pk, "skills-0-level": 2} | changes


def test_an_officer_enters_a_programme_with_its_skills_but_not_on_others_agreements(
    sign_in, park_officer, park
):
    organiser = OrganisationFactory(park=park)
    of_others = AgreementFactory(park=park)
    client, page = sign_in(park_officer), address(Programme, "add")

    nameless = client.post(page, programme_data(park, organiser, name_en=""))
    foreign = client.post(page, programme_data(park, organiser, agreement=of_others.pk))
    before = Programme.objects.count()
    client.post(page, programme_data(park, organiser))

    assert "Give a name in Chinese or in English." in nameless.content.decode()
    assert "The organiser has not signed this agreement." in foreign.content.decode()
    assert before == 0
    row = Programme.objects.get()
    assert (row.organiser, row.seats, row.skills.get().level) == (organiser, 12, 2)


def test_an_officer_settles_a_session_after_a_second_word_and_calls_another_off(
    sign_in, park_officer, park
):
    programme = ProgrammeFactory(park=park)
    running, soon = (SessionFactory(programme=programme, state=s) for s in ("running", "open"))
    EnrolmentFactory(session=running)
    SessionMeetingFactory(session=running)
    placed = EnrolmentFactory(session=soon)
    soon.taken = 1
    soon.save(update_fields=["taken"])
    client = sign_in(park_officer)
    assessed = address(running, "assessed")

    refused = client.post(assessed, {"answered": "yes"}, follow=True).content.decode()
    client.post(assessed, {"is_confirmed": "on"})
    client.post(address(soon, "call_off"), {"reason": " "})
    client.post(address(soon, "call_off"), {"reason": "The trainer is ill"})

    running.refresh_from_db()
    soon.refresh_from_db()
    placed.refresh_from_db()
    assert "Results are missing for" in refused
    assert (running.state, soon.state, soon.taken) == ("assessed", "cancelled", 0)
    assert (placed.state, placed.reason) == ("removed", "The trainer is ill")


def test_an_officer_takes_somebody_off_with_a_reason_and_not_in_another_park(
    sign_in, park_officer, park
):
    session = SessionFactory(programme__park=park, capacity=1, taken=1)
    first = EnrolmentFactory(session=session)
    second = EnrolmentFactory(session=session, state="waiting")
    elsewhere = EnrolmentFactory()
    client = sign_in(park_officer)

    for row in (first, elsewhere):
        client.post(address(row, "remove"), {"reason": "Came to no meeting"})

    states = dict(Enrolment.objects.values_list("pk", "state"))
    assert states == {first.pk: "removed", second.pk: "enrolled", elsewhere.pk: "enrolled"}


def test_an_officer_opens_a_session_that_several_people_teach_and_finds_it_once(
    sign_in, park_officer, park
):
    session = SessionFactory(programme__park=park)
    session.trainers.set(UserFactory.create_batch(2))
    client = sign_in(park_officer)

    listed = client.get(reverse("admin:companies_session_changelist"))

    assert list(listed.context["cl"].result_list) == [session]
    assert client.get(address(session, "change")).status_code == 200


def test_an_officer_begins_a_session_before_its_first_day_only_after_a_second_word(
    sign_in, park_officer, park
):
    session = SessionFactory(programme__park=park)
    client, begin = sign_in(park_officer), address(session, "begin")

    refused = client.post(begin, {"answered": "yes"}, follow=True).text
    session.refresh_from_db()
    before = session.state
    client.post(begin, {"is_confirmed": "on"})

    session.refresh_from_db()
    assert "still to come" in refused
    assert (before, session.state) == ("open", "running")
