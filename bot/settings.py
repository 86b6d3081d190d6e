"""The settings: read from the environment and from `.env`, once, at the start."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "QABOT_"


class Settings(BaseSettings):
    """Every setting; each field is the environment variable `QABOT_<NAME>` and carries its own documentation."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    knowledge: Path = Field(
        default=Path("knowledge"),
        description="Folder of the knowledge base; `--knowledge` goes before it.",
    )


def load_settings() -> Settings:
    """The settings in force. Raises `SettingsError`, which names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        variable = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            first["msg"], where=variable, remedy=f"Correct {variable} in the environment or in .env."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("the file is not UTF-8", where=".env", remedy="Save .env as UTF-8.") from error
