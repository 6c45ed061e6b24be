from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from companies.models import Opening
from matching.demo.days import midnight
from matching.demo.earlier_hirings import earlier_openings
from matching.demo.graduate_plans import graduate_uuid
from parks.models import Discipline
from talent.models import Profile
from tests.factories.parks import UserFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[list[str], list[str]]:
    """Run the command; return the lines of its output and of its error stream."""
    output, errors = StringIO(), StringIO()
    call_command("seed_demo", *arguments, stdout=output, stderr=errors)
    return output.getvalue().splitlines(), errors.getvalue().splitlines()


def test_one_line_for_each_noun_says_what_is_new_and_what_is_there(loaded):
    lines, _ = run("--graduates", "10", "--openings", "12", "--seed", "3")

    assert lines[:5] == [
        "parks: 2 created, 2 in all",
        "universities: 24 created, 24 in all",
        "companies: 45 created, 45 in all",
        "openings: 18 created, 18 in all",
        "graduates: 10 created, 10 in all",
    ]
    assert [line.partition(":")[0] for line in lines[5:]] == [
        "skills held",
        "applications",
        "places in training",
        "accounts",
    ]


def test_a_second_call_says_that_nothing_was_created(loaded):
    run("--graduates", "10", "--openings", "12")

    lines, _ = run("--graduates", "10", "--openings", "12")

    assert {line.partition(": ")[2].partition(" created")[0] for line in lines} == {"0"}


def test_progress_goes_to_the_error_stream(loaded):
    lines, progress = run("--graduates", "10", "--openings", "12")

    assert progress == [
        "companies: 21 of 21",
        "openings: 12 of 12",
        "graduates: 10 of 10",
        "rosters: 10 of 10",
        "applicants: 10 of 10",
        "training sessions: 3 of 3",
    ]
    assert set(lines) & set(progress) == set()


def test_without_arguments_three_hundred_graduates_and_a_hundred_and_twenty_openings_are_made(
    loaded,
):
    run()

    assert Profile.objects.count() == 300
    assert Opening.objects.count() == 120 + len(earlier_openings())
    assert Profile.objects.filter(uuid=graduate_uuid(1, 299)).exists()


def test_days_are_counted_from_today_at_the_parks(loaded):
    run("--graduates", "0", "--openings", "40")

    newest = Opening.objects.published().newest_first()[0]
    assert newest.published_at < midnight(timezone.localdate())
    assert not Opening.objects.published().filter(closes_on__lte=timezone.localdate()).exists()


def test_a_vocabulary_that_lacks_a_term_is_reported_in_one_sentence(loaded):
    Discipline.objects.filter(code="gr:071009").update(code="gr:x")

    with pytest.raises(CommandError) as caught:
        run("--graduates", "1", "--openings", "1")

    assert str(caught.value) == (
        "The loaded vocabulary has no discipline gr:071009: "
        "run “manage.py load_vocabulary” of this release first."
    )
    assert caught.value.returncode == 1
    assert not Opening.objects.exists()


def test_what_the_database_refuses_is_reported_in_one_sentence(loaded):
    UserFactory(email="hr@shushiyuan-biologics.example")

    with pytest.raises(CommandError) as caught:
        run("--graduates", "1", "--openings", "1")

    assert str(caught.value) == (
        "The database refused the demo data: "
        'duplicate key value violates unique constraint "one_account_per_email".'
    )
