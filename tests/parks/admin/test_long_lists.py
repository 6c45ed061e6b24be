"""Lists stay quick however long they are: counting stops, and each field is searched by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parks.admin import lists
from parks.admin.lists import AtLeast, LongPaginator, search, words_of
from parks.models import Membership, User
from tests.factories.admin import address
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory

pytest_plugins = ["tests.unfold"]
pytestmark = pytest.mark.django_db
FIELDS = ("user__full_name", "user__email", "organisation__name_en")


def found(text: str) -> list[str]:
    rows, _all_of_them = search(Membership.objects.order_by("user__email"), FIELDS, text)
    return [row.user.email for row in rows.select_related("user")]


@pytest.fixture
def members() -> None:
    lab, works = (OrganisationFactory(name_en=name) for name in ("Blue Lab", "Red Works"))
    for email, organisation in (("ann@a.example", lab), ("bob@b.example", works)):
        MembershipFactory(user=UserFactory(email=email, full_name=""), organisation=organisation)


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("", ["ann@a.example", "bob@b.example"]),
        ("EXAMPLE", ["ann@a.example", "bob@b.example"]),
        ("ann", ["ann@a.example"]),
        ("blue ann", ["ann@a.example"]),
        ("blue bob", []),
        ('"red works"', ["bob@b.example"]),
        ("red\x00 bob", ["bob@b.example"]),
        ("100%", []),
    ],
)
def test_each_word_must_stand_in_one_of_the_fields(members, text, emails):
    assert found(text) == emails


def test_a_list_without_fields_to_search_shows_all_it_has(members):
    rows, all_of_them = search(Membership.objects.all(), (), "anything")

    assert (rows.count(), all_of_them) == (2, True)


def test_a_rare_word_is_found_among_the_rows_of_a_common_one(members, monkeypatch):
    monkeypatch.setattr(lists, "MOST_FOUND", 2)

    rows, all_of_them = search(Membership.objects.all(), FIELDS, "example bob")

    assert ([row.user.email for row in rows], all_of_them) == (["bob@b.example"], True)


def test_of_common_words_alone_some_rows_are_listed(members, monkeypatch):
    monkeypatch.setattr(lists, "MOST_FOUND", 1)

    rows, all_of_them = search(Membership.objects.all(), FIELDS, "example .")

    assert (rows.count(), all_of_them) == (1, False)


@pytest.mark.usefixtures("unfold", "english", "members")
def test_a_list_of_some_rows_says_so(sign_in, operator, monkeypatch):
    monkeypatch.setattr(lists, "MOST_FOUND", 1)

    response = sign_in(operator).get(f"{address(User, 'changelist')}?q=example")

    assert "only some are listed" in response.content.decode()


def test_words_in_quotes_are_one_and_a_lone_quote_is_a_letter():
    assert words_of("a 'b c' \"d e\" f'") == ["a", "b c", "d e", "f'"]
    assert words_of("'") == ["'"]


def test_a_long_list_is_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    UserFactory.create_batch(5)

    with CaptureQueriesContext(connection) as captured:
        count = LongPaginator(User.objects.order_by("pk"), 2).count

    assert (count, str(count), isinstance(count, AtLeast)) == (3, "3+", True)
    assert "LIMIT 4" in captured.captured_queries[0]["sql"]


def test_a_list_that_is_short_enough_has_its_number(monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    UserFactory.create_batch(3)

    count = LongPaginator(User.objects.order_by("pk"), 2).count

    assert (count, str(count)) == (3, "3")


@pytest.mark.usefixtures("unfold", "english")
def test_a_list_too_long_to_count_says_so_and_leaves_out_the_years(sign_in, operator, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    UserFactory.create_batch(4)

    response = sign_in(operator).get(address(User, "changelist"))

    assert response.context["cl"].date_hierarchy is None
    assert "2+" in response.content.decode()
