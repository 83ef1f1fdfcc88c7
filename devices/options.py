"""Read the options of one device from configuration, refusing what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from devices.errors import DeviceSettingsError

OptionValue: TypeAlias = str | int | bool | None


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """One device as configured: the driver's kind, the device's own id, the driver's options."""

    kind: str
    id: str
    options: Mapping[str, OptionValue] = field(default_factory=dict)


class OptionReader:
    """Takes options out one by one; `finish` refuses whatever is left over.

    Every method raises DeviceSettingsError for a value of the wrong form.
    """

    def __init__(self, settings: DeviceSettings) -> None:
        self._id = settings.id
        self._left = dict(settings.options)

    def text(self, name: str) -> str | None:
        """Return a text option, None when it is absent or empty."""
        value = self._left.pop(name, None)
        if value is None or isinstance(value, str):
            return value or None
        raise self._wrong(name, "text")

    def number(self, name: str) -> int | None:
        """Return a whole number; text may be decimal or, as USB ids are written, `0x1a86`."""
        value = self._left.pop(name, None)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return int(value, 0)
            except ValueError:
                raise self._wrong(name, "a number") from None
        if isinstance(value, bool):
            raise self._wrong(name, "a number")
        return value

    def finish(self) -> None:
        """Refuse options that were not asked for: a misspelt one must not be ignored."""
        if self._left:
            raise DeviceSettingsError(f"{self._id}: unknown options {sorted(self._left)}")

    def _wrong(self, name: str, wanted: str) -> DeviceSettingsError:
        return DeviceSettingsError(f"{self._id}: option {name} is not {wanted}")
