import datetime
import re
from io import StringIO
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from companies.models import Company, Opening, OpeningReport, OpeningSkill, Session
from matching.actions.runs import run_park
from matching.demo.earlier_hirings import earlier_openings
from matching.demo.progress import Progress
from matching.demo.seeding import NOUNS, Count, Order, seed_demo
from matching.demo.store import applications, companies, graduates, openings, training
from matching.demo.store.world import GRADUATE
from matching.models import (
    Application,
    ApplicationStep,
    Assessment,
    AttendanceMark,
    BaseStay,
    CandidateNote,
    Enrolment,
    GraduateMatches,
    InterviewSlot,
    InvitationToApply,
    MessageTemplate,
    Offer,
    OpeningMatches,
    Outcome,
    Placement,
    PlacementCheck,
    PoolEntry,
    Scorecard,
    SkillRating,
    SlotInterviewer,
    TripartiteAgreement,
)
from matching.queries.matches import unpacked_points
from parks.choices.organisations import OrganisationKind
from parks.models import (
    AgreementParty,
    AnnualTarget,
    ConsortiumMembership,
    Evidence,
    LogEntry,
    Membership,
    Obligation,
    Organisation,
    OutboxMail,
    Park,
    Quota,
    Resolution,
    Seat,
    User,
    Verification,
    Vote,
)
from parks.queries.viewers import viewer_of
from talent.models import (
    Announcement,
    AnnouncementReceipt,
    Certificate,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    RosterEntry,
    SkillClaim,
    StudyProgramme,
    University,
    WantedPlace,
)
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db
SMALL, LARGE = Order(30, 20, 5, TODAY), Order(50, 45, 5, TODAY)
STORES = (companies, openings, graduates, applications, training)

# The applications of the persona are made as anybody's are: with an address nobody can guess.
ADDRESS = re.compile(r"/(me|desk)/applications/[0-9a-f-]{36}/")

# What a row is, told without its ids; the times that the database stamps on children are left out.
FACTS: dict[type[models.Model], tuple[str, ...]] = {
    User: ("email", "full_name", "language", "is_staff", "is_superuser"),
    Park: ("slug", "name_zh", "summary_en", "region__code"),
    Organisation: ("slug", "kind", "name_zh", "name_en", "summary_zh", "region__code"),
    Membership: ("user__email", "organisation__slug", "role", "left_at"),
    Verification: (
        "organisation__slug",
        "state",
        "decided_by__email",
        "decided_at",
        "submitted_at",
    ),
    Company: ("slug", "company_kind", "growth_stage", "chain_stages__code", "email_domain"),
    University: ("slug", "moe_code"),
    StudyProgramme: ("university__slug", "name_zh", "degree__code", "discipline__code"),
    Opening: (
        "uuid",
        "company__slug",
        "park__slug",
        "kind",
        "state",
        "title_zh",
        "title_en",
        "text_zh",
        "text_en",
        "min_degree__code",
        "disciplines__code",
        "region__code",
        "headcount",
        "salary_min",
        "salary_max",
        "salary_period",
        "grade",
        "starts_by",
        "closes_on",
        "submitted_at",
        "published_at",
        "review_comment",
        "is_template",
        "source",
        "external_id",
        "created_at",
        "updated_at",
    ),
    OpeningSkill: ("opening__uuid", "skill__code", "importance", "level", "position"),
    Profile: (
        "uuid",
        "user__email",
        "parks__slug",
        "headline",
        "summary",
        "degree__code",
        "discipline__code",
        "graduates_on",
        "available_from",
        "wanted_kinds",
        "anywhere",
        "career_channel",
        "visibility",
        "in_matching",
    ),
    WantedPlace: ("profile__uuid", "region__code", "position"),
    SkillClaim: ("profile__uuid", "skill__code", "level", "source", "evidence"),
    Education: (
        "profile__uuid",
        "school",
        "degree__code",
        "discipline__code",
        "started_on",
        "ended_on",
    ),
    Experience: ("profile__uuid", "title", "employer", "started_on", "ended_on", "text"),
    ProfileGrant: ("profile__uuid", "organisation__slug", "reason", "granted_at"),
    Application: (
        "profile__uuid",
        "opening__uuid",
        "state",
        "source",
        "message",
        "refusal_reason",
        "refusal_message",
        "submitted_at",
        "created_at",
        "changed_at",
    ),
    Offer: (
        "application__profile__uuid",
        "application__opening__uuid",
        "state",
        "terms",
        "salary",
        "reply_by",
        "made_at",
        "answered_at",
    ),
    ApplicationStep: ("application__profile__uuid", "state", "reason", "taken_by__email"),
    InterviewSlot: ("uuid", "opening__uuid", "starts_at", "ends_at", "place", "video_url"),
    SlotInterviewer: ("slot__uuid", "interviewer__email", "busy"),
    Scorecard: ("application__uuid", "interviewer__email", "recommendation", "submitted_at"),
    SkillRating: ("scorecard__application__uuid", "skill__code", "rating"),
    CandidateNote: ("profile__uuid", "author__email", "mentioned__email", "text", "written_at"),
    InvitationToApply: ("uuid", "state", "sent_at", "expires_at", "answered_at"),
    PoolEntry: ("company__slug", "profile__uuid", "tags"),
    MessageTemplate: ("company__slug", "state", "text_zh", "text_en"),
    Evidence: ("verification__organisation__slug", "filename", "size", "sha256"),
    OutboxMail: ("recipient", "subject", "text"),
    RosterEntry: (
        "student_number",
        "full_name",
        "sex",
        "home_region__code",
        "programme__name_en",
        "degree__code",
        "cohort",
        "graduates_on",
        "user__email",
        "claimed_at",
        "shares_progress",
        "left_at",
    ),
    Outcome: (
        "entry__student_number",
        "months",
        "category",
        "source",
        "company__slug",
        "employer_text",
    ),
    TripartiteAgreement: ("entry__student_number", "state", "number", "changed_on"),
    Announcement: ("uuid", "organisation__slug", "park__slug", "published_at", "expires_at"),
    AnnouncementReceipt: ("announcement__title_en", "user__email", "read_at"),
    OpeningReport: ("opening__uuid", "reason", "state", "reported_at", "decided_at"),
    ConsortiumMembership: ("organisation__slug", "state", "applied_at", "joined_on", "left_on"),
    Seat: ("term__number", "role", "organisation__slug", "person", "since", "until"),
    Resolution: ("uuid", "state", "opened_at", "closed_at", "voters", "quorum"),
    Vote: ("resolution__uuid", "member__organisation__slug", "choice", "cast_at"),
    AnnualTarget: ("year", "metric", "value", "at_most"),
    AgreementParty: ("agreement__uuid", "agreement__state", "organisation__slug", "side"),
    Quota: ("agreement__uuid", "year", "degree__code", "places", "used"),
    Obligation: ("agreement__uuid", "owner__slug", "due_on", "state", "settled_at"),
    BaseStay: ("base__uuid", "profile__uuid", "mentor__user__email", "starts_on", "ends_on"),
    Session: ("uuid", "programme__uuid", "state", "starts_on", "ends_on", "taken"),
    Enrolment: ("uuid", "session__uuid", "profile__uuid", "state", "enrolled_at", "rating"),
    AttendanceMark: ("enrolment__uuid", "meeting__starts_at", "mark"),
    Assessment: ("enrolment__uuid", "part", "points", "assessed_at"),
    Certificate: ("uuid", "serial", "profile__uuid", "issued_on", "valid_until"),
    Placement: ("application__uuid", "agreement__uuid", "enrolment__uuid", "through", "hired_on"),
    PlacementCheck: ("placement__application__uuid", "months", "is_there", "channel"),
}


