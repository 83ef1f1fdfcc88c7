"""Who gets a scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from terminal.domain.card import CustomerHit, MedicineLine, allergies_only
from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services.counter import (
    BadgeRead,
    CardFound,
    Found,
    HitsFound,
    MedicineFound,
    ReceiptRead,
)
from terminal.services.work import Work
from ui.scan_router import RouterDesk, ScanKind, ScanRouter, kind_of
from ui.scans import ScanRead
from ui.sounds import Sound

T = TypeVar("T")

CARD = CardFound(allergies_only("customer-1", (), date(2026, 11, 21), masked_name="王*兰"))
PRESENT = replace(CARD, is_present=True)
HITS = HitsFound((CustomerHit("customer-1", "王*兰", None, None, "6021", None),))
MEDICINE = MedicineFound(MedicineLine("m", "二甲双胍", None, None, None, None))
BADGE = BadgeRead(Staff("staff-1", "陈药师", "pharmacist", "B1", active=True))
UNKNOWN = Refusal("SCAN_UNKNOWN")


class Asked:
    """A taker that wants some kinds and keeps what it is given."""

    def __init__(self, *wanted: ScanKind) -> None:
        self._wanted = wanted
        self.taken: list[Found] = []

    def accepts(self, kind: ScanKind) -> bool:
        return kind in self._wanted

    def take(self, found: Found) -> None:
        self.taken.append(found)


class Counter:
    """A router with everything around it, and answers given by hand."""

    def __init__(self) -> None:
        self.home = Asked(ScanKind.CUSTOMER, ScanKind.MEDICINE, ScanKind.OTHER)
        self.said: list[str] = []
        self.heard: list[Sound] = []
        self.waiting: list[tuple[Any, Callable[[Any], None]]] = []
        self.router = ScanRouter(
            self._run,
            RouterDesk(
                home=self.home,
                show_home=lambda: self.said.append("home"),
                switch_user=lambda staff: self.said.append(f"user {staff.name}"),
                refused=lambda refusal: self.said.append(refusal.code),
                looking=lambda is_looking: self.said.append("looking" if is_looking else "idle"),
                heard=self.heard.append,
            ),
        )

    def _run(self, work: Work[T], then: Callable[[T], None]) -> None:
        self.waiting.append((work, then))

    def scan(self, payload: str = "1") -> None:
        self.router.scan(ScanRead("scan-1", payload, "]Q1", "serial"))

    def answer(self, found: Found) -> None:
        _, then = self.waiting.pop(0)
        then(found)

    def asked(self) -> list[dict[str, Any]]:
        return [work.keywords for work, _ in self.waiting]

    def payloads(self) -> list[str]:
        return [one["payload"] for one in self.asked()]


def test_a_badge_switches_the_user_whatever_is_open() -> None:
    counter = Counter()
    sheet = Asked(*ScanKind)
    counter.router.ask(sheet)
    counter.scan()
    counter.answer(BADGE)
    assert ["looking", "user 陈药师", "idle"] == counter.said
    assert [] == sheet.taken


def test_a_customer_goes_to_the_sheet_that_asked() -> None:
    counter = Counter()
    sheet = Asked(ScanKind.CUSTOMER)
    counter.router.ask(sheet)
    counter.scan()
    counter.answer(CARD)
    assert [PRESENT] == sheet.taken
    assert [] == counter.home.taken


def test_the_newest_sheet_is_asked_first_and_a_closed_one_not_at_all() -> None:
    counter = Counter()
    first, second = Asked(ScanKind.MEDICINE), Asked(ScanKind.MEDICINE)
    counter.router.ask(first)
    counter.router.ask(second)
    counter.scan()
    counter.answer(MEDICINE)
    counter.router.withdraw(second)
    counter.scan()
    counter.answer(MEDICINE)
    assert ([MEDICINE], [MEDICINE]) == (second.taken, first.taken)


def test_the_look_up_hears_the_symbology_and_what_the_newest_sheet_wants() -> None:
    counter = Counter()
    wants: list[tuple[Asked, CodeKind | None]] = [
        (Asked(*ScanKind), None),
        (Asked(ScanKind.MEDICINE), CodeKind.RETAIL),
        (Asked(ScanKind.CUSTOMER), CodeKind.MEMBER),
        (Asked(ScanKind.RECEIPT, ScanKind.OTHER), CodeKind.RECEIPT),
        (Asked(ScanKind.OTHER), CodeKind.RECEIPT),
    ]
    for sheet, expected in wants:
        counter.router.ask(sheet)
        counter.scan()
        assert [{"payload": "1", "symbology": "]Q1", "asked": expected}] == counter.asked()
        counter.answer(CARD)


def test_where_no_sheet_waits_the_page_that_is_shown_says_what_it_waits_for() -> None:
    counter = Counter()
    for page, expected in (
        (Asked(ScanKind.MEDICINE), CodeKind.RETAIL),
        (Asked(ScanKind.CUSTOMER, ScanKind.MEDICINE), None),
        (None, None),
    ):
        counter.router.show_page(page)
        counter.scan()
        assert [expected] == [one["asked"] for one in counter.asked()]
        counter.answer(CARD)


def test_a_receipt_goes_to_the_sheet_that_asked_and_what_else_it_could_be_is_said() -> None:
    counter = Counter()
    sheet = Asked(ScanKind.RECEIPT)
    counter.router.ask(sheet)
    counter.scan()
    counter.answer(ReceiptRead("A1", Refusal("SCAN_RECEIPT_ALSO_MEDICINE")))
    assert [ReceiptRead("A1", Refusal("SCAN_RECEIPT_ALSO_MEDICINE"))] == sheet.taken
    assert ["looking", "SCAN_RECEIPT_ALSO_MEDICINE", "idle"] == counter.said


def test_a_receipt_that_comes_when_its_sheet_is_closed_is_said_and_goes_nowhere() -> None:
    counter = Counter()
    sheet = Asked(ScanKind.RECEIPT)
    counter.router.ask(sheet)
    counter.scan()
    counter.router.withdraw(sheet)
    counter.answer(ReceiptRead("A1"))
    assert ["looking", "SCAN_RECEIPT_NOT_ASKED", "idle"] == counter.said
    assert [] == counter.home.taken


def test_a_customer_goes_to_the_card_page_and_never_to_the_page_that_is_shown() -> None:
    counter = Counter()
    page = Asked(*ScanKind)
    counter.router.show_page(page)
    for found in (CARD, HITS):
        counter.scan()
        counter.answer(found)
    assert [PRESENT, HITS] == counter.home.taken
    assert [] == page.taken
    assert 2 == counter.said.count("home")


def test_a_medicine_goes_to_the_page_that_wants_it_or_else_to_the_stock_line() -> None:
    counter = Counter()
    wants, wants_not = Asked(ScanKind.MEDICINE), Asked()
    counter.router.show_page(wants)
    counter.scan()
    counter.answer(MEDICINE)
    counter.router.show_page(wants_not)
    counter.scan()
    counter.answer(MEDICINE)
    assert ([MEDICINE], [MEDICINE]) == (wants.taken, counter.home.taken)


def test_a_code_nobody_knows_is_said_where_one_is_and_moves_nobody() -> None:
    counter = Counter()
    page = Asked(ScanKind.OTHER)
    counter.router.show_page(page)
    counter.scan()
    counter.answer(UNKNOWN)
    counter.router.show_page(None)
    counter.scan()
    counter.answer(UNKNOWN)
    assert [UNKNOWN] == page.taken
    assert "SCAN_UNKNOWN" in counter.said
    assert "home" not in counter.said


def test_only_a_scan_tells_that_a_customer_is_present() -> None:
    counter = Counter()
    counter.router.look_up("6021")
    counter.answer(CARD)
    assert [CARD] == counter.home.taken


def test_a_second_scan_waits_and_a_third_is_dropped_with_a_word() -> None:
    counter = Counter()
    for payload in ("1", "2", "3"):
        counter.scan(payload)
    assert ["1"] == counter.payloads()
    assert ["looking", "SCAN_QUEUE_FULL"] == counter.said
    counter.answer(CARD)
    assert ["2"] == counter.payloads()
    assert counter.router.is_busy
    counter.answer(MEDICINE)
    assert [PRESENT, MEDICINE] == counter.home.taken
    assert "idle" == counter.said[-1]
    assert not counter.router.is_busy


def test_typed_text_is_looked_up_like_a_scan_but_blanks_are_not() -> None:
    counter = Counter()
    counter.router.look_up("  ")
    counter.router.look_up("6021")
    assert [{"text": "6021"}] == counter.asked()


def test_work_that_broke_off_does_not_stop_the_scans() -> None:
    counter = Counter()
    counter.scan("1")
    counter.scan("2")
    counter.router.crashed()
    assert ["1", "2"] == counter.payloads()
    counter.answer(CARD)  # The answer to the first comes all the same: it is no longer wanted.
    assert [] == counter.home.taken
    counter.answer(HITS)
    assert [HITS] == counter.home.taken
    assert not counter.router.is_busy


def test_a_crash_while_nothing_is_looked_up_changes_nothing() -> None:
    counter = Counter()
    counter.router.crashed()
    assert [] == counter.said


def test_a_scan_is_heard_by_what_it_led_to_and_typed_text_is_not() -> None:
    counter = Counter()
    heard: dict[Sound, list[Found]] = {
        Sound.KNOWN: [CARD, HITS, MEDICINE, BADGE, ReceiptRead("A1")],
        Sound.UNKNOWN: [UNKNOWN, Refusal("SCAN_NOT_HERE"), Refusal("MEMBER_CODE_EXPIRED")],
        Sound.DROPPED: [Refusal(f"SCAN_{one}") for one in ("PAYMENT", "INSURANCE", "ID_CARD")],
    }
    for sound, founds in heard.items():
        for found in founds:
            counter.scan()
            counter.answer(found)
            assert sound is counter.heard.pop()
    counter.router.look_up("6021")
    counter.answer(CARD)
    assert [] == counter.heard


def test_what_waited_is_heard_as_what_it_was_and_one_too_many_as_unknown() -> None:
    counter = Counter()
    counter.router.look_up("6021")
    counter.scan()
    counter.scan("2")
    assert [Sound.UNKNOWN] == counter.heard
    counter.answer(CARD)
    counter.answer(Refusal("SCAN_PAYMENT"))
    assert [Sound.UNKNOWN, Sound.DROPPED] == counter.heard


def test_a_scan_that_was_not_read_whole_is_heard_and_said() -> None:
    counter = Counter()
    counter.router.unread(counter.said.append, "SCAN_AGAIN")
    assert ([Sound.UNKNOWN], ["SCAN_AGAIN"]) == (counter.heard, counter.said)


def test_several_customers_are_still_customers() -> None:
    kinds = [kind_of(found) for found in (CARD, HITS, MEDICINE, BADGE, UNKNOWN)]
    expected = [ScanKind.CUSTOMER, ScanKind.CUSTOMER, ScanKind.MEDICINE, ScanKind.BADGE]
    assert [*expected, ScanKind.OTHER] == kinds


def test_a_payload_shows_in_no_description_of_a_scan() -> None:
    assert "3204" not in repr(ScanRead("scan-1", "320400187731", "]C1", "serial"))
