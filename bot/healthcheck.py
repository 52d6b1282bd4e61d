"""Exit 0 when an address answers 200: `python -m bot.healthcheck URL`, for container checks."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

SECONDS = 4


def main() -> int:
    """Ask once."""
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=SECONDS) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except (urllib.error.URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
