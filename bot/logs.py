"""Logs: one line an event on standard error, without the words of messages."""

import logging
import sys

import structlog


def configure(level: int = logging.INFO) -> None:
    """Set up this process's logs, the libraries' included."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt.App").addFilter(_is_news)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt warns at each start that our client's token replaces the one it read by itself."""
    return "`token` will be unused" not in record.getMessage()
