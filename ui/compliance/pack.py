"""The desk of the inspection pack: whose, why, the sales, and what is put right in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from functools import partial

from terminal.domain.card import CustomerHit
from terminal.domain.inspection import InspectionPack
from terminal.domain.inspection_files import PackFile
from terminal.domain.problems import FieldProblem, Refusal, UnknownCode
from terminal.services import inspection, inspection_workbook, proxies
from terminal.services.counter import CardFound, Found, HitsFound, ReceiptRead
from terminal.services.inspection import FileKind, Who
from ui.compliance import paper, words
from ui.compliance.files import Told, ToSave
from ui.compliance.state import ID_KINDS, WHYS, Deed, OrderSheet, PackState, ProxySheet
from ui.compliance.ties import Ties
from ui.scan_router import ScanKind


class PackDesk:
    """Turns gestures into service calls, and results into state."""

    def __init__(self, ties: Ties, *, zone: tzinfo, customer: Callable[[], str | None]) -> None:
        self._ties, self._zone, self._customer = ties, zone, customer
        self.state = PackState()

    def begin(self) -> None:
        """Offer whose card is open. What was there before is gone: it is health data."""
        self._become(PackState())
        customer = self._customer()
        if customer is not None:
            self._ties.run(partial(inspection.who, customer_id=customer), self._on_who)

    def leave(self) -> None:
        """Keep nothing of anybody."""
        self._become(PackState())

    def crashed(self) -> None:
        """Wait for nothing any more; what was typed stays."""
        self._become(replace(self.state, is_making=False, is_busy=False))

    # Whose pack, and why.

    def type(self, text: str) -> None:
        """Look for somebody, at every key."""
        self._become(PackState(text=text))
        if text.strip():
            self._ties.run(partial(inspection.find, text=text), partial(self._on_found, text))
        else:
            self.begin()

    def choose(self, record: str) -> None:
        """Take another customer, or show another sale."""
        state = self.state
        if state.pack is not None:
            self._become(replace(state, selected=record))
        elif record != state.chosen:
            # A reason given for somebody is no reason to look at somebody else.
            self._become(replace(state, chosen=record, why=None, lacks_why=False))

    def give_reason(self, digit: int) -> None:
        """Make the pack for a reason that somebody gave. A second press while the first is under
        way is dropped.
        """
        state, who = self.state, self.state.who
        if not state.can_make or who is None or not 1 <= digit <= len(WHYS):
            return
        why = WHYS[digit - 1]
        self._become(replace(state, why=why, lacks_why=False, is_making=True))
        work = partial(inspection.make, customer_id=who.id, why=why)
        self._ties.run(work, partial(self._on_made, who.id))

    def make(self) -> None:
        """Ask why: a pack is made by its reason, and none is taken for given."""
        if self.state.can_make:
            self._become(replace(self.state, why=None, lacks_why=True))

    def change(self) -> None:
        """Go back to choosing."""
        if self.state.pack is not None:
            self.begin()

    # What a scan brings.

    def accepts(self, kind: ScanKind) -> bool:
        """Take a member's card while somebody is to be chosen, the number of a receipt while its
        sheet asks for it, and a code that nobody knows while a sale is shown: it may be one.
        """
        if self.state.pack is None:
            return kind is ScanKind.CUSTOMER
        if kind is ScanKind.RECEIPT:
            return isinstance(self.state.sheet, OrderSheet)
        return kind is ScanKind.OTHER and self.state.sale is not None

    def take(self, found: Found) -> None:
        """Choose who was scanned, or put a receipt's number to the sale."""
        if isinstance(found, CardFound):
            self._become(PackState())
            work = partial(inspection.who, customer_id=found.card.id)
            self._ties.run(work, self._on_who)
        elif isinstance(found, HitsFound):
            ids = tuple(one for one in found.hits if isinstance(one, CustomerHit))
            people = tuple(Who(one.id, one.masked_name, one.age, one.phone_tail) for one in ids)
            self._become(self._listed(PackState(), people))
        elif isinstance(found, ReceiptRead):
            self._link(found.number)
        elif isinstance(found, UnknownCode):
            self._link(found.payload)
        elif isinstance(found, Refusal):
            self._ties.refuse(found)

    # The sale that is shown.

    def open_order(self) -> None:
        """Ask for the number on the receipt."""
        if self.state.sale is not None:
            self._become(replace(self.state, sheet=OrderSheet()))

    def open_proxy(self) -> None:
        """Ask who buys in the customer's place. Usually it is the sale of this moment."""
        if self.state.pack is not None:
            is_today = self._is_of_today()
            self._become(replace(self.state, sheet=ProxySheet(is_for_sale=is_today)))

    def edit(self, text: str) -> None:
        """Keep what is typed into the sheet."""
        sheet = self.state.sheet
        if isinstance(sheet, OrderSheet):
            self._become(replace(self.state, sheet=replace(sheet, text=text, problem=None)))
        elif isinstance(sheet, ProxySheet):
            self._become(replace(self.state, sheet=replace(sheet, name=text, problem=None)))

    def pick(self, digit: int) -> None:
        """Choose the paper that the buyer showed."""
        sheet = self.state.sheet
        if isinstance(sheet, ProxySheet) and digit <= len(ID_KINDS):
            self._become(replace(self.state, sheet=replace(sheet, id_kind=ID_KINDS[digit - 1])))

    def turn(self) -> None:
        """Say that it is for the sale that is shown, or for the one of now."""
        sheet = self.state.sheet
        if isinstance(sheet, ProxySheet) and self.state.sale is not None:
            turned = replace(sheet, is_for_sale=not sheet.is_for_sale)
            self._become(replace(self.state, sheet=turned))

    def confirm(self) -> None:
        """Save what the sheet asks for. A second press while the first is under way is dropped."""
        state = self.state
        if state.is_busy or state.who is None:
            return
        if isinstance(state.sheet, OrderSheet):
            self._link(state.sheet.text)
        elif isinstance(state.sheet, ProxySheet):
            sheet = state.sheet
            self._become(replace(state, is_busy=True))
            work = partial(
                proxies.note,
                customer_id=state.who.id,
                name=sheet.name,
                id_kind=sheet.id_kind,
                ticket_id=state.selected if sheet.is_for_sale else None,
            )
            self._ties.run(work, partial(self._on_proxy, state.who.id))

    def close(self) -> bool:
        """Leave the sheet; tell whether one was open."""
        was_open = self.state.sheet is not None
        if was_open:
            self._become(replace(self.state, sheet=None))
        return was_open

    def export(self, kind: FileKind) -> None:
        """Make a file of the pack. It is noted first, so that no file is there without its note."""
        pack = self.state.pack
        if pack is not None:
            work = partial(
                inspection.note_export,
                customer_id=pack.heading.customer,
                sha256=pack.sha256,
                content=pack.content,
                kind=kind,
            )
            self._ties.run(work, partial(self._on_noted, pack, kind))

    def read_again(self) -> None:
        """Make the pack anew after something in it was put right."""
        state = self.state
        if state.pack is not None and state.who is not None:
            work = partial(inspection.make, customer_id=state.who.id, why=state.pack.heading.why)
            self._ties.run(work, partial(self._on_made, state.who.id))

    # What comes from the store.

    def _on_who(self, done: Who | Refusal) -> None:
        if isinstance(done, Refusal):
            self._ties.refuse(done)
        elif not self.state.text:
            self._become(self._listed(self.state, (done,)))

    def _on_found(self, text: str, people: tuple[Who, ...]) -> None:
        if text == self.state.text:
            found = replace(self.state, found_for=text.strip())
            self._become(self._listed(found, people))

    def _on_made(self, customer: str, done: InspectionPack | Refusal) -> None:
        if customer != self.state.chosen:
            return  # Somebody else was chosen meanwhile.
        state = replace(self.state, is_making=False)
        if isinstance(done, Refusal):
            self._become(state)
            self._ties.refuse(done)
            return
        ids = [one.id for one in done.sales]
        kept = state.selected if state.selected in ids else next(iter(ids), None)
        self._become(replace(state, pack=done, selected=kept))

    def _link(self, number: str) -> None:
        state = self.state
        if state.who is None or state.selected is None or state.is_busy:
            return
        self._become(replace(state, is_busy=True))
        customer, ticket = state.who.id, state.selected
        work = partial(
            inspection.link_order, customer_id=customer, ticket_id=ticket, order_no=number
        )
        self._ties.run(work, partial(self._on_linked, customer, ticket))

    def _on_linked(self, customer: str, ticket: str, done: str | Refusal | FieldProblem) -> None:
        undo = partial(inspection.unlink_order, customer_id=customer, ticket_id=ticket)
        self._on_saved(Deed.LINKED, done, lambda link: partial(undo, link_id=link))

    def _on_proxy(self, customer: str, done: str | Refusal | FieldProblem) -> None:
        undo = partial(proxies.undo, customer_id=customer)
        self._on_saved(Deed.PROXY, done, lambda record: partial(undo, record_id=record))

    def _on_saved(
        self,
        deed: Deed,
        done: str | Refusal | FieldProblem,
        undo: Callable[[str], Callable[..., Refusal | None]],
    ) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, FieldProblem) and state.sheet is not None:
            self._become(replace(state, sheet=replace(state.sheet, problem=done)))
        elif isinstance(done, str):
            self._become(replace(state, sheet=None))
            self._ties.did(deed, undo(done))
            self.read_again()
        else:
            self._become(state)
            refusal = Refusal(done.code, done.facts) if isinstance(done, FieldProblem) else done
            self._ties.refuse(refusal)

    def _on_noted(
        self, pack: InspectionPack, kind: FileKind, done: tuple[PackFile, ...] | Refusal
    ) -> None:
        if isinstance(done, Refusal):
            self._ties.refuse(done)
            return
        now = self.state.pack
        if now is not None and now.heading.customer == pack.heading.customer:
            self._become(replace(self.state, pack=replace(now, files=done)))
        stamp = pack.heading.made_at.astimezone(self._zone)
        name = f"guitai-inspection-{stamp:%Y%m%d-%H%M%S}-{pack.sha256[:8]}.{kind.value}"
        make = _pdf if kind is FileKind.PDF else _workbook
        self._ties.save(ToSave(name, partial(make, pack, self._zone)))

    def _is_of_today(self) -> bool:
        pack, sale = self.state.pack, self.state.sale
        return pack is not None and sale is not None and sale.day == pack.heading.until

    def _listed(self, state: PackState, people: tuple[Who, ...]) -> PackState:
        first = people[0].id if people else None
        return replace(state, people=people, chosen=first, why=None, lacks_why=False)

    def _become(self, state: PackState) -> None:
        self.state = state
        self._ties.changed()


def _pdf(pack: InspectionPack, zone: tzinfo, told: Told) -> bytes:
    return paper.pdf(pack, zone, told)


def _workbook(pack: InspectionPack, zone: tzinfo, _told: Told) -> bytes:
    titles = (words.sheet_heading(), words.sheet_sales())
    return inspection_workbook.workbook(
        words.heading(pack, zone), words.headers(), words.table(pack, zone), titles
    )
