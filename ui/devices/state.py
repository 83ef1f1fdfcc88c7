"""Everything the devices page shows. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from ui.devices.ports import DeviceFacts, DeviceKind, Overview, Picture
from ui.devices.set_up_state import SetUpState
from ui.frame.status import ScannerState
from ui.printing.layout import Sheet as PaperSheet
from ui.sounds import SoundFacts

TRIAL: Final = timedelta(seconds=20)
"""How long a trial waits for the trigger."""


class Sheet(StrEnum):
    """What the right side asks or shows instead of the device."""

    REMOVE = "remove"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class LastRead:
    """When a device last read something and what kind of code it was; never the code."""

    at: datetime
    kind: CodeKind


@dataclass(frozen=True, slots=True)
class Trial:
    """One device being tried: `read` is what came, None while it waits. `is_over`: nothing came."""

    device: str
    until: datetime
    read: CodeKind | None = None
    length: int = 0
    is_over: bool = False

    @property
    def is_waiting(self) -> bool:
        """Tell whether the trigger is still to be pulled."""
        return self.read is None and not self.is_over


@dataclass(frozen=True, slots=True)
class DevicesState:
    """The page. `overview` is None until it was read; `papers` are what would be printed; `saved`
    is a file's path and `printed` a printer, once that was done; `is_learned`: a set-up was kept;
    `set_up` is there while it stands in the place of the devices, `picture` while a camera is
    chosen; `sound` is how the sounds of scans stand.
    """

    overview: Overview | None = None
    now: datetime | None = None
    selected: str | None = None
    reads: Mapping[str, LastRead] = field(default_factory=dict)
    trial: Trial | None = None
    sheet: Sheet | None = None
    papers: tuple[PaperSheet, ...] = ()
    is_busy: bool = False
    saved: str = ""
    printed: str = ""
    refusal: Refusal | None = None
    is_learned: bool = False
    set_up: SetUpState | None = None
    picture: Picture | None = None
    sound: SoundFacts = field(default_factory=SoundFacts)

    @property
    def device(self) -> DeviceFacts | None:
        """Return the device on the right."""
        devices = () if self.overview is None else self.overview.devices
        return next((one for one in devices if one.id == self.selected), None)

    @property
    def seen_camera(self) -> str | None:
        """Return the camera whose picture is shown, if one is."""
        device = self.device
        if device is None or device.kind is not DeviceKind.CAMERA or self.sheet is not None:
            return None
        is_seen = device.state is ScannerState.READY and self.set_up is None
        return device.id if is_seen else None

    @property
    def can_try(self) -> bool:
        """Tell whether the device can be tried now."""
        device = self.device
        if device is None or self.sheet is not None:
            return False
        is_waiting = self.trial is not None and self.trial.is_waiting
        return device.state is ScannerState.READY and not is_waiting

    @property
    def can_remove(self) -> bool:
        """Tell whether the device can be taken out of use."""
        return self.device is not None and self.device.is_removable and self.sheet is None

    @property
    def printers(self) -> tuple[str, ...]:
        """Return the system's printers; none where it has no way to print."""
        return (self.overview.printers or ()) if self.overview is not None else ()

    @property
    def can_print(self) -> bool:
        """Tell whether the open preview can go to a printer."""
        return self.sheet is Sheet.PRINT and bool(self.printers) and not self.is_busy


def worst(overview: Overview) -> DeviceFacts | None:
    """Return the device that needs somebody most, None while all are well."""
    for state in (ScannerState.FAILED, ScannerState.LOST):
        found = next((one for one in overview.devices if one.state is state), None)
        if found is not None:
            return found
    return None
