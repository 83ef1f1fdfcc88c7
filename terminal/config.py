"""Settings of one till: what differs between machines. Policy is not here; it comes from HQ.

Order, later wins: defaults, `terminal.toml` in the data folder, variables `GUITAI_*`, command
line. Secrets are no settings: keys come from key custody. Read once at the start and passed on
as values.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

SETTINGS_FILE = "terminal.toml"


class ScannerSettings(BaseModel):
    """One scanner: its name on this till, its driver's kind, and the driver's own options."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, max_length=40)
    kind: str
    options: dict[str, str | int | bool] = {}


class WedgeSettings(BaseModel):
    """Scanners that type. How each of them does is learned, not set."""

    # Figures stood here until 0.3: a till whose file still has them must start.
    model_config = ConfigDict(frozen=True, extra="ignore")

    enabled: bool = True


class BackupSettings(BaseModel):
    """Where the daily backups go: `folder` (by default `backups` in the data folder), a folder on
    a `second` disk where there is one, and what has to stay free beside them (MiB).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    daily: bool = True
    folder: Path | None = None
    second: Path | None = None
    keep_free_mb: int = Field(default=1024, ge=0)


class TerminalSettings(BaseSettings):
    """All settings of a till; each has its row in `docs/operations.md`."""

    model_config = SettingsConfigDict(
        env_prefix="GUITAI_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    data_dir: Path
    language: Literal["zh_CN", "en"] = "zh_CN"
    theme: Literal["light", "dark"] = "light"
    scale_percent: Literal[100, 125, 150] = 100
    sound_percent: int = Field(default=50, ge=0, le=100)
    scanners: tuple[ScannerSettings, ...] = ()
    wedge: WedgeSettings = WedgeSettings()
    backup: BackupSettings = BackupSettings()
    lock_after_min: int = Field(default=5, ge=1, le=15)
    log_level: Literal["debug", "info", "warning"] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the base class's form)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the command line first, then the environment, then the file of the data folder."""
        given: dict[str, Any] = {**env_settings(), **init_settings()}
        toml = Path(given.get("data_dir", default_data_dir())) / SETTINGS_FILE
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml)


def default_data_dir() -> Path:
    """Return where a till keeps its data when nobody says otherwise."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Guitai"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "guitai"


def load(**command_line: Any) -> TerminalSettings:
    """Return the settings. Raise pydantic's ValidationError for a value that cannot be used."""
    given = {name: value for name, value in command_line.items() if value is not None}
    given.setdefault("data_dir", os.environ.get("GUITAI_DATA_DIR", default_data_dir()))
    return TerminalSettings(**given)
