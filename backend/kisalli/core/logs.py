"""Structured logs: readable lines on a laptop, JSON lines in production; line breaks can't forge either."""

import logging
import traceback
from collections.abc import Iterator

import psycopg
import structlog
from structlog.typing import ExcInfo

from kisalli.core.settings import Settings


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
        structlog.processors.ExceptionRenderer(without_rows),
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


def without_rows(exc_info: ExcInfo) -> str:
    """Return a traceback without what PostgreSQL quotes of its rows: names and addresses have no place in a log.

    Of a database error its code and constraint are left. Its words quote values in any line, in the server's own language.
    """
    lines = "".join(traceback.format_exception(*exc_info)).rstrip("\n").splitlines()
    for error in _database_errors(exc_info[1]):
        first, *quoted = [line.strip() for line in str(error).splitlines()] or [""]
        known = " ".join(filter(None, (error.sqlstate, error.diag.constraint_name))) or "no answer"
        lines = [line.replace(first, known) if first else line for line in lines if line.strip(" |") not in {*quoted} - {""}]
    return "\n".join(lines)


def _database_errors(error: BaseException | None) -> Iterator[psycopg.Error]:
    """Yield every error of the driver behind an error, whatever wraps it."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, psycopg.Error):
            yield each
        waiting += [each.__cause__, each.__context__, getattr(each, "orig", None), *getattr(each, "exceptions", ())]
