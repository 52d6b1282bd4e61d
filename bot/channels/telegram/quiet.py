"""Keep the libraries below from writing what people say, who they are, and the token.

httpx logs the address of every call, and the token is part of it. python-telegram-bot logs the
contents of calls, at DEBUG and, for what it cannot parse, at ERROR and CRITICAL. Filters hold where
levels do not: a logging configuration that is loaded later sets levels but leaves filters alone.
"""

from __future__ import annotations

import logging

# Imported so that their loggers exist when `hush` looks for them.
import httpcore  # noqa: F401
import httpx  # noqa: F401
import telegram.ext  # noqa: F401


def _nothing(_: logging.LogRecord) -> bool:
    return False


def _warnings(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


_RULES = {"telegram": _nothing, "httpx": _warnings, "httpcore": _warnings}


def hush() -> None:
    """Silence python-telegram-bot's loggers, and those of httpx and httpcore below WARNING.

    What this channel has to report it logs itself, by the type of the error alone.
    """
    for library, rule in _RULES.items():
        logging.getLogger(library).setLevel(logging.WARNING)
        # A filter judges only the records of its own logger, never those of the loggers below.
        for name in list(logging.root.manager.loggerDict):
            if name == library or name.startswith(f"{library}."):
                logging.getLogger(name).addFilter(rule)
