"""The settings of an installation, read once from the environment.

Every variable that starts with DONGHANH_ must be one of these: a misspelt setting that is silently
ignored is worse than a start that stops. A secret may stand in a file named by VARIABLE_FILE.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from content.local import DEFAULT_SITE, SITES
from content.messages import DEFAULT_LANGUAGE, mark, translate
from store.engine import DatabaseUrlError, resolve

PREFIX = "DONGHANH_"
REPOSITORY = Path(__file__).resolve().parent.parent

Port = Annotated[int, Field(ge=1, le=65535)]


class SettingsError(Exception):
    """The environment holds a setting that cannot be used; the message says what to write."""


def _database(value: str) -> str:
    try:
        resolve(value)
    except DatabaseUrlError as error:
        raise ValueError(str(error)) from None
    return value


def _site(value: str) -> str:
    if value not in SITES:
        raise ValueError("one of the sites")
    return value


def _starts_with(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value.startswith(schemes):
            raise ValueError(f"an address that starts with {' or '.join(schemes)}")
        return value

    return AfterValidator(check)


class Settings(BaseModel):
    """One installation's settings. Field aliases are the names of the environment variables."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: Path = Field(REPOSITORY / ".data", alias="DONGHANH_DATA_DIR")
    host: str = Field("127.0.0.1", alias="DONGHANH_HOST", min_length=1)
    port: Port = Field(8000, alias="DONGHANH_PORT")
    nlu_port: Port = Field(5005, alias="DONGHANH_NLU_PORT")
    nlu_env: Path = Field(REPOSITORY / ".venv-nlu", alias="DONGHANH_NLU_ENV")
    rate_per_minute: int = Field(20, alias="DONGHANH_RATE_PER_MINUTE", ge=0, le=100_000)
    proxies: str = Field("", alias="DONGHANH_PROXIES")
    public_url: Annotated[str, _starts_with("https://")] | None = Field(
        None, alias="DONGHANH_PUBLIC_URL"
    )
    site: Annotated[str, AfterValidator(_site)] = Field(DEFAULT_SITE, alias="DONGHANH_SITE")
    telegram_token: str | None = Field(
        None, alias="DONGHANH_TELEGRAM_TOKEN", pattern=r"^\d+:[A-Za-z0-9_-]{20,}$", repr=False
    )
    telegram_api: Annotated[str, _starts_with("https://", "http://")] = Field(
        "https://api.telegram.org", alias="DONGHANH_TELEGRAM_API"
    )
    database_url: Annotated[str, AfterValidator(_database)] | None = Field(
        None, alias="DATABASE_URL", repr=False
    )
    redis_url: Annotated[str, _starts_with("redis://", "rediss://", "unix://")] | None = Field(
        None, alias="REDIS_URL", repr=False
    )
    nlu_url: Annotated[str, _starts_with("http://", "https://")] | None = Field(
        None, alias="NLU_URL"
    )
    nlu_token: str | None = Field(None, alias="NLU_TOKEN", min_length=16, repr=False)

    @property
    def models(self) -> Path:
        """Where trained NLU models are kept."""
        return self.data_dir / "models"

    @property
    def nlu_python(self) -> Path:
        """The interpreter of the NLU environment."""
        return self.nlu_env / "bin" / "python"


WHAT_TO_WRITE = {
    "DONGHANH_DATA_DIR": mark("a folder, such as /var/lib/donghanh"),
    "DONGHANH_HOST": mark("an address to listen on, such as 127.0.0.1"),
    "DONGHANH_PORT": mark("a port number from 1 to 65535, such as 8000"),
    "DONGHANH_NLU_PORT": mark("a port number from 1 to 65535, such as 5005"),
    "DONGHANH_NLU_ENV": mark("the folder of the NLU's Python environment"),
    "DONGHANH_RATE_PER_MINUTE": mark(
        "a whole number of messages a minute, such as 20 (0: no limit)"
    ),
    "DONGHANH_PROXIES": mark("the addresses of trusted proxies, parted by commas"),
    "DONGHANH_PUBLIC_URL": mark(
        "the public address of this service, such as https://chat.example.vn"
    ),
    "DONGHANH_SITE": mark(
        "the place served: binh-thuan, quang-ngai, lai-chau, hai-phong-kien-an or ha-nam"
    ),
    "DONGHANH_TELEGRAM_TOKEN": mark("the token that BotFather gave, such as 123456:ABC-DEF…"),
    "DONGHANH_TELEGRAM_API": mark("the address of the Telegram Bot API"),
    "DATABASE_URL": mark("postgresql://USER:PASSWORD@HOST/NAME or sqlite:///PATH/FILE.db"),
    "REDIS_URL": mark("redis://HOST:6379/0 or unix:///PATH/redis.sock"),
    "NLU_URL": mark("the address of the NLU server, such as http://nlu:5005"),
    "NLU_TOKEN": mark("a secret of 16 characters or more"),
}
SECRETS = (
    "DATABASE_URL",
    "REDIS_URL",
    "NLU_TOKEN",
    "DONGHANH_TELEGRAM_TOKEN",
)


def load(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises SettingsError with a sentence for each fault.

    An empty value counts as not set. Values never appear in the message: they may be secrets.
    """
    values, faults = _collect(environment)
    if not faults:
        try:
            return Settings.model_validate(values)
        except ValidationError as error:
            names = {str(fault["loc"][0]) for fault in error.errors()}
            faults = [what_to_write(name) for name in sorted(names)]
    raise SettingsError("\n".join(faults))


def what_to_write(name: str) -> str:
    """The sentence for a setting whose value cannot be used."""
    what = translate(DEFAULT_LANGUAGE, WHAT_TO_WRITE[name])
    return translate(DEFAULT_LANGUAGE, mark("{name}: write {what}."), name=name, what=what)


def _collect(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, value in environment.items():
        secret = name.removesuffix("_FILE")
        if name in WHAT_TO_WRITE:
            if value:
                values[name] = value
        elif name.endswith("_FILE") and secret in SECRETS:
            try:
                values[secret] = Path(value).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                text = mark("{name}: write the path of a readable file that holds {secret}.")
                faults.append(translate(DEFAULT_LANGUAGE, text, name=name, secret=secret))
        elif name.startswith(PREFIX):
            known = ", ".join(sorted(n for n in WHAT_TO_WRITE if n.startswith(PREFIX)))
            text = mark("{name}: there is no such setting. The settings are: {known}.")
            faults.append(translate(DEFAULT_LANGUAGE, text, name=name, known=known))
    return values, faults
