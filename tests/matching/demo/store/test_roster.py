import pytest
from django.db.models import Count

from companies.models import Company
from matching.demo.roster_plans import STRANGERS, months_reached
from matching.models import Outcome, TripartiteAgreement
from parks.models import User
from talent.models import AnnouncementReceipt, Education, RosterEntry, University
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_the_roster_of_the_career_officers_university_holds_everybody_who_studies_there(demo):
    university = University.objects.get(memberships__user__email="careers@demo.example")
    study = Education.objects.filter(university=university).values("profile__user")
    entries = RosterEntry.objects.filter(university=university)

    claimed = entries.claimed()
    assert entries.count() == STRANGERS + User.objects.filter(pk__in=study).count()
    assert set(claimed.values_list("user", flat=True)) <= {row["profile__user"] for row in study}
    assert claimed.filter(user__email="graduate@demo.example", shares_progress=True).exists()
    assert claimed.filter(shares_progress=False).exists()
    assert RosterEntry.objects.count() == entries.count()


def test_a_line_holds_what_a_university_knows_and_days_that_have_come(demo):
    entries = RosterEntry.objects.all()

    late = entries.filter(claimed_at__date__gt=TODAY)
    assert not late.exists()
    assert not entries.filter(cohort__gt=TODAY.year).exists()
    assert not entries.filter(sex="").exists()
    assert not entries.filter(home_region=None).exists()
    assert entries.exclude(programme=None).exists()
    assert entries.exclude(left_at=None).count() < STRANGERS / 10


def test_destinations_are_those_of_graduates_at_times_that_have_come(demo):
    outcomes = Outcome.objects.select_related("entry")

    too_early = [o for o in outcomes if o.months not in months_reached(o.entry.graduates_on, TODAY)]
    assert too_early == []
    assert set(outcomes.values_list("months", flat=True)) == {0, 6, 12, 36}
    assert outcomes.values("category").distinct().count() > 6
    assert set(outcomes.values_list("source", flat=True)) == {"office", "graduate"}
    looking = outcomes.filter(category__in=("seeking", "preparing", "not_seeking"))
    assert not looking.exclude(company=None, employer_text="").exists()
    hirers = Company.objects.filter(pk__in=outcomes.values("company"))
    assert hirers.annotate(n=Count("openings")).filter(n__gt=0).exists()


def test_each_line_has_its_agreement_and_a_registered_one_names_the_employer(demo):
    agreements = TripartiteAgreement.objects.all()

    assert agreements.count() == RosterEntry.objects.count()
    assert not agreements.filter(state="registered", company=None, employer_text="").exists()
    assert not agreements.filter(changed_on__gt=TODAY).exists()
    assert agreements.values("state").distinct().count() == 5


def test_students_and_companies_have_receipts_of_what_is_for_them(demo):
    receipts = AnnouncementReceipt.objects.all()

    of_students = receipts.filter(announcement__audience__contains=["students"])
    of_others = receipts.exclude(pk__in=of_students)
    claimed = RosterEntry.objects.claimed().values("user")
    assert of_students.exists()
    assert not of_students.exclude(user__in=claimed).exists()
    assert of_others.filter(user__email="careers@demo.example", read_at=None).exists()
    assert of_others.filter(user__email="recruiter@demo.example").exists()
    assert not receipts.filter(announcement__published_at=None).exists()
    assert 0 < receipts.exclude(read_at=None).count() < receipts.count()
