"""Logs: one JSON object a line, events and figures only.

What people write, who they are and where they come from never reaches a logger; libraries whose
logs hold addresses, queries or tokens are held to warnings.
"""

from __future__ import annotations

import logging
import sys

import structlog

QUIET = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "psycopg",
    "sqlalchemy",
    "telegram",
    "uvicorn.access",
)


def configure(level: int = logging.INFO) -> None:
    """Set up logging for this process, to standard error."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
