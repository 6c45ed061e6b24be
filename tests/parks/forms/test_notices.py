import pytest
from crispy_forms.utils import render_crispy_form

from parks.access import Viewer
from parks.actions.notices import Wish
from parks.choices.notices import NoticeKind
from parks.forms.notices import HELP, PreferencesForm, kinds_of
from parks.models import NoticePreference

pytestmark = pytest.mark.usefixtures("english")

PERSON = Viewer(user_id=1)


def form(data=None, *, viewer: Viewer = PERSON, wishes=()) -> PreferencesForm:
    return PreferencesForm(data, viewer=viewer, wishes=wishes)


@pytest.mark.parametrize(
    ("viewer", "is_offered"),
    [
        (PERSON, False),
        (Viewer(user_id=1, organisation_ids=frozenset({7})), True),
        (Viewer(user_id=1, is_operator=True), True),
    ],
)
def test_news_of_an_organisation_are_offered_to_who_has_one(viewer, is_offered):
    assert (NoticeKind.DESK in kinds_of(viewer)) is is_offered


def test_every_kind_says_what_it_is():
    assert set(HELP) == set(NoticeKind)


def test_the_wish_of_an_offer_by_mail_cannot_be_taken_away():
    unticked = form({})

    assert unticked.is_valid()
    assert Wish(NoticeKind.OFFER, True, False) in unticked.wishes()
    assert Wish(NoticeKind.ALERT, False, False) in unticked.wishes()


def test_what_was_wished_before_is_ticked():
    wish = NoticePreference(kind=NoticeKind.ALERT, by_mail=False, in_portal=True)

    shown = form(wishes=[wish])

    assert (shown["mail_alert"].value(), shown["portal_alert"].value()) == (False, True)


def test_the_kinds_stand_in_a_table_with_heads_for_rows_and_columns():
    html = render_crispy_form(form())

    assert html.count('scope="row"') == 8
    assert html.count('scope="col"') == 3
    assert html.count('type="checkbox"') == 16
    assert 'value="Save what I am told"' in html
