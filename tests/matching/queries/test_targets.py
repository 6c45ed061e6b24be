"""Targets of a consortium: actuals against an independent recount, the forecast, what is needed."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companies.models import Programme, Session
from matching.choices.applications import ApplicationState
from matching.models import Enrolment, Placement
from matching.queries.target_rows import METRICS, Year
from matching.queries.target_tables import counted_words, standing
from matching.queries.targets import (
    Forecast,
    actuals,
    forecast,
    needed_per_month,
    share_passed,
    target_lines,
)
from parks.actions.consortium import move_member
from parks.choices.agreements import MetricCode
from parks.choices.consortium import MemberState
from parks.models import (
    Agreement,
    AgreementParty,
    AnnualTarget,
    CertificateScheme,
    Consortium,
    ConsortiumMembership,
)
from talent.models import Certificate
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.consortium import ConsortiumFactory, ConsortiumMembershipFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.training import EnrolmentFactory, SessionFactory

M = MetricCode
YEAR, TODAY = 2026, date(2026, 7, 2)
ORGANISATIONS, PEOPLE = range(4), range(3)
MEMBERS = (None, "active", "suspended", "left", "applied")
SESSIONS = ("draft", "planned", "open", "running", "assessed", "closed", "cancelled")
ENROLMENTS = ("waiting", "enrolled", "passed", "failed", "withdrawn", "removed")
AGREEMENTS = ("draft", "signed", "active", "expired", "terminated")
years, here = st.integers(2025, 2027), st.booleans()
some_organisation = st.sampled_from(ORGANISATIONS)


def rows(least=0, **fields):
    return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=4)


drawn_worlds = st.fixed_dictionaries(
    {
        "members": rows(4, state=st.sampled_from(MEMBERS), joined=years, left=years, here=here),
        "sessions": rows(
            organiser=some_organisation,
            here=here,
            certifies=st.booleans(),
            state=st.sampled_from(SESSIONS),
            year=years,
            places=st.integers(4, 30),
            people=st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(ENROLMENTS)),
        ),
        "certificates": rows(issuer=some_organisation, year=years, revoked=st.booleans()),
        "agreements": rows(
            here=here,
            state=st.sampled_from(AGREEMENTS),
            year=years,
            parties=st.sets(some_organisation),
        ),
        "hirings": rows(
            company=some_organisation, here=here, year=years, person=st.sampled_from(PEOPLE)
        ),
    }
)


class World:
    """The drawn facts as rows."""

    def __init__(self, drawn):
        self.lead, self.elsewhere = ParkFactory(), ParkFactory()
        self.people = [ProfileFactory() for _person in PEOPLE]
        self.consortium = Consortium.objects.create(
            slug="drawn", lead=self.lead, name_zh="产教联合体"
        )
        self.organisations = [CompanyFactory(park=self.park(member)) for member in drawn["members"]]
        self.schemes = [
            CertificateScheme.objects.create(
                issuer=row, park=row.park, code="PPP", name_en="Production"
            )
            for row in self.organisations
        ]
        for number, member in enumerate(drawn["members"]):
            self.member(number, member)
        for each in drawn["sessions"]:
            self.session(each)
        for number, each in enumerate(drawn["certificates"]):
            self.certificate(number, each)
        for each in drawn["agreements"]:
            self.agreement(each)
        for each in drawn["hirings"]:
            self.hiring(each)

    def park(self, drawn):
        return self.lead if drawn["here"] else self.elsewhere

    def member(self, number, drawn):
        if drawn["state"] is None:
            return
        is_left = drawn["state"] == "left"
        ConsortiumMembership.objects.create(
            consortium=self.consortium,
            organisation=self.organisations[number],
            state=drawn["state"],
            joined_on=None if drawn["state"] == "applied" else date(drawn["joined"], 3, 1),
            left_on=date(drawn["left"], 5, 1) if is_left else None,
            reason="Dues" if drawn["state"] == "suspended" else "",
        )

    def session(self, drawn):
        organiser = drawn["organiser"]
        programme = Programme.objects.create(
            park=self.park(drawn),
            organiser=self.organisations[organiser],
            name_en="Aseptic filling",
            scheme=self.schemes[organiser] if drawn["certifies"] else None,
        )
        last = date(drawn["year"], 9, 30)
        session = Session.objects.create(
            programme=programme,
            state=drawn["state"],
            starts_on=last,
            ends_on=last,
            enrol_by=last,
            capacity=drawn["places"],
        )
        for person, state in drawn["people"].items():
            Enrolment.objects.create(
                session=session, profile=self.people[person], state=state, reason="Absent"
            )

    def certificate(self, number, drawn):
        Certificate.objects.create(
            scheme=self.schemes[drawn["issuer"]],
            serial=f"PPP-{number}",
            verify_code=f"code-{number}",
            issued_on=date(drawn["year"], 10, 1),
            revoked_at="2027-12-01T00:00Z" if drawn["revoked"] else None,
            revoked_because="Cheating" if drawn["revoked"] else "",
        )

    def agreement(self, drawn):
        agreement = Agreement.objects.create(
            park=self.park(drawn),
            kind="joint",
            name_en="Order class",
            state=drawn["state"],
            signed_on=date(drawn["year"], 1, 1),
            starts_on=date(2025, 1, 1),
            ends_on=date(2029, 1, 1),
            ended_because="Over",
        )
        for number in drawn["parties"]:
            AgreementParty.objects.create(
                agreement=agreement, organisation=self.organisations[number], side="employs"
            )

    def hiring(self, drawn):
        opening = OpeningFactory(
            company=self.organisations[drawn["company"]], park=self.park(drawn)
        )
        application = ApplicationFactory(
            opening=opening, profile=self.people[drawn["person"]], state=ApplicationState.HIRED
        )
        Placement.objects.create(
            application=application, through=["open"], hired_on=date(drawn["year"], 12, 31)
        )


def recount(drawn):
    """The same figures from the drawn facts alone, in plain Python."""
    members = [number for number, row in enumerate(drawn["members"]) if row["state"] == "active"]
    sessions = [
        row
        for row in drawn["sessions"]
        if row["year"] == YEAR and (row["here"] or row["organiser"] in members)
    ]
    assessed = [state for row in sessions for state in row["people"].values()]
    coming = [row for row in sessions if row["state"] in ("planned", "open", "running")]
    found = {
        M.TRAINED: sum(state in ("passed", "failed") for state in assessed),
        M.CERTIFIED: sum(
            (row["issuer"] in members or drawn["members"][row["issuer"]]["here"])
            and row["year"] == YEAR
            and not row["revoked"]
            for row in drawn["certificates"]
        ),
        M.AGREEMENTS: sum(
            (row["here"] or bool(row["parties"] & set(members)))
            and row["year"] == YEAR
            and row["state"] != "draft"
            for row in drawn["agreements"]
        ),
        M.PLACEMENTS: sum(
            (row["here"] or row["company"] in members) and row["year"] == YEAR
            for row in drawn["hirings"]
        ),
        M.MEMBERS: members_at_the_end_of(drawn, YEAR),
        M.SESSIONS: sum(row["state"] in ("assessed", "closed") for row in sessions),
    }
    places = {
        M.TRAINED: sum(row["places"] - done(row) for row in coming),
        M.CERTIFIED: sum(row["places"] for row in coming if row["certifies"]),
        M.SESSIONS: len(coming),
    }
    return found, {code: found[code] + number for code, number in places.items()}


def done(session):
    """People of a session who are counted as trained already."""
    return sum(state in ("passed", "failed") for state in session["people"].values())


def members_at_the_end_of(drawn, year):
    """Who is suspended today was a member of every year that is over."""
    is_over = date(year, 12, 31) < timezone.localdate()
    there = ("active", "suspended") if is_over else ("active",)
    return sum(
        row["joined"] <= year
        and (row["state"] in there or (row["state"] == "left" and row["left"] > year))
        for row in drawn["members"]
    )


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=drawn_worlds)
def test_actuals_and_their_rows_equal_an_independent_recount(drawn):
    with transaction.atomic():
        world = World(drawn)
        asked = Year(world.consortium, YEAR)

        reached = actuals(consortium=world.consortium, year=YEAR)
        expected = forecast(consortium=world.consortium, year=YEAR, today=TODAY)
        listed = {code: len(list(find(asked))) for code, find in METRICS.items()}
        transaction.set_rollback(True)

    found, upper = recount(drawn)
    assert reached == found
    assert listed == found
    assert {code: each.upper for code, each in expected.items()} == {
        code: upper.get(code) for code in found
    }
    at_first = members_at_the_end_of(drawn, YEAR - 1)
    for code, each in expected.items():
        start = at_first if code == M.MEMBERS else 0
        # 183 of 365 days have passed.
        assert each.expected == start + round((found[code] - start) * 365 / 183)


def test_the_share_of_a_year_and_the_need_of_a_month():
    assert share_passed(2025, TODAY) == 1
    assert share_passed(2027, TODAY) == 0
    assert share_passed(2026, date(2026, 12, 31)) == 1
    assert share_passed(2028, date(2028, 2, 29)) == 60 / 366

    # From July on there are six months, July included.
    assert needed_per_month(2000, 800, 2026, TODAY) == 200
    assert needed_per_month(2000, 801, 2026, TODAY) == 200
    assert needed_per_month(2000, 2100, 2026, TODAY) == 0
    assert needed_per_month(2000, 0, 2027, TODAY) == 167
    assert needed_per_month(2000, 800, 2025, TODAY) is None
    assert needed_per_month(1, None, 2026, TODAY) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_targets_say_how_they_stand_and_what_is_not_recorded_yet(park, django_assert_num_queries):
    consortium = Consortium.objects.create(slug="park", lead=park, name_zh="产教联合体")
    for metric, value, at_most in ((M.FORUMS, 1, 3), (M.TRAINED, 2000, None), (M.MEMBERS, 1, None)):
        AnnualTarget.objects.create(
            consortium=consortium, year=YEAR, metric=metric, value=value, at_most=at_most
        )
    ConsortiumMembershipFactory(consortium=consortium)

    with django_assert_num_queries(4):
        lines = target_lines(consortium=consortium, year=YEAR, today=TODAY)
    past = target_lines(consortium=consortium, year=YEAR, today=date(2027, 1, 1))
    early = target_lines(consortium=consortium, year=YEAR, today=date(2026, 1, 29))
    before = forecast(consortium=consortium, year=YEAR, today=date(2025, 12, 31))

    assert [(line.target.metric, line.actual, line.per_month) for line in lines] == [
        ("trained", 0, 334),
        ("members", 1, 0),
        ("forums", None, None),
    ]
    assert [standing(line) for line in lines] == ["Behind", "Reached", "Not recorded here yet"]
    assert [standing(line) for line in past] == ["Not reached", "Reached", "Not recorded here yet"]
    assert next(standing(line) for line in early) == "Too early to say"
    assert [line.share for line in lines] == [0, 1, None]
    assert before[M.TRAINED] == Forecast()
    assert counted_words("forums") == "Not recorded here yet."
    assert len({counted_words(code) for code in METRICS}) == len(METRICS)


@pytest.mark.django_db
def test_what_sessions_can_still_add_does_not_count_anybody_twice():
    consortium = ConsortiumFactory()
    today = timezone.localdate()
    facts = {"starts_on": today, "ends_on": date(today.year, 12, 31), "state": "running"}
    session = SessionFactory(programme__park=consortium.lead, capacity=20, taken=15, **facts)
    EnrolmentFactory.create_batch(15, session=session, state="passed")

    expected = forecast(consortium=consortium, year=today.year, today=today)

    assert actuals(consortium=consortium, year=today.year)[MetricCode.TRAINED] == 15
    assert expected[MetricCode.TRAINED].upper == 20


@pytest.mark.django_db
def test_a_suspension_of_today_changes_no_year_that_is_over():
    today = timezone.localdate()
    consortium, by = ConsortiumFactory(), UserFactory()
    member = ConsortiumMembershipFactory(
        consortium=consortium, joined_on=date(today.year - 2, 5, 1)
    )

    def counted(year: int) -> int:
        return actuals(consortium=consortium, year=year)[MetricCode.MEMBERS]

    before = (counted(today.year - 1), counted(today.year))
    move_member(member, state=MemberState.SUSPENDED, by=by, reason="No data.")
    suspended = (counted(today.year - 1), counted(today.year))
    move_member(member, state=MemberState.LEFT, by=by, reason="Merged.")
    left = (counted(today.year - 1), counted(today.year))

    assert (before, suspended, left) == ((1, 1), (1, 0), (1, 0))


@pytest.mark.django_db
def test_a_member_joins_on_the_day_it_is_at_the_lead_park():
    member = ConsortiumMembershipFactory(state="reviewed", joined_on=None)
    here = member.consortium.lead.day_at(timezone.now())
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # never on the same day
    elsewhere = next(z for z in zones if timezone.localdate(timezone=ZoneInfo(z)) != here)

    with timezone.override(elsewhere):
        member = move_member(member, state=MemberState.ACTIVE, by=UserFactory())

    assert member.joined_on == here
