"""A scan as the screens know it, whichever device it came from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ScanRead:
    """One code as it was read. The payload stays out of `repr`: it may be personal.

    `scan_id` is random and the only thing about a scan that is logged; `symbology` is the AIM
    identifier such as "]C1", or None; `device` is the device's name in the settings.
    """

    scan_id: str
    payload: str = field(repr=False)
    symbology: str | None
    device: str
