"""The pages of a career office: its desk, the roster, a student, progress, the curriculum."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from matching.models import Snapshot
from parks.models import OutboxMail
from talent.models import RosterEntry
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import SkillFactory, VerificationFactory
from tests.factories.talent import (
    ProfileFactory,
    RosterEntryFactory,
    StudyProgrammeFactory,
    UniversityFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = timezone.now()
DESK = reverse("matching:desk")


@pytest.fixture
def client(career_officer, sign_in):
    return sign_in(career_officer)


@pytest.fixture
def programme(university):
    return StudyProgrammeFactory(university=university, name_en="Pharmacy")


def students(programme, number: int, **facts) -> list[RosterEntry]:
    common = {"university": programme.university, "degree": programme.degree}
    return RosterEntryFactory.create_batch(number, programme=programme, **common, **facts)


def page_of(name: str, university, *more) -> str:
    return reverse(name, args=[university.uuid, *more])


def names_in(response) -> list[str]:
    return [entry.full_name for entry in response.context["page"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_one_student_or_three(
    number, client, university, programme, django_assert_num_queries
):
    for entry in students(programme, number, claimed=True, shares_progress=True):
        ApplicationFactory(profile=ProfileFactory(user=entry.user), state="hired")

    costs = {DESK: 5, page_of("matching:roster", university): 6}
    costs[page_of("matching:progress", university)] = 5
    costs[page_of("matching:student", university, entry.uuid)] = 6
    costs[page_of("talent:edit_student", university, entry.uuid)] = 8
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            response = client.get(address)
        assert response.status_code == 200


def test_the_desk_counts_students_and_says_what_to_do(client, university, programme):
    empty = client.get(DESK)
    VerificationFactory(organisation=university)
    students(programme, 2)
    shared = students(programme, 1, claimed=True, shares_progress=True)[0]
    ApplicationFactory(profile=ProfileFactory(user=shared.user), state="interviewing")
    full = client.get(DESK)

    assert [each.text for each in empty.context["advice"]] == [
        "Have your university verified: students can claim only then",
        "Put your students on the roster",
    ]
    assert [each.text for each in full.context["advice"]] == [
        "Ask 2 students to claim their places",
        "See which skills companies ask for and your students lack",
    ]
    figures = [(figure.number, figure.is_least) for figure in full.context["figures"]]
    assert figures == [
        (3, False),
        (1, False),
        (1, True),
        (1, True),
        (1, True),
        (0, True),
        (0, True),
    ]


def test_the_roster_is_searched_and_narrowed(client, university, programme):
    lin, wang = students(programme, 2)
    RosterEntry.objects.filter(pk=lin.pk).update(full_name="林悦", student_number="A1")
    claimed = RosterEntryFactory(university=university, claimed=True, graduates_on="2027-06-30")
    left = RosterEntryFactory(university=university, left_at=NOW)
    RosterEntryFactory()
    roster = page_of("matching:roster", university)

    def found(**asked) -> set[str]:
        return set(names_in(client.get(roster, asked)))

    assert found() == {"林悦", wang.full_name, claimed.full_name}
    assert found(q="悦") == found(q="a1") == {"林悦"}
    assert found(programme=programme.pk) == {"林悦", wang.full_name}
    assert found(degree=claimed.degree_id) == found(year=2027) == {claimed.full_name}
    assert found(standing="claimed") == {claimed.full_name}
    assert found(standing="unclaimed") == {"林悦", wang.full_name}
    assert found(standing="left") == {left.full_name}
    assert found(q="nobody", year="x", programme="9" * 30, page="\x00") == set()
    assert "Nobody fits" in client.get(roster, {"q": "nobody"}).text


def test_a_step_is_shown_only_of_those_who_share_it(client, university, programme):
    quiet, open_one = students(programme, 2, claimed=True)
    RosterEntry.objects.filter(pk=open_one.pk).update(shares_progress=True)
    for entry in (quiet, open_one):
        row = ApplicationFactory(profile=ProfileFactory(user=entry.user), state="hired")

    listed = client.get(page_of("matching:roster", university)).text
    closed = client.get(page_of("matching:student", university, quiet.uuid)).text
    told = client.get(page_of("matching:student", university, open_one.uuid)).text

    assert listed.count("Hired through the portal") == 1
    assert listed.count("not shared") == 1
    assert "Hired through the portal" not in closed
    assert str(row.opening.company) not in closed + listed
    assert str(row.opening.company) in told


def test_four_who_do_not_share_are_not_counted_and_five_are(client, university, programme):
    for entry in students(programme, 4, claimed=True):
        ProfileFactory(user=entry.user)
    progress = page_of("matching:progress", university)
    few = client.get(progress).context["progress"].steps[1]
    ProfileFactory(user=students(programme, 1, claimed=True)[0].user)
    enough = client.get(progress).context["progress"].steps[1]

    assert (few.named, few.others, few.together) == (0, None, None)
    assert (enough.named, enough.others, enough.together) == (0, 5, 5)


def test_a_student_is_added_edited_and_marked_as_left_by_hand(client, university, programme):
    facts = {
        "student_number": "2026001",
        "full_name": "Lin Yue",
        "degree": programme.degree_id,
        "programme": programme.pk,
        "graduates_on": "2026-06-30",
    }

    added = client.post(page_of("talent:add_student", university), facts)
    again = client.post(page_of("talent:add_student", university), facts)
    entry = RosterEntry.objects.get()
    edit = page_of("talent:edit_student", university, entry.uuid)
    client.post(edit, {**facts, "full_name": "Lin Yue 林悦"})
    leave = page_of("talent:leave_roster", university, entry.uuid)
    client.post(leave)
    gone = RosterEntry.objects.get()
    client.post(leave, {"back": "yes"})

    assert added.url == page_of("matching:student", university, entry.uuid)
    assert list(again.context["form"].errors) == ["student_number"]
    assert (gone.full_name, gone.programme) == ("Lin Yue 林悦", programme)
    assert gone.left_at is not None
    assert RosterEntry.objects.get().left_at is None


def test_programmes_of_another_university_are_no_choice(client, university, programme):
    other = StudyProgrammeFactory(university=UniversityFactory())
    facts = {"student_number": "1", "full_name": "Lin", "degree": programme.degree_id}
    facts |= {"graduates_on": "2026-06-30", "programme": other.pk}

    response = client.post(page_of("talent:add_student", university), facts)

    assert list(response.context["form"].errors) == ["programme"]
    assert not RosterEntry.objects.exists()


def test_codes_are_shown_once_to_those_ticked_or_to_the_whole_list(client, university, programme):
    VerificationFactory(organisation=university)
    first, second, third = students(programme, 3)
    codes = page_of("talent:roster_codes", university)

    ticked = client.post(codes, {"chosen": [str(first.uuid), "x", str(programme.pk)]})
    everybody = client.post(f"{codes}?q={second.student_number}", {"everybody": "yes"})
    nobody = client.post(codes, follow=True)
    listed = client.get(page_of("matching:roster", university)).text

    shown = re.findall(r"<code>(\w{6}-\w{6})</code>", ticked.text + everybody.text)
    assert [each.entry for each in ticked.context["handed_out"]] == [first]
    assert [each.entry for each in everybody.context["handed_out"]] == [second]
    assert ticked["Cache-Control"] == "private, no-store"
    assert len(shown) == 2
    assert not [code for code in shown if code in listed]
    assert "Choose students" in nobody.text
    assert RosterEntry.objects.get(pk=third.pk).code_digest == ""


def test_links_are_mailed_to_those_chosen(client, university, programme):
    VerificationFactory(organisation=university)
    students(programme, 2, email="one@university.example")
    students(programme, 1)

    response = client.post(
        page_of("talent:roster_mails", university), {"everybody": "yes"}, follow=True
    )

    assert "2 students are written to." in response.text
    assert OutboxMail.objects.filter(recipient="one@university.example").count() == 2


@pytest.fixture
def snapshot(university) -> Snapshot:
    gmp, pcr = (SkillFactory(label_en=name, label_zh=name) for name in ("GMP", "=PCR"))
    rows = [[gmp.pk, 12, 30], [pcr.pk, 5, 2]]
    group = {"key": "all", "name_zh": "", "name_en": "", "students": 20, "skills": rows}
    other = {"key": "7", "name_zh": "药学", "name_en": "Pharmacy", "students": 8, "skills": []}
    figures = {"students": 20, "openings": 40, "groups": [group, other]}
    return Snapshot.objects.create(
        kind="curriculum", organisation=university, figures=figures, seconds=1, taken_at=NOW
    )


def test_the_curriculum_is_shown_and_handed_out_as_counted(
    client, university, snapshot, django_assert_num_queries
):
    address = page_of("matching:curriculum", university)

    with django_assert_num_queries(5):
        shown = client.get(address)
    programme = client.get(address, {"programme": "7"})
    files = {
        form: client.get(page_of("matching:curriculum_file", university, form)).content
        for form in ("csv", "xlsx")
    }

    values = [[cell.value for cell in row.cells] for row in shown.context["table"].rows]
    assert values == [["GMP", 12, 0.6, 30], ["=PCR", 5, 0.25, 2]]
    assert "counted on" in shown.text
    assert "No figure can be told" in programme.text
    assert files["csv"].decode("utf-8-sig").splitlines()[1:] == [
        "All programmes,20,GMP,12,30",
        "All programmes,20,'=PCR,5,2",
    ]
    sheet = load_workbook(io.BytesIO(files["xlsx"])).active
    assert [cell.value for cell in sheet[2]] == ["All programmes", 20, "GMP", 12, 30]


def test_the_curriculum_says_when_it_is_not_counted_or_of_too_few(client, university, snapshot):
    address = page_of("matching:curriculum", university)
    Snapshot.objects.update(figures={"students": None, "openings": 0, "groups": []})
    few = client.get(address).text
    Snapshot.objects.all().delete()

    assert "Too few students yet" in few
    assert "Not counted yet" in client.get(address).text
    file = client.get(page_of("matching:curriculum_file", university, "csv"))
    assert file.status_code == 404
