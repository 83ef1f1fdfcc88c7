"""Members (F3), put together from its parts and plugged into the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance

from terminal.domain import enrolment as rules
from terminal.domain.begun import Begun
from ui import i18n
from ui.enrol import keeping, paper
from ui.enrol import words as enrol_words
from ui.enrol.errands import Errands, Press
from ui.enrol.presenter import EnrolNews, EnrolPresenter
from ui.enrol.view import EnrolPage
from ui.imports.view import ImportPage
from ui.keeping import Keeps
from ui.members.page import MembersPage, Part
from ui.members.sought import Sought
from ui.pairs.presenter import PairsPresenter
from ui.pairs.view import PairsPage
from ui.plug import Around, PagePart, paper_jobs
from ui.printing.out import PaperJobs
from ui.scan_router import TakesNoScan
from ui.scans import ScanRead
from ui.self_fill import words
from ui.self_fill.presenter import InboxNews, InboxPresenter
from ui.self_fill.view import InboxPage
from ui.shortcuts import PageId
from ui.tasks import crash_code


class ImportDesk(Protocol):
    """What the page needs of the old tables' presenter, which the window itself keeps running."""

    @property
    def is_under_way(self) -> bool:
        """Tell whether a file is open, or something runs or was cut short."""

    def show(self, is_shown: bool) -> None:
        """Hear that the page came to the front, or went away."""

    def refresh(self) -> None:
        """Look for an import that was cut short."""


@dataclass(frozen=True, slots=True)
class ImportSeat:
    """The old tables: their page and who works it."""

    page: ImportPage
    desk: ImportDesk


class OpenCard(Protocol):
    """What the page needs of the counter's. `form_wanted` tells whose own phone is to be asked."""

    @property
    def form_wanted(self) -> SignalInstance:
        """Tells a customer."""


