"""Exit 0 when the NLU server understands: `python -m nlu.rasa.healthcheck URL`, with its token."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request

from nlu.rasa.token import read_token

SECONDS = 4


def main() -> int:
    """Parse a word."""
    url = f"{sys.argv[1]}/model/parse?token={read_token()}"
    request = urllib.request.Request(url, json.dumps({"text": "chào"}).encode())
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return 0 if "intent_ranking" in json.load(answer) else 1
    except (urllib.error.URLError, OSError, ValueError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
