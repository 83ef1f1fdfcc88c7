"""The stock page, plugged into the window."""

from __future__ import annotations

from ui.plug import Around, PagePart
from ui.shortcuts import PageId
from ui.stock.presenter import StockPresenter
from ui.stock.view import StockPage
from ui.tasks import crash_code


def connect(page: StockPage, presenter: StockPresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.typed.connect(presenter.type)
    page.tab_chosen.connect(presenter.choose_tab)
    page.chosen.connect(presenter.choose)
    page.looked_up.connect(presenter.look_up)
    page.picked.connect(presenter.pick)
    page.step_requested.connect(presenter.step)
    page.hold_requested.connect(presenter.hold)
    page.file_turned.connect(presenter.turn_file)
    page.dismissed.connect(presenter.dismiss)


def plug(around: Around) -> PagePart:
    """Return the page in its surroundings."""
    page = StockPage(zone=around.zone, parent=around.parent)

    def on_crash(error: BaseException) -> None:
        presenter.on_crash(crash_code(error))

    run, read = around.runner(on_crash), around.reader(on_crash)
    presenter = StockPresenter(page, run, read, customer=around.customer, answer=around.answer)
    connect(page, presenter)
    return PagePart(
        page_id=PageId.STOCK,
        widget=page,
        view=page,
        taker=presenter,
        shown=presenter.show,
        changed=presenter.on_store_changed,
        read_again=presenter.refresh,
        park=presenter.park,
    )