def connect(page: EnrolPage, presenter: EnrolPresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.edited.connect(presenter.edit)
    page.answered.connect(presenter.pick)
    page.entered.connect(presenter.enter)
    page.likely_opened.connect(presenter.open_likely)
    page.guardian_taken.connect(presenter.take_guardian)
    page.swapped.connect(presenter.swap)
    page.put_aside.connect(presenter.put_aside)
    page.confirmed.connect(presenter.confirm)
    page.next_wanted.connect(presenter.begin_anew)
    page.undo_requested.connect(presenter.undo)
    page.expired.connect(presenter.expire)
    page.dismissed.connect(presenter.dismiss)


def connect_errands(page: EnrolPage, errands: Errands) -> None:
    """Let the presenter of the errands hear what the person does."""
    page.card_wanted.connect(errands.print_card)
    page.sign_up_wanted.connect(errands.ask_sign_up)
    page.form_wanted.connect(errands.hand_out)
    page.signed.connect(errands.sign_up)
    page.sign_up_undone.connect(errands.undo)
    page.sign_up_expired.connect(errands.expire)
    page.errand_left.connect(errands.dismiss)


def connect_inbox(page: InboxPage, presenter: InboxPresenter) -> None:
    """Let the presenter of the inbox hear what the person does."""
    page.chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.settled.connect(presenter.settle)
    page.accepted.connect(presenter.accept)
    page.put_away.connect(presenter.put_away)
    page.undo_requested.connect(presenter.undo)
    page.expired.connect(presenter.expire)
    page.dismissed.connect(presenter.dismiss)


def connect_pairs(page: PairsPage, presenter: PairsPresenter) -> None:
    """Let the presenter of the pairs hear what the person does."""
    page.chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.decided.connect(presenter.decide)
    page.put_off.connect(presenter.put_off)
    page.undo_requested.connect(presenter.undo)
    page.expired.connect(presenter.expire)
    page.dismissed.connect(presenter.dismiss)


def _pairs(around: Around, page: MembersPage) -> PairsPresenter:
    def crashed(error: BaseException) -> None:
        pairs.on_crash(crash_code(error))

    pairs_page = PairsPage(parent=page)
    pairs = PairsPresenter(pairs_page, around.runner(crashed), around.reader(crashed))
    connect_pairs(pairs_page, pairs)
    page.add(Part.PAIRS, pairs_page, pairs_page)
    return pairs


def _inbox(around: Around, page: MembersPage, errands: Errands) -> InboxPresenter:
    def arrived(record: str) -> None:
        errands.answered(record)
        page.open(Part.INBOX)
        around.open_page(PageId.MEMBERS)

    inbox_page = InboxPage(zone=around.zone, parent=page)
    run = around.runner(lambda error: inbox.on_crash(crash_code(error)))
    inbox = InboxPresenter(inbox_page, run, InboxNews(around.refuse, arrived))
    connect_inbox(inbox_page, inbox)
    page.add(Part.INBOX, inbox_page, inbox_page)
    return inbox


def _enrol(
    around: Around,
    page: MembersPage,
    sought: Sought,
) -> tuple[EnrolPresenter, Keeps, Errands, PaperJobs]:
    enrol_page = EnrolPage(parent=page)

    def customer() -> str | None:
        done = enrol.state.done
        return around.customer() if done is None else done.customer

    def crashed(error: BaseException) -> None:
        errands.on_crash(crash_code(error))

    out = paper_jobs(around, crashed, enrol_page)
    press = Press(paper.card, paper.agreement, out, lambda: (words.questions(), i18n.language()))
    back = partial(around.open_page, PageId.COUNTER)
    errands = Errands(enrol_page, around.runner(crashed), press, customer, back)
    run = around.runner(lambda error: enrol.on_crash(crash_code(error)))
    news = EnrolNews(
        open_card=around.open_card,
        looked_for=lambda: sought.nobody(around.answer()),
        times=lambda: sought.times,
        turned=errands.look,
        customer=around.customer,
    )
    enrol = EnrolPresenter(enrol_page, run, news)
    connect(enrol_page, enrol)
    connect_errands(enrol_page, errands)
    page.add(Part.ENROL, enrol_page, enrol_page)

    def since(one: Begun) -> str:
        return enrol_words.draft_since(one.at or around.now(), around.zone, around.now())

    return enrol, keeping.keeps(enrol_page, enrol, since), errands, out


def plug(
    around: Around,
    imports: ImportSeat,
    sought: Sought,
    card: OpenCard,
) -> tuple[MembersPage, PagePart]:
    """Return the page in its surroundings. `sought` is whom the counter was asked for last, `card`
    where one is open.
    """
    page = MembersPage(around.parent)
    enrol, enrol_keeps, errands, out = _enrol(around, page, sought)
    inbox = _inbox(around, page, errands)
    pairs = _pairs(around, page)
    page.add(Part.IMPORT, imports.page, imports.page)
    is_shown = [False]

    def show(now: bool) -> None:
        is_coming, is_shown[0] = now and not is_shown[0], now
        # F3 is for a new customer, unless something was begun where somebody was last.
        is_begun = {Part.INBOX: bool(inbox.state.waiting), Part.IMPORT: imports.desk.is_under_way}
        if now and (enrol.is_wanted or (is_coming and not is_begun.get(page.current))):
            page.open(Part.ENROL)
        enrol.show(now and page.current is Part.ENROL)
        inbox.show(now and page.current is Part.INBOX)
        pairs.show(now and page.current is Part.PAIRS)
        imports.desk.show(now and page.current is Part.IMPORT)
        if now and page.current is not Part.IMPORT:
            imports.desk.refresh()
            errands.look()

    def seen(read: ScanRead) -> bool:
        if inbox.scan(read.payload):
            return True
        if not rules.is_whole(read.payload):
            return False
        sought.read(read.payload)
        is_asked = is_shown[0] and page.current is Part.ENROL
        return is_asked and enrol.take_phone(read.payload)

    def hand_out(customer: str) -> None:
        enrol.leave_for(customer)
        errands.hand_out_to(customer)
        page.open(Part.ENROL)
        around.open_page(PageId.MEMBERS)

    card.form_wanted.connect(hand_out)
    page.part_shown.connect(lambda _: show(is_shown[0]))
    part = PagePart(
        page_id=PageId.MEMBERS,
        widget=page,
        view=page,
        taker=TakesNoScan(),
        shown=show,
        seen=seen,
        stopped=out.close,
        park=enrol.park,
        keeps=enrol_keeps,
    )
    return page, part
