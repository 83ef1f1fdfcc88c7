"""The devices page, plugged into the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ui.devices import wiring
from ui.devices.jobs import DeviceJobs
from ui.devices.ports import SubmitDevice
from ui.devices.presenter import Desks, DevicesPresenter
from ui.devices.view import DevicesPage
from ui.devices.wiring import CardToPrint
from ui.plug import Around, PagePart, Plug
from ui.shortcuts import PageId
from ui.tasks import crash_code


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePorts:
    """What the page needs of the till: its devices' thread, what answers at once, the set-up
    cards, and who hears of a job that raised.
    """

    submit: SubmitDevice
    desks: Desks
    cards: Sequence[CardToPrint]
    crashed: Callable[[BaseException], None]


def plug(ports: DevicePorts) -> Plug:
    """Return what makes the page in its surroundings."""
    return partial(_plug, ports)


def _plug(ports: DevicePorts, around: Around) -> PagePart:
    page = DevicesPage(zone=around.zone, parent=around.parent)

    def crashed(error: BaseException) -> None:
        ports.crashed(error)
        presenter.on_crash(crash_code(error))

    jobs = DeviceJobs(ports.submit, crashed, page)
    press = wiring.press(ports.cards)
    presenter = DevicesPresenter(page, jobs, ports.desks, now=around.now, press=press)

    def stop() -> None:
        presenter.close()
        jobs.close()

    wiring.connect(page, presenter)
    return PagePart(
        page_id=PageId.DEVICES,
        widget=page,
        view=page,
        taker=presenter,
        shown=presenter.show,
        seen=presenter.on_scan,
        stopped=stop,
    )
