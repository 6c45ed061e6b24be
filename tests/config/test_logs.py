"""What the portal writes to its log: one JSON object a line, each with its request."""

import json

import pytest

from tests.config.processes import WITHOUT_SERVERS, run_python

REQUESTS = """
import django; django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
client.get("/health/live")
client.get("/nowhere/", headers={"x-request-id": "chosen-by-a-visitor"})
"""
TROUBLE = """
import logging, django; django.setup()
try:
    raise ValueError("第一行\\n第二行")
except ValueError:
    logging.getLogger("parks").exception("出错了 %s", "“引号”\\n")
logging.getLogger("parks").warning("no request here")
logging.getLogger("parks").debug("too much")
"""


def lines_of(program: str, **environment: str) -> list[str]:
    done = run_python(program, WITHOUT_SERVERS | environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_every_line_is_json_and_every_line_of_a_request_has_its_id():
    entries = [json.loads(line) for line in lines_of(REQUESTS)]

    requests = [entry for entry in entries if entry["logger"] != "py.warnings"]
    assert [(entry["request"], entry["event"], entry.get("code")) for entry in requests] == [
        ("GET /health/live", "request_started", None),
        ("GET /health/live", "request_finished", 200),
        ("GET /nowhere/", "request_started", None),
        ("GET /nowhere/", "request_finished", 404),
    ]
    ids = [entry["request_id"] for entry in requests]
    assert (ids[0], ids[2]) == (ids[1], ids[3])
    assert ids[0] != ids[2]
    assert {"timestamp", "level", "logger"} <= set(requests[0])


def test_nobody_outside_chooses_the_id_of_a_request():
    assert "chosen-by-a-visitor" not in "\n".join(lines_of(REQUESTS))


def test_an_error_is_one_line_with_its_whole_trace_in_readable_chinese():
    lines = lines_of(TROUBLE)

    entries = [json.loads(line) for line in lines]
    assert [entry["event"] for entry in entries] == ["出错了 “引号”\n", "no request here"]
    assert "出错了" in lines[0]
    assert "Traceback" in entries[0]["exception"]
    assert "第一行\n第二行" in entries[0]["exception"]
    assert (entries[0]["level"], entries[0]["logger"]) == ("error", "parks")


def test_people_may_read_lines_instead():
    lines = lines_of(REQUESTS, LOG_JSON="0")

    assert any("request_finished" in line for line in lines)
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines[0])


def test_no_password_is_written_down():
    program = REQUESTS + (
        "client.post('/accounts/login/', {'login': 'x', 'password': 'very-secret'})\n"
    )
    done = run_python(program, WITHOUT_SERVERS)

    assert "POST /accounts/login/" in done.stderr
    assert "very-secret" not in done.stderr


def test_the_secret_of_a_private_calendar_is_not_written_down():
    program = REQUESTS + (
        "import logging\n"
        "client.post('/calendar/very-secret_Token.ics?again=1')\n"
        "logging.getLogger('parks').error('broken: %s', '/calendar/very-secret_Token.ics')\n"
    )

    for as_json in ("1", "0"):
        text = "\n".join(lines_of(program, LOG_JSON=as_json))

        assert "POST /calendar/….ics?again=1" in text
        assert "broken: /calendar/….ics" in text
        assert "very-secret" not in text
