"""The devices page and its presenter, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ui.devices.presenter import DevicesPresenter, Press
from ui.devices.view import DevicesPage
from ui.printing import paint
from ui.printing.layout import Sheet


@dataclass(frozen=True, slots=True)
class CardToPrint:
    """One set-up card as the drivers know it: its id, how it is printed, and its content."""

    id: str
    format: str
    content: str


def press(cards: Sequence[CardToPrint]) -> Press:
    """Return the press for these set-up cards. What draws codes is loaded when first used."""

    def lay_out() -> tuple[Sheet, ...]:
        from ui.printing.set_up import set_up_sheets

        return set_up_sheets([(one.id, one.format, one.content) for one in cards])

    def picture(card: str) -> Sheet:
        from ui.printing import set_up

        found = next(one for one in cards if one.id == card)
        return set_up.picture(found.format, found.content)

    def pdf(sheets: Sequence[Sheet], title: str) -> bytes:
        return paint.pdf(sheets, title)

    return Press(cards=lay_out, picture=cache(picture), pdf=pdf)


def connect(page: DevicesPage, presenter: DevicesPresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.device_chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.trial_requested.connect(presenter.try_out)
    page.set_up_requested.connect(presenter.begin_set_up)
    page.learn_requested.connect(presenter.learn_again)
    set_up = presenter.set_up
    page.port_chosen.connect(set_up.choose_port)
    page.keep_requested.connect(set_up.keep)
    page.skip_requested.connect(set_up.leave_out)
    page.anew_requested.connect(set_up.begin_anew)
    page.set_up_left.connect(set_up.dismiss)
    page.sheet_requested.connect(presenter.begin)
    page.confirmed.connect(presenter.confirm)
    page.save_requested.connect(presenter.save)
    page.print_requested.connect(presenter.print_out)
    page.volume_requested.connect(presenter.change_volume)
    page.dismissed.connect(presenter.dismiss)
    page.ticked.connect(presenter.tick)
    page.picture_wanted.connect(presenter.look)
