"""Structured logs: readable lines on a laptop, JSON lines in production; line breaks can't forge either."""

import logging

import structlog

from kisalli.core.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Set up logging for this process."""
    level = logging.getLevelName(settings.log_level)
    # Plain tracebacks: the pretty ones print local variables, secrets and people's data among them.
    readable = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if settings.log_json else readable
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if settings.log_json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