def seed(order: Order) -> list[Count]:
    return seed_demo(order, Progress(StringIO()))


def facts() -> dict[str, list[tuple[Any, ...]]]:
    found = {
        model.__name__: sorted(model.objects.values_list(*columns), key=repr)
        for model, columns in FACTS.items()
    }
    mails = [(*rest, ADDRESS.sub("/…/", text)) for *rest, text in found["OutboxMail"]]
    return found | {"OutboxMail": sorted(mails, key=repr)}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every column of every row, ids and stamps included."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in FACTS}


def fresh(order: Order) -> dict[str, list[tuple[Any, ...]]]:
    """What a demo of this order holds when it is made in an empty portal, which stays empty."""
    with transaction.atomic():
        seed(order)
        made = facts()
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def small(loaded) -> dict[str, list[tuple[Any, ...]]]:
    return fresh(SMALL)


@pytest.fixture(scope="module")
def large(loaded) -> dict[str, list[tuple[Any, ...]]]:
    return fresh(LARGE)


def statements(order: Order) -> int:
    """How many statements it takes to make a demo of this order in an empty portal."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            seed(order)
        transaction.set_rollback(True)
    return len(captured)


def test_the_same_order_makes_the_same_demo(small):
    assert fresh(SMALL) == small


def test_a_demo_that_was_topped_up_is_the_one_made_at_once(large):
    seed(SMALL)
    seed(LARGE)

    assert facts() == large


@pytest.mark.parametrize("graduates_first", [True, False])
def test_both_sides_can_be_topped_up_one_after_the_other(large, graduates_first):
    between = Order(50, 20, 5, TODAY) if graduates_first else Order(30, 45, 5, TODAY)

    for order in (SMALL, between, LARGE):
        seed(order)

    assert facts() == large


def test_the_size_of_the_chunks_changes_nothing(small, monkeypatch):
    for store in STORES:
        monkeypatch.setattr(store, "CHUNK", 7)

    assert fresh(SMALL) == small


def test_another_seed_makes_other_people_but_the_same_companies(small):
    one, other = small, fresh(Order(30, 20, 6, TODAY))

    assert one["Company"] == other["Company"]
    assert one["Park"] == other["Park"]
    assert one["Profile"] != other["Profile"]
    assert one["Opening"] != other["Opening"]


def test_a_second_seed_adds_to_the_first_and_shares_the_personas(loaded):
    seed(SMALL)

    created = {count.noun: count.created for count in seed(Order(30, 20, 6, TODAY))}

    assert created["graduates"] == 29
    assert created["openings"] == 6  # 14 of 20 are those of the recruiter


def test_a_second_call_changes_nothing_at_all(loaded):
    seed(SMALL)
    before, trail = rows(), LogEntry.objects.count()

    counts = seed(SMALL)

    assert rows() == before
    assert LogEntry.objects.count() == trail
    assert {count.created for count in counts} == {0}


def test_a_call_for_less_takes_nothing_away(loaded):
    seed(LARGE)
    before = rows()

    seed(SMALL)

    assert rows() == before


def test_topping_up_on_a_later_day_leaves_what_is_there(loaded):
    seed(SMALL)
    before = {name: made[: len(made)] for name, made in rows().items()}

    seed(Order(50, 45, 5, TODAY + datetime.timedelta(days=30)))

    after = rows()
    shared = ("Opening", "OpeningSkill", "Profile", "SkillClaim", "Park", "Company", "User")
    assert {name: after[name][: len(before[name])] for name in shared} == {
        name: before[name] for name in shared
    }


def test_applications_to_older_openings_lie_between_their_publication_and_the_later_day(loaded):
    later = TODAY + datetime.timedelta(days=30)
    seed(Order(0, 45, 5, TODAY))

    seed(Order(200, 45, 5, later))

    sent = Application.objects.exclude(submitted_at=None)
    assert sent.count() > 10
    assert not sent.filter(submitted_at__lt=models.F("opening__published_at")).exists()
    assert not sent.filter(changed_at__date__gt=later).exists()


def test_the_counts_tell_what_was_created_and_what_is_there(loaded):
    first = {count.noun: (count.created, count.there) for count in seed(SMALL)}
    second = {count.noun: (count.created, count.there) for count in seed(LARGE)}

    assert list(first) == list(NOUNS)
    assert (first["graduates"], second["graduates"]) == ((30, 30), (20, 50))
    earlier = len(earlier_openings())
    assert first["openings"] == (20 + earlier, 20 + earlier)
    assert second["openings"] == (25, 45 + earlier)
    assert (first["parks"], second["parks"]) == ((2, 2), (0, 2))
    assert (first["companies"], second["companies"]) == ((46, 46), (1, 47))


def test_an_empty_order_still_makes_the_people_behind_the_buttons(loaded):
    counts = {count.noun: count.there for count in seed(Order(0, 0, 5, TODAY))}

    assert counts["graduates"] == 1
    assert counts["openings"] == len(earlier_openings())
    assert counts["applications"] == 0
    assert Profile.objects.get().user.email == GRADUATE


def test_the_trail_tells_each_park_that_the_data_is_made_up(loaded):
    seed(SMALL)

    entries = LogEntry.objects.filter(verb="demo data added").order_by("pk")
    assert list(entries.values_list("park__slug", "actor", "details")) == [
        (slug, None, {"graduates": 30, "openings": 20, "seed": 5})
        for slug in ("biobay", "chongqing-bio-city")
    ]


def test_a_park_that_is_not_of_the_demo_gets_nothing(loaded):
    Park.objects.create(slug="elsewhere", name_zh="别处", name_en="Elsewhere")

    seed(SMALL)

    elsewhere = Park.objects.get(slug="elsewhere")
    assert not elsewhere.openings.exists()
    assert not elsewhere.profiles.exists()
    assert not LogEntry.objects.filter(park=elsewhere).exists()


def test_two_hundred_graduates_take_as_many_statements_as_a_hundred(loaded):
    few, many = (Order(graduates, 80, 9, TODAY) for graduates in (100, 200))

    assert statements(few) == statements(many)


def test_the_park_office_has_something_to_do(demo):
    officer = viewer_of(User.objects.get(email="office@demo.example"))

    waiting = Verification.objects.editable_by(officer).open()
    submitted = Opening.objects.editable_by(officer).filter(state="submitted")

    assert waiting.filter(organisation__kind=OrganisationKind.COMPANY).exists()
    assert submitted.exists()


def test_the_graduate_of_the_demo_is_matched_with_several_openings_that_suit_her(demo):
    """A match with every essential skill earns at least half of the 4,096 points."""
    run = run_park(Park.objects.get(slug="biobay"), night=TODAY)

    mine = GraduateMatches.objects.get(run=run, profile__user__email=GRADUATE)

    strong = [points for points in unpacked_points(mine.points) if points > 2048]
    assert len(strong) >= 3
    assert len(unpacked_points(mine.points)) > len(strong)


def test_the_recruiter_of_the_demo_finds_candidates_for_every_job(demo):
    run = run_park(Park.objects.get(slug="biobay"), night=TODAY)
    hers = Company.objects.get(memberships__user__email="recruiter@demo.example")

    lists = OpeningMatches.objects.filter(run=run, opening__company=hers, opening__kind="job")

    assert lists.exists()
    assert [found.opening_id for found in lists if not found.profile_ids] == []
    assert max(max(unpacked_points(found.points)) for found in lists) > 2048
