"""The client of this installation's NLU server, embedded or elsewhere."""

from __future__ import annotations

from bot.secrets import Secrets
from bot.settings import Settings
from nlu.client import RasaClient

LOOPBACK = "127.0.0.1"


def client_of(settings: Settings) -> RasaClient:
    """A client that is not open yet."""
    url = settings.nlu_url or f"http://{LOOPBACK}:{settings.nlu_port}"
    return RasaClient(url, settings.nlu_token or Secrets(settings.data_dir).nlu_token)
