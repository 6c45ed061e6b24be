"""Structured logs: one JSON object a line (or one readable line), each with its request id."""

import logging
import re
from typing import Any

import structlog

# Whoever reads such an address may use it: the private address of a calendar.
SECRET_ADDRESS = re.compile(r"(/calendar/)[\w-]+")


def without_secrets(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Cut secrets out of the addresses in a line; processors are called like this by structlog."""
    return {
        name: SECRET_ADDRESS.sub(r"\1…", value) if isinstance(value, str) else value
        for name, value in entry.items()
    }


SHARED_PROCESSORS = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_secrets,
)


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Configure structlog and return the LOGGING setting that goes with it."""
    logging.captureWarnings(True)  # or they would stand between the JSON as plain lines
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": _formatter(as_json=as_json)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": {
            "django_structlog.celery": {"level": "WARNING"},
            # A missing page is told by `request_finished` with its id; Django tells it without.
            "django.request": {"level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
    }


def _formatter(*, as_json: bool) -> dict[str, Any]:
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            last,
        ],
        "foreign_pre_chain": SHARED_PROCESSORS,
    }
