"""Serve a model: `python -m nlu.rasa.serve --model M --port P`, the token in NLU_TOKEN.

Rasa's own HTTP API (POST /model/parse, PUT /model, GET /status) and nothing else of Rasa: no chat
channels, no tracker. It is for this machine or a private network only.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path

import nlu.rasa.quiet as quiet

BACKLOG = 256
KEEP_ALIVE_SECONDS = 120


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    token = os.environ.get("NLU_TOKEN", "")
    if len(token) < 16:
        sys.stderr.write("NLU_TOKEN must hold a token of 16 characters or more\n")
        return 2
    from rasa.core.run import close_resources, configure_app, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints

    quiet.hush()
    endpoints = AvailableEndpoints()
    app = configure_app(
        [], auth_token=token, endpoints=endpoints, keep_alive_timeout=KEEP_ALIVE_SECONDS
    )
    app.register_listener(
        partial(load_agent_on_start, str(arguments.model), endpoints, None), "before_server_start"
    )
    app.register_listener(close_resources, "after_server_stop")
    app.run(
        host=arguments.host,
        port=arguments.port,
        backlog=BACKLOG,
        workers=1,
        access_log=False,
        motd=False,
        debug=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
