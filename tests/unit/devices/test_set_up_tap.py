"""While a set-up listens, a scanner's keys go to it and a person's single keys to the window."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.setup_cards import BY_ID, CardId
from terminal.set_up_tap import PERSON_NS, QUIET_NS, Run, SetUpTap
from tests.fakes.typing_scanner import TypingScanner
from ui.keys.words import Answer, Fate, Key, Meaning, Place, Released, SpecialKey, Taken

PLACE = Place("page", Meaning.NONE, holds=True)
MS = 1_000_000


@dataclass
class PassingJudge:
    """A judge that shows everything and keeps what it was asked."""

    asked: list[int] = field(default_factory=list)
    due_at_ns: int | None = None
    open_from: int = 0

    def key(self, key: Key, place: Place) -> Answer:
        self.asked.append(key.serial)
        return Answer()

    def composed(self, serial: int, at_ns: int, text: str, place: Place) -> Answer:
        self.asked.append(serial)
        return Answer()

    def tick(self, now_ns: int) -> Answer:
        return Answer()

    def break_off(self) -> Answer:
        return Answer()

    def typed_by(self, key: Key) -> str:
        return key.text


def keys_of(content: str, scanner: TypingScanner | None = None) -> list[Key]:
    """Return a scanner's strokes as the window's keys."""
    return [
        Key(
            serial=one.serial,
            at_ns=one.at_ns,
            text=one.text,
            special=None if one.special is None else SpecialKey(one.special.value),
            scan_code=one.scan_code,
            is_press=one.is_press,
        )
        for one in (scanner or TypingScanner()).type(content)
    ]


class Desk:
    def __init__(self) -> None:
        self.judge = PassingJudge()
        self.tap = SetUpTap(self.judge)
        self.runs: list[Run] = []

    def listen(self) -> None:
        self.tap.listen(self.runs.append)


def test_while_nobody_listens_every_key_goes_to_the_judge() -> None:
    desk = Desk()
    keys = keys_of("123")
    assert [Fate.SHOW] * len(keys) == [desk.tap.key(key, PLACE).fate for key in keys]
    assert [key.serial for key in keys] == desk.judge.asked
    assert Fate.SHOW is desk.tap.composed(99, 0, "阿", PLACE).fate


def test_a_card_is_handed_over_whole_when_it_is_over_and_the_window_gets_none_of_it() -> None:
    desk = Desk()
    desk.listen()
    keys = keys_of(BY_ID[CardId.LONG].content)
    assert {Fate.KEEP} == {desk.tap.key(key, PLACE).fate for key in keys}
    last = keys[-1].at_ns
    assert last + QUIET_NS == desk.tap.due_at_ns
    assert () == desk.tap.tick(last + QUIET_NS - 1).words
    (taken,) = desk.tap.tick(last + QUIET_NS).words
    assert isinstance(taken, Taken)
    assert ([key.serial for key in keys], (), None) == (
        list(taken.dropped),
        taken.given,
        taken.scan,
    )
    assert [tuple(keys)] == desk.runs
    assert [] == desk.judge.asked
    assert None is desk.tap.due_at_ns


def test_a_stall_of_half_a_second_does_not_part_a_card() -> None:
    desk = Desk()
    desk.listen()
    scanner = TypingScanner(stall=(9, 600))
    for key in keys_of(BY_ID[CardId.DIGITS].content, scanner):
        due_ns = desk.tap.due_at_ns
        if due_ns is not None and due_ns <= key.at_ns:
            desk.tap.tick(key.at_ns)
        desk.tap.key(key, PLACE)
    assert [] == desk.runs
    due_ns = desk.tap.due_at_ns
    assert due_ns is not None
    desk.tap.tick(due_ns)
    assert 1 == len(desk.runs)


def test_a_persons_key_is_given_back_a_moment_later() -> None:
    desk = Desk()
    desk.listen()
    press = Key(serial=7, at_ns=0, text="s", scan_code=39)
    release = Key(serial=8, at_ns=80 * MS, text="s", scan_code=39, is_press=False)
    assert Fate.KEEP is desk.tap.key(press, PLACE).fate
    desk.tap.key(release, PLACE)
    assert 80 * MS + PERSON_NS == desk.tap.due_at_ns
    assert (Released((7, 8)),) == desk.tap.tick(80 * MS + PERSON_NS).words
    assert [] == desk.runs


def test_alt_and_a_digit_of_a_person_are_given_back_too() -> None:
    desk = Desk()
    desk.listen()
    desk.tap.key(Key(serial=1, at_ns=0, special=SpecialKey.ALT), PLACE)
    desk.tap.key(Key(serial=2, at_ns=90 * MS, scan_code=10, is_alt=True), PLACE)
    (word,) = desk.tap.tick(90 * MS + PERSON_NS).words
    assert Released((1, 2)) == word


def test_what_an_input_method_made_of_a_card_is_dropped() -> None:
    desk = Desk()
    desk.listen()
    assert Fate.DROP is desk.tap.composed(3, 0, "规台", PLACE).fate
    assert [] == desk.judge.asked


def test_leaving_in_the_middle_of_a_card_gives_it_to_nobody() -> None:
    desk = Desk()
    desk.listen()
    keys = keys_of("12345")
    for key in keys:
        desk.tap.key(key, PLACE)
    desk.tap.listen(None)
    (taken,) = desk.tap.break_off().words
    assert isinstance(taken, Taken)
    assert [] == desk.runs
    assert Fate.SHOW is desk.tap.key(Key(serial=999, at_ns=0, text="1"), PLACE).fate


def test_a_key_held_down_for_ever_costs_no_memory() -> None:
    desk = Desk()
    desk.listen()
    fates = [
        desk.tap.key(Key(serial=n, at_ns=n, text="1", is_auto_repeat=True), PLACE).fate
        for n in range(5_000)
    ]
    assert 4_096 == fates.count(Fate.KEEP)
