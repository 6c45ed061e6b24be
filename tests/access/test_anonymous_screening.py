"""Nothing that a company reads of an anonymous application names the applicant, on any page."""

import re

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from matching.actions.applications import (
    advance_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.actions.notes import write_note
from matching.actions.screening import renew_screening
from matching.choices.applications import ApplicationState
from matching.models import Application, BaseStay, OpeningMatches
from parks.models import Notice, OutboxMail
from talent.choices.profiles import DocumentKind
from talent.models import Document, Education, Experience, ProfileGrant, SkillClaim
from tests.access.test_pages import PAGES, PEOPLE, POSTS
from tests.access.world import make_world
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import MatchRunFactory, OpeningMatchesFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NAME, ADDRESS, TELEPHONE, FILE = "Xiulan Quan", "xiulan.q@example.org", "13955557777", "quan-cv.pdf"
TELLING = re.compile("xiulan|quan-cv|13955557777|1395555|quan(?!t|g)", re.IGNORECASE)
WORDS = f"I am {NAME}; mail {ADDRESS} or call {TELEPHONE}."
AFTER_THE_SHORTLIST = {
    "matching:slots",
    "matching:company_interview",
    "matching:company_interview_file",
    "matching:call_off_interview",
    "matching:mark_held",
    "matching:mark_missed",
    "matching:take_back_offer",
}
"""Nobody has an interview or an offer who was not on the shortlist: APPLICATION_MOVES."""

KNOWN_BY_NAME = {
    "matching:attendance",
    "matching:desk_session",
    "matching:discard_session",
    "matching:issue_again",
    "matching:issue_certificates",
    "matching:move_session",
    "matching:participants_file",
    "matching:remove_person",
    "matching:session_results",
    "matching:teaching",
    "talent:issued_certificate",
    "talent:issued_certificates",
}
"""The company teaches or certifies the person, who came to it under their name; none of these
pages says that they have applied, see the test below."""


def open_to_the_company(table: dict[str, tuple[int, ...]], *answers: int) -> list[str]:
    mine, others = PEOPLE.index("recruiter"), PEOPLE.index("stranger")
    found = [name for name, row in table.items() if row[mine] in answers and row[others] == 404]
    return [name for name in found if name not in AFTER_THE_SHORTLIST | KNOWN_BY_NAME]


AT_THE_DESK = open_to_the_company(PAGES, 200)
POSTED = [name for name in open_to_the_company(POSTS, 200, 302) if name.startswith("matching:")]


@pytest.fixture
def person(profile):
    """The graduate, with a name, a telephone and words that occur nowhere else."""
    profile.user.full_name, profile.user.email = NAME, ADDRESS
    profile.user.save()
    profile.phone, profile.visibility = TELEPHONE, "park_companies"
    profile.headline = profile.summary = WORDS
    profile.save()
    SkillClaimFactory(profile=profile, evidence=WORDS)
    return profile


@pytest.fixture
def world(company, person, settings, tmp_path):
    """One row of everything; the company screens anonymously and has shortlisted nobody."""
    settings.MEDIA_ROOT = tmp_path
    world = make_world(company, person)
    Application.objects.update(message=WORDS)
    Education.objects.update(discipline_text=f"Biology ({NAME})")
    Experience.objects.update(title=f"{NAME}, trainee", text=WORDS)
    Document.objects.update(filename=FILE)
    company.anonymous_screening = True
    company.save()
    OpeningMatchesFactory(
        run=MatchRunFactory(park=company.park),
        opening=world.opening,
        profile_ids=[person.pk],
        points=[2048],
    )
    company.invitations.update(email="colleague@example.org")
    renew_screening()
    return world


def told(text: str) -> list[str]:
    return TELLING.findall(text)


@pytest.mark.parametrize("name", AT_THE_DESK)
def test_no_page_of_the_company_names_the_applicant(name, world, recruiter, sign_in):
    response = sign_in(recruiter).get(world.address(name))

    body = b"".join(response) if response.streaming else response.content
    assert told(body.decode(errors="replace")) == []
    assert told(str(response.headers)) == []


@pytest.mark.parametrize("name", POSTED)
def test_no_answer_to_a_form_names_the_applicant(name, world, recruiter, sign_in):
    response = sign_in(recruiter).post(world.address(name), follow=True)

    assert told(response.text) == []


def test_no_page_that_knows_the_person_by_name_leads_to_their_application(
    world, recruiter, sign_in
):
    client = sign_in(recruiter)
    readable = [name for name in KNOWN_BY_NAME if PAGES[name][PEOPLE.index("recruiter")] == 200]

    texts = {name: client.get(world.address(name)).text for name in readable}

    secrets = {str(world.application.uuid), str(world.application.profile.uuid)}
    assert len(texts) > 6
    assert {name for name, text in texts.items() if any(each in text for each in secrets)} == set()
    assert any(told(text) for text in texts.values())


def test_a_base_offers_a_place_to_nobody_by_name_who_has_applied_without_one(
    world, recruiter, sign_in
):
    client, page = sign_in(recruiter), world.address("matching:new_stay")
    BaseStay.objects.all().delete()

    before = client.get(page).text
    advance_application(world.application, state=ApplicationState.SHORTLISTED, by=recruiter)

    assert told(before) == []
    assert told(client.get(page).text) == ["Xiulan", "Quan"]


LISTS = ["matching:desk", "parks:notices"]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_over_all_openings_names_the_applicant(name, world, recruiter, sign_in):
    assert told(sign_in(recruiter).get(reverse(name)).text) == []


def test_two_people_side_by_side_are_codes(world, person, recruiter, sign_in, park):
    other = ProfileFactory(user__full_name="Quan Bo", visibility="park_companies")
    other.parks.add(park)
    OpeningMatches.objects.update(profile_ids=np.array([person.pk, other.pk], "<i8").tobytes())
    OpeningMatches.objects.update(points=np.array([2048, 2048], "<i2").tobytes())
    chosen = {"candidate": [person.uuid, other.uuid]}

    response = sign_in(recruiter).get(
        reverse("matching:compare", args=[world.opening.uuid]), chosen
    )

    assert [each.name[:9] for each in response.context["candidates"]] == ["Candidate"] * 2
    assert told(response.text) == []


def test_the_file_is_not_found(world, recruiter, sign_in):
    response = sign_in(recruiter).get(world.address("talent:document"))

    assert response.status_code == 404


@pytest.mark.parametrize("query", ["Xiulan", ADDRESS, TELEPHONE])
def test_searching_for_the_person_finds_nobody(query, world, recruiter, sign_in):
    address = reverse("matching:applicants", args=[world.opening.uuid])

    response = sign_in(recruiter).get(address, {"q": query})

    assert world.application not in [row for row, _name in response.context["people"]]


@pytest.fixture
def opening(company):
    company.anonymous_screening = True
    company.save()
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    OpeningQuestionFactory(opening=opening)
    return opening


@pytest.fixture
def applied(opening, person, settings, tmp_path) -> Application:
    settings.MEDIA_ROOT = tmp_path
    document = Document(profile=person, filename=FILE, kind=DocumentKind.CV, size=3)
    document.sha256, document.content_type = "1" * 64, "application/pdf"
    document.file.save(FILE, ContentFile(b"%PDF"))
    answers = {question.pk: WORDS for question in opening.questions.all()}
    return submit_application(
        person,
        opening=opening,
        message=WORDS,
        documents=[document],
        answers=answers,
        today=opening.published_at.date(),
    )


DEEDS = {
    "applied": lambda application, by: None,
    "refused": lambda application, by: refuse_application(
        application, reason="skills", message="Not now.", by=by
    ),
    "lapsed": lambda application, by: advance_application(
        application, state=ApplicationState.LAPSED, by=None
    ),
    "withdrawn": lambda application, by: withdraw_application(
        application, reason="pay", by=application.profile.user
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_neither_mails_nor_notices_nor_pages_name_who_ends_before_the_shortlist(
    deed, applied, recruiter, company, sign_in
):
    colleague = MembershipFactory(organisation=company).user
    DEEDS[deed](applied, recruiter)
    write_note(
        company,
        applied.profile,
        application=applied,
        text="Look at this one.",
        mentioned=[colleague],
        by=recruiter,
    )
    client = sign_in(recruiter)
    own = {"board": applied.opening, "applicants": applied.opening}
    own |= {"applicant": applied, "move": applied}
    places = [reverse(f"matching:{name}", args=[row.uuid]) for name, row in own.items()]

    others = {"user__in": [recruiter, colleague]}
    mails = OutboxMail.objects.filter(**others)
    texts = [row.subject + row.text + row.html + (row.calendar or "") for row in mails]
    texts += [row.text_zh + row.text_en for row in Notice.objects.filter(**others)]
    texts += [client.get(place, follow=True).text for place in places]

    assert len(texts) >= len(places) + 2
    assert [told(text) for text in texts if told(text)] == []


def test_on_the_shortlist_everything_is_shown(applied, recruiter, sign_in):
    advance_application(applied, state=ApplicationState.SHORTLISTED, by=recruiter)
    client = sign_in(recruiter)

    page = client.get(reverse("matching:applicant", args=[applied.uuid])).text
    profile = client.get(
        reverse("matching:candidate", args=[applied.opening.uuid, applied.profile.uuid])
    ).text

    assert NAME in page
    assert ADDRESS in page
    assert {NAME, TELEPHONE, FILE} <= {word for word in (NAME, TELEPHONE, FILE) if word in profile}
    assert ProfileGrant.objects.get(reference=applied.uuid).documents.count() == 1
    assert SkillClaim.objects.filter(profile=applied.profile).exists()
