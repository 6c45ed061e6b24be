import pytest
from django.contrib.auth import authenticate

from parks.models import User

pytestmark = pytest.mark.django_db


def test_an_account_keeps_its_address_in_small_letters_without_spaces():
    user = User.objects.create_user(" Lin.Yue@Example.ORG ", "correct horse")

    assert user.email == "lin.yue@example.org"
    assert user.check_password("correct horse")


def test_an_account_without_a_password_cannot_be_signed_in_to(rf):
    user = User.objects.create_user("lin@example.org")

    assert not user.has_usable_password()
    assert authenticate(rf.post("/"), email="lin@example.org", password="") is None


def test_the_operator_may_do_everything():
    operator = User.objects.create_superuser("root@example.org", "correct horse")

    assert (operator.is_staff, operator.is_superuser) == (True, True)


def test_an_ordinary_account_may_not_open_the_web_admin():
    user = User.objects.create_user("lin@example.org", "correct horse")

    assert (user.is_staff, user.is_superuser) == (False, False)


def test_people_are_found_by_their_address_whatever_its_letters():
    user = User.objects.create_user("lin@example.org")

    assert User.objects.get_by_natural_key("LIN@example.ORG") == user


@pytest.mark.parametrize(("name", "shown"), [("林悦", "林悦"), ("", "lin@example.org")])
def test_a_person_is_shown_by_name_or_else_by_address(name, shown):
    user = User(email="lin@example.org", full_name=name)

    assert (str(user), user.get_full_name(), user.get_short_name()) == (shown, shown, shown)


def test_people_read_chinese_and_live_in_china_unless_they_say_otherwise():
    user = User.objects.create_user("lin@example.org")

    assert (user.language, user.time_zone) == ("zh-hans", "Asia/Shanghai")
