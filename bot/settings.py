"""The settings: read from the environment and from `.env`, once, at the start."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.credentials import WHERE, Fault, http_faults, socket_faults
from bot.errors import SettingsError

IN_FILE = "_FILE"  # NAME_FILE is a file that holds the value of NAME
MOST_OF_A_FILE = 65_536


class SlackMode(StrEnum):
    """How Slack reaches the bot: over a connection that the bot opens, or by requests to it."""

    SOCKET = "socket"
    HTTP = "http"


class LogFormat(StrEnum):
    """Lines for people, or JSON for programs."""

    CONSOLE = "console"
    JSON = "json"


def _api_url(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?/api/", url):
        raise PydanticCustomError("slack_api_url", "must begin with http:// or https:// and end in /api/")
    return url


class Settings(BaseSettings):
    """Every setting; each field names its environment variable and carries its own documentation."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description=f"The bot's token (`xoxb-…`): {WHERE['SLACK_BOT_TOKEN']}.",
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_APP_TOKEN",
        description=f"The app-level token (`xapp-…`) of Socket Mode: {WHERE['SLACK_APP_TOKEN']}.",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description=f"Proves that a request comes from Slack, in HTTP mode: {WHERE['SLACK_SIGNING_SECRET']}.",
    )
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = Field(
        default="https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="Base address of Slack's Web API, ending in `/api/`; another one for an emulator.",
    )
    slack_mode: SlackMode = Field(
        default=SlackMode.SOCKET,
        validation_alias="SLACK_MODE",
        description="`socket` needs no public address; `http` takes Slack's requests at `/slack/events`.",
    )
    port: int = Field(
        default=3000,
        ge=0,
        le=65_535,
        validation_alias="PORT",
        description="Port to listen on.",
    )
    host: str = Field(
        default="127.0.0.1",
        validation_alias="QABOT_HOST",
        description="Address to listen on; `0.0.0.0` in a container.",
    )
    knowledge: Path = Field(
        default=Path("knowledge"),
        validation_alias="QABOT_KNOWLEDGE",
        description="Folder of the knowledge base; `--knowledge` goes before it.",
    )
    database_url: str = Field(
        default="sqlite:///var/qabot.db",
        repr=False,
        validation_alias="QABOT_DATABASE_URL",
        description="Database of the journal.",
    )
    log_format: LogFormat | None = Field(
        default=None,
        validation_alias="QABOT_LOG_FORMAT",
        description="`console` or `json`; when not set, `console` on a terminal and `json` elsewhere.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then `.env`; `NAME_FILE` may be in either."""
        return init_settings, env_settings, dotenv_settings, _Files(settings_cls, dotenv_settings, env_settings)

    def for_serving(self) -> Self:
        """These settings, when the bot can be started with them. Raises `SettingsError`, which tells every fault."""
        faults = self.faults()
        if faults:
            first, *others = faults
            rest = [str(SettingsError(fault.problem, where=fault.variable, remedy=fault.remedy)) for fault in others]
            raise SettingsError(first.problem, where=first.variable, remedy="\n".join([first.remedy, *rest]))
        return self

    def faults(self) -> list[Fault]:
        """What is missing or wrong for connecting to Slack in the chosen mode; never tells a value."""
        bot = self.slack_bot_token.get_secret_value()
        if self.slack_mode is SlackMode.SOCKET:
            return socket_faults(bot, self.slack_app_token.get_secret_value())
        return http_faults(bot, self.slack_signing_secret.get_secret_value())


class _Files(PydanticBaseSettingsSource):
    """The values that stand in files named by `NAME_FILE` variables."""

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._given: dict[str, str] = {}
        for source in sources:
            if isinstance(source, EnvSettingsSource | DotEnvSettingsSource):
                self._given |= {name.upper(): value for name, value in source.env_vars.items() if value}

    def __call__(self) -> dict[str, Any]:
        return {
            name: self._read(name)
            for name in map(variable, self.settings_cls.model_fields)
            if name + IN_FILE in self._given
        }

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 -- pydantic's signature
        """Not asked for: `__call__` reads only what is named."""
        return None, field_name, False

    def _read(self, name: str) -> str:
        path = self._given[name + IN_FILE]
        if name in self._given:
            raise SettingsError(f"{name} is set too", where=name + IN_FILE, remedy="Set only one of the two.")
        try:
            with Path(path).open(encoding="utf-8") as file:
                return file.read(MOST_OF_A_FILE).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise SettingsError(
                f"the file {path} cannot be read: {reason}",
                where=name + IN_FILE,
                remedy=f"Name a file that holds the value of {name} and that qabot may read.",
            ) from error


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return str(Settings.model_fields[field].validation_alias)


def load_settings() -> Settings:
    """The settings in force. Raises `SettingsError`, which names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = str(first["loc"][0])
        raise SettingsError(
            first["msg"], where=name, remedy=f"Correct {name} in the environment or in .env."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("the file is not UTF-8", where=".env", remedy="Save .env as UTF-8.") from error
