"""Serve a model: `python -m nlu.rasa.serve --models FOLDER --port P`, the token in NLU_TOKEN.

The model is the one of the present data; where the folder has none it is trained first. What is
served is Rasa's own HTTP API (POST /model/parse, PUT /model, GET /status) and nothing else of
Rasa: no chat channels, no tracker. It is for this machine or a private network only.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from nlu.model import STAFF, path_in
from nlu.rasa import quiet
from nlu.rasa.token import TokenMissingError, read_token
from nlu.rasa.train import train

BACKLOG = 256
KEEP_ALIVE_SECONDS = 120


def main() -> int:
    """Run until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    try:
        token = read_token()
    except (TokenMissingError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    model = path_in(arguments.models)
    staff = arguments.models / STAFF
    if not model.exists() and not train(model, staff=staff if staff.exists() else None):
        return 1
    serve(model, arguments.host, arguments.port, token)
    return 0


def serve(model: Path, host: str, port: int, token: str) -> None:
    """Answer parses until stopped."""
    from rasa.core.run import close_resources, configure_app, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints

    from nlu.rasa.aside import load_aside

    quiet.hush()
    load_aside()
    endpoints = AvailableEndpoints()
    app = configure_app(
        [], auth_token=token, endpoints=endpoints, keep_alive_timeout=KEEP_ALIVE_SECONDS
    )
    load = partial(load_agent_on_start, str(model), endpoints, None)
    app.register_listener(load, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    options = {"access_log": False, "motd": False, "debug": False}
    app.run(host=host, port=port, backlog=BACKLOG, workers=1, **options)


if __name__ == "__main__":
    sys.exit(main())
