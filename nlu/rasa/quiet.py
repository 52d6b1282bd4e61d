"""Keep Rasa, TensorFlow and their loggers from printing; Rasa's debug logs hold people's words.

Import this before rasa.
"""

from __future__ import annotations

import logging
import os
import warnings

os.environ.update(
    TF_CPP_MIN_LOG_LEVEL="3",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
    RASA_TELEMETRY_ENABLED="false",
    RASA_MAX_CACHE_SIZE="0",
    CUDA_VISIBLE_DEVICES="-1",
    OPENBLAS_NUM_THREADS="1",
    LOG_LEVEL="WARNING",
    LOG_LEVEL_LIBRARIES="ERROR",
)
warnings.simplefilter("ignore")


def hush() -> None:
    """Set every logger that Rasa uses to warnings and worse. Call after importing rasa."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    logging.basicConfig(level=logging.WARNING, force=True)
    for name in ("rasa", "sanic.root", "sanic.error", "sanic.access", "matplotlib", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
