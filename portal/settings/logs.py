"""Logs as records: one JSON object a line on a server, something to read on a developer's machine."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET_PATH = re.compile(r"(/invitations/)[\w-]+", re.ASCII)


def hide_secrets(_logger: WrappedLogger, _name: str, record: EventDict) -> EventDict:
    """Addresses that let their reader in are written without the part that does."""
    for key, value in record.items():
        if isinstance(value, str) and "/invitations/" in value:
            record[key] = _SECRET_PATH.sub(r"\1…", value)
    return record


BOTH: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def logging_for(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: what is written with `logging` and with structlog comes out alike, with the request's id."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BOTH,
            structlog.processors.UnicodeDecoder(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [structlog.dev.ConsoleRenderer()]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "record": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": BOTH,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_secrets, *last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "record"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # One record per request comes from django_structlog, with status and duration.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["stderr"], "propagate": False},
            "django": {"handlers": [], "level": level},
            "elastic_transport": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
        },
    }
