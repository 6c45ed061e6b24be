import pytest

from parks.access import ANONYMOUS
from parks.context import portal


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [
        ("light", "light"),
        ("dark", "dark"),
        ("", "auto"),
        ('" onload="alert(1)', "auto"),
        ("DARK", "auto"),
    ],
)
def test_the_theme_is_one_of_ours(rf, cookie, theme):
    rf.cookies["theme"] = cookie

    assert portal(rf.get("/"))["theme"] == theme


def test_without_a_cookie_the_device_decides(rf):
    assert portal(rf.get("/"))["theme"] == "auto"


def test_a_page_knows_who_looks(rf):
    request = rf.get("/")
    request.viewer = ANONYMOUS

    assert portal(request)["viewer"] == ANONYMOUS


def test_an_error_page_that_comes_before_the_viewer_still_renders(rf):
    assert portal(rf.get("/"))["viewer"] is None


@pytest.mark.parametrize("demo", [True, False])
def test_a_page_knows_whether_this_is_the_demo(rf, settings, demo):
    settings.DEMO = demo

    assert portal(rf.get("/"))["demo"] is demo
