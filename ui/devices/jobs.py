"""The way from the devices page to the devices' thread, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from ui.devices.ports import DeviceDesk, SubmitDevice
from ui.tasks import Delivery

T = TypeVar("T")


class DeviceJobs(Delivery):
    """A DeviceRunner that delivers on the GUI thread."""

    def __init__(
        self,
        submit: SubmitDevice,
        on_crash: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(on_crash, parent)
        self.setObjectName("devices.jobs")
        self._submit = submit

    def __call__(self, job: Callable[[DeviceDesk], T], then: Callable[[T], None]) -> None:
        """Run `job` on the devices' thread, then call `then(result)` on this one."""
        if self._is_open:
            self._bring(self._submit(job), then)
