"""Scanners that type into a real window, on keyboards that the X server tells apart."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from devices.keyboards import x11_wire
from devices.keyboards.x11 import X11Keyboards
from devices.keyboards.x11_line import Line
from devices.keyboards.x11_wire import RawKey
from tests.e2e.keyed import KeyedWindow
from tests.e2e.x_keyboards import ENTER, Tap, XKeyboard, taps_of

CODE: Final = "320400187737"
SIGNED: Final = "aB3-Cd5.eF7/Gh9:Kl"
SCANNER_MS, PERSON_MS = 8, 90
QUIET_S: Final = 0.4
ANSWER_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Counter:
    """A window with a person's keyboard and a scanner."""

    window: KeyedWindow
    person: XKeyboard
    scanner: XKeyboard

    def go_to(self, field: str) -> None:
        """Give a field the cursor, with everything empty and the keyboards quiet."""
        select.select([], [], [], QUIET_S)
        self.window.ask(focus="page")  # A cell that an earlier test left open is done with first.
        self.window.ask(clear=0)
        assert field == self.window.ask(focus=field)["focus"]

    def answered(self) -> dict[str, Any]:
        """Return how things stand once a scan was claimed."""
        return self.window.wait(lambda now: now["scans"] or now["again"], ANSWER_S)


@pytest.fixture(scope="module")
def counter(display: str) -> Iterator[Counter]:
    # The window goes first: Qt does not outlive that one of its two keyboards is taken away.
    with XKeyboard() as person, XKeyboard("scanner") as scanner, KeyedWindow() as window:
        for keyboard in (person, scanner):
            keyboard.focus(window.window)
        yield Counter(window, person, scanner)


def test_the_keyboards_have_names(counter: Counter) -> None:
    assert "scanner XTEST keyboard" in counter.window.facts["keyboards"]
    assert counter.window.facts["tells_apart"]


@pytest.mark.parametrize("field", ["search", "page", "table", "button"])
def test_a_code_is_read_whole_wherever_the_cursor_stands_and_leaves_nothing(
    counter: Counter, field: str
) -> None:
    counter.go_to(field)
    counter.scanner.type(f"{SIGNED}\r", SCANNER_MS)
    now = counter.answered()
    assert ([SIGNED], [], []) == ([one[0] for one in now["scans"]], now["again"], now["done"])
    assert {"", "0"} == set(now["texts"].values())
    assert field == now["focus"]


def test_what_a_person_types_during_a_scan_stays(counter: Counter) -> None:
    counter.go_to("note")
    typed = "since monday"
    counter.person.begin(list(taps_of(typed, PERSON_MS)))
    scan = list(taps_of(CODE, SCANNER_MS))
    first = scan[0]
    scan[0] = Tap(first.code, first.is_press, first.after_ms + 400)
    counter.scanner.play([*scan, Tap(ENTER, True, SCANNER_MS), Tap(ENTER, False, 4)])
    counter.person.wait()
    now = counter.window.wait(lambda one: one["texts"]["note"] == typed, ANSWER_S)
    assert ([CODE], typed) == ([one[0] for one in now["scans"]], now["texts"]["note"])
    assert [len(typed), len(typed)] == now["places"]["note"]


def test_a_person_who_types_fast_is_no_scanner(counter: Counter) -> None:
    counter.go_to("note")
    counter.person.type("13800138000 call back", 45)
    now = counter.window.wait(lambda one: one["texts"]["note"].endswith("back"), ANSWER_S)
    assert ("13800138000 call back", []) == (now["texts"]["note"], now["scans"])


def pressed(ear: Line) -> list[RawKey]:
    """Return the keys that a listener of the test's own has heard."""
    keys = []
    while (packet := ear.next_packet(0.2)) is not None:
        if x11_wire.event_of(packet, ear.major) == x11_wire.RAW_KEY_PRESS:
            keys.append(x11_wire.raw_key(packet))
    return keys


def test_no_key_is_looked_at_while_another_program_has_the_keyboard(display: str) -> None:
    keyboards, ear = X11Keyboards(os.environ), Line(os.environ)
    ear.select(keys=True)
    keyboards.start()
    try:
        with XKeyboard() as person:
            keyboards.watch(is_wanted=False)
            person.type("12", PERSON_MS)
            away = pressed(ear)
            assert [False] * 2 == [keyboards.sent_after(one.time_ms - 1) for one in away]
            keyboards.watch(is_wanted=True)
            person.type("3", PERSON_MS)
            (here,) = pressed(ear)
            assert keyboards.sent_after(here.time_ms - 1)
            assert "Virtual core XTEST keyboard" == keyboards.source_of(here.code, here.time_ms)
            # A key that comes to us although nobody said that we have the keyboard: the code it
            # may begin has no head, so none of it is told.
            keyboards.watch(is_wanted=False)
            person.type("45", PERSON_MS)
            sources = [keyboards.source_of(one.code, one.time_ms) for one in pressed(ear)]
            assert [None, None] == sources
    finally:
        keyboards.stop()
        ear.close()
