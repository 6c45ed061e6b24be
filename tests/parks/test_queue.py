import pytest
from django.db import transaction

from parks.models import Park
from parks.queue import enqueue
from tests.factories.parks import ParkFactory
from tests.parks.brokers import broker, broker_that_is_down


class ChangeOfMindError(Exception):
    """Ends a transaction."""


@pytest.mark.django_db(transaction=True)
def test_a_task_is_sent_only_when_the_change_is_committed():
    with broker() as sent:
        with transaction.atomic():
            enqueue("parks.send_mail", mail_id=7)
            before = sent.tasks()
        after = sent.tasks()

    assert before == []
    assert after == [("parks.send_mail", {"mail_id": 7})]


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_change_that_was_taken_back_is_never_sent():
    with broker() as sent:
        with pytest.raises(ChangeOfMindError), transaction.atomic():
            enqueue("parks.send_mail", mail_id=7)
            raise ChangeOfMindError

        assert sent.tasks() == []


@pytest.mark.django_db(transaction=True)
def test_a_task_of_an_inner_change_that_was_taken_back_is_never_sent():
    with broker() as sent:
        with transaction.atomic():
            enqueue("parks.send_mail", mail_id=1)
            with pytest.raises(ChangeOfMindError), transaction.atomic():
                enqueue("parks.send_mail", mail_id=2)
                raise ChangeOfMindError

        assert sent.tasks() == [("parks.send_mail", {"mail_id": 1})]


@pytest.mark.django_db(transaction=True)
def test_tasks_are_sent_in_the_order_they_were_asked_for():
    with broker() as sent:
        with transaction.atomic():
            for number in (1, 2, 3):
                enqueue("parks.send_mail", mail_id=number)

        assert [ids["mail_id"] for _name, ids in sent.tasks()] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_is_logged_and_the_change_stays(tmp_path, caplog):
    with broker_that_is_down(tmp_path), transaction.atomic():
        park = ParkFactory()
        enqueue("matching.run_park", park_id=park.pk)
        enqueue("parks.send_mail", mail_id=7)

    assert Park.objects.filter(pk=park.pk).exists()
    assert len([record for record in caplog.records if "on_commit" in record.message]) == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_who_clicks_waits_for_a_broker_that_is_down(tmp_path, caplog, monkeypatch):
    pauses = []
    monkeypatch.setattr("kombu.utils.functional.sleep", pauses.append)

    with broker_that_is_down(tmp_path):
        enqueue("parks.send_mail", mail_id=7)

    assert "nobody.sock" in caplog.text
    assert sum(pauses) == 0


@pytest.mark.django_db(transaction=True)
def test_nobody_listens_for_the_result_of_a_task_whether_its_module_is_imported_or_not():
    with broker() as sent:
        for name in ("parks.send_mail", "somewhere.else"):
            enqueue(name, mail_id=7)
        messages = [sent.queue.get(block=False) for _task in range(2)]

    assert [message.headers["ignore_result"] for message in messages] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_a_task_is_sent_at_once_and_may_fail_quietly(tmp_path, caplog):
    with broker() as sent:
        enqueue("parks.send_mail", mail_id=7)
        assert sent.tasks() == [("parks.send_mail", {"mail_id": 7})]

    with broker_that_is_down(tmp_path):
        enqueue("parks.send_mail", mail_id=8)

    assert "nobody.sock" in caplog.text
