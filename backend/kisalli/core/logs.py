"""Structured logs: readable lines on a laptop, JSON lines in production; line breaks can't forge either."""

import logging
import re

import structlog
from structlog.typing import EventDict

from kisalli.core.settings import Settings

# PostgreSQL's words below its error quote the row or the key that it refused.
QUOTED_ROWS = re.compile(r"^\s*DETAIL: .*\n?", re.MULTILINE)


def configure_logs(settings: Settings) -> None:
    """Set up logging for this process: our own lines, and in the same form what libraries warn of."""
    level = logging.getLevelName(settings.log_level)
    # Plain tracebacks: the pretty ones print local variables, secrets and people's data among them.
    readable = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if settings.log_json else readable
    common: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_rows,
    ]
    structlog.configure(
        processors=[*common, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *common],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _without_rows(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Take what PostgreSQL quotes of its rows out of a traceback: names and addresses have no place in a log."""
    if "exception" in event:
        event["exception"] = QUOTED_ROWS.sub("", event["exception"])
    return event
