"""The language and the time zone a person is written to in."""

import pytest

from parks.models import LogEntry, User
from tests.factories.parks import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ADDRESS = "/me/account/"


def test_the_page_shows_what_is_chosen(sign_in):
    user = UserFactory(language="en", time_zone="Europe/Berlin")

    form = sign_in(user).get(ADDRESS).context["form"]

    assert (form["language"].value(), form["time_zone"].value()) == ("en", "Europe/Berlin")


def test_choosing_changes_mails_and_the_pages_of_this_device(sign_in):
    user = UserFactory(language="en")

    response = sign_in(user).post(ADDRESS, {"language": "zh-hans", "time_zone": "Asia/Tokyo"})

    assert (response.status_code, response.url) == (302, ADDRESS)
    assert response.cookies["django_language"].value == "zh-hans"
    row = User.objects.get(pk=user.pk)
    assert (row.language, row.time_zone) == ("zh-hans", "Asia/Tokyo")
    entry = LogEntry.objects.get()
    assert (entry.noun, entry.row_id, entry.actor) == ("parks.user", user.pk, user)
    assert entry.details == {"language": "zh-hans", "time_zone": "Asia/Tokyo"}


@pytest.mark.parametrize(
    "answers",
    [
        {"language": "fr", "time_zone": "Asia/Tokyo"},
        {"language": "en", "time_zone": "Moon/Base"},
        {"language": "en", "time_zone": "../../etc/passwd"},
        {"language": "en", "time_zone": ""},
        {},
    ],
)
def test_what_is_no_language_or_zone_changes_nothing(answers, sign_in):
    user = UserFactory(language="en", time_zone="Asia/Shanghai")

    response = sign_in(user).post(ADDRESS, answers)

    assert response.status_code == 200
    assert response.context["form"].errors
    row = User.objects.get(pk=user.pk)
    assert (row.language, row.time_zone) == ("en", "Asia/Shanghai")
    assert not LogEntry.objects.exists()


def test_the_message_comes_in_the_language_chosen(sign_in):
    client = sign_in(UserFactory(language="zh-hans"))

    response = client.post(ADDRESS, {"language": "en", "time_zone": "Asia/Tokyo"}, follow=True)

    assert "Your language and time zone are saved." in response.text
    assert '<html lang="en"' in response.text


def test_one_persons_choice_changes_nobody_else(sign_in):
    other = UserFactory(language="en")

    sign_in(UserFactory()).post(ADDRESS, {"language": "zh-hans", "time_zone": "Asia/Tokyo"})

    assert User.objects.get(pk=other.pk).language == "en"
