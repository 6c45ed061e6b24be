import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from parks.choices.notices import NoticeKind
from parks.models import Notice, NoticePreference, is_local_path
from parks.queries.viewers import viewer_of
from tests.factories.parks import NoticeFactory, UserFactory


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        ("/", True),
        ("/me/", True),
        ("/openings/?q=http://x.example&page=2#top", True),
        ("", False),
        ("me/", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("http://evil.example/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_address_is_a_page_of_the_portal_or_it_is_not(address, is_local):
    assert is_local_path(address) is is_local
    assert NoticeFactory.build(user=None, address=address).path == (address if is_local else "")


@pytest.mark.parametrize(("language", "text"), [("en", "Hello"), ("zh-hans", "您好")])
def test_a_notice_speaks_the_language_of_the_page(language, text):
    notice = NoticeFactory.build(user=None, text_zh="您好", text_en="Hello")

    with translation.override(language):
        assert (notice.text, str(notice)) == (text, text)


@pytest.mark.django_db
def test_unread_notices_are_those_never_opened():
    unread = NoticeFactory()
    NoticeFactory(read_at=timezone.now())

    assert list(Notice.objects.unread()) == [unread]


@pytest.mark.django_db
def test_a_person_reads_and_changes_their_own_rows_only():
    mine, _other = NoticeFactory.create_batch(2)

    viewer = viewer_of(mine.user)

    assert list(Notice.objects.visible_to(viewer)) == [mine]
    assert list(Notice.objects.editable_by(viewer)) == [mine]


@pytest.mark.django_db
def test_there_is_one_preference_for_each_kind():
    preference = NoticePreference.objects.create(user=UserFactory(), kind=NoticeKind.ALERT)

    with pytest.raises(IntegrityError), transaction.atomic():
        NoticePreference.objects.create(user=preference.user, kind=NoticeKind.ALERT)

    assert str(preference).endswith(preference.get_kind_display())
