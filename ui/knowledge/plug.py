"""The knowledge page, plugged into the window."""

from __future__ import annotations

from ui.knowledge import keeping, paper
from ui.knowledge.presenter import KnowledgePresenter, Press
from ui.knowledge.view import KnowledgePage
from ui.plug import Around, PagePart, paper_jobs
from ui.shortcuts import PageId
from ui.tasks import crash_code


def connect(page: KnowledgePage, presenter: KnowledgePresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.typed.connect(presenter.type)
    page.tab_chosen.connect(presenter.choose_tab)
    page.chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.ask_requested.connect(presenter.begin_question)
    page.question_edited.connect(presenter.edit_question)
    page.confirmed.connect(presenter.send_question)
    page.learn_requested.connect(presenter.learn)
    page.card_turned.connect(presenter.turn_card)
    page.hand_out_wanted.connect(presenter.hand_out)
    page.all_the_same.connect(presenter.hand_out_all_the_same)
    page.file_turned.connect(presenter.turn_file)
    page.dismissed.connect(presenter.dismiss)


def plug(around: Around) -> PagePart:
    """Return the page in its surroundings."""
    page = KnowledgePage(zone=around.zone, parent=around.parent)

    def crashed(error: BaseException) -> None:
        presenter.on_crash(crash_code(error))

    out = paper_jobs(around, crashed, page)
    press = Press(paper.sheets, paper.code, out)
    run = around.runner(crashed)
    presenter = KnowledgePresenter(page, run, customer=around.customer, press=press)
    connect(page, presenter)
    return PagePart(
        page_id=PageId.KNOWLEDGE,
        widget=page,
        view=page,
        shown=presenter.show,
        changed=presenter.on_store_changed,
        read_again=presenter.refresh,
        stopped=out.close,
        park=presenter.park,
        keeps=keeping.keeps(page, presenter),
    )
