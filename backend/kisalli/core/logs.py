"""Structured logs: readable lines on a laptop, JSON lines in production; line breaks can't forge either."""

import logging

import structlog

from kisalli.core.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Set up logging for this process."""
    level = logging.getLevelName(settings.log_level)
    renderer = structlog.processors.JSONRenderer() if settings.log_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
