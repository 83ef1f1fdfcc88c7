"""The separator a scanner sends in its own way arrives as GS, and opens no page."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from devices.arbiter.arbiter import Arbiter
from devices.arbiter.strokes import Special, Stroke
from devices.setup_cards import BY_ID, CARDS, CardId
from devices.setup_lesson import profile
from devices.setup_reading import read_strokes
from terminal.separator_keys import SeparatorKeys
from terminal.wedge_keys import WedgeKeys
from tests.fakes.typing_scanner import F8, KEYPAD, TypingScanner
from ui.keys.words import Fate, Key, Meaning, Place, SpecialKey, Taken

FIELD = Place("search", Meaning.SEARCH)
PAGE = Place("page", Meaning.NONE, holds=True)
CONTENT = BY_ID[CardId.SEPARATOR].content
MS = 1_000_000


def as_keys(strokes: Iterable[Stroke]) -> list[Key]:
    return [
        Key(
            serial=one.serial,
            at_ns=one.at_ns,
            text=one.text,
            special=None if one.special is None else SpecialKey(one.special.value),
            scan_code=one.scan_code,
            is_press=one.is_press,
            is_alt=one.is_alt,
            is_shifted=one.is_shifted,
        )
        for one in strokes
    ]


def keys_of(scanner: TypingScanner) -> list[Key]:
    return as_keys(scanner.type(CONTENT))


def payloads(asked: SeparatorKeys, keys: Iterable[Key]) -> list[str | None]:
    """Return what was taken for codes in a field, None for what has to be read again."""
    words = [word for key in keys for word in asked.key(key, FIELD).words]
    while (due_ns := asked.due_at_ns) is not None:
        words += asked.tick(due_ns).words
    scans = [word.scan for word in words if isinstance(word, Taken)]
    return [None if scan is None else scan.payload for scan in scans]


def judge(separator: str) -> SeparatorKeys:
    scanner = TypingScanner(gs=separator)
    cards = [read_strokes(scanner.type(card.content), card.id) for card in CARDS[:3]]
    learned = profile("keyboard", cards)
    assert learned is not None
    wedge = WedgeKeys(Arbiter([learned]), device_id="keyboard", new_scan_id=lambda: "scan")
    return SeparatorKeys(wedge, separator)


@pytest.mark.parametrize("place", [FIELD, PAGE], ids=["field", "page"])
@pytest.mark.parametrize("gs", ["f8", "ctrl", "alt_29", "alt_0"])
def test_a_scan_holds_gs_however_the_scanner_sends_it(gs: str, place: Place) -> None:
    asked, scans = judge(gs), []
    fates = {}
    for key in keys_of(TypingScanner(gs=gs)):
        answer = asked.key(key, place)
        if key.is_press:
            fates[key.serial] = (key.scan_code, answer.fate)
        scans += [word.scan for word in answer.words if isinstance(word, Taken)]
    for _ in range(3):
        due_ns = asked.due_at_ns
        words = () if due_ns is None else asked.tick(due_ns).words
        scans += [word.scan for word in words if isinstance(word, Taken)]
    (scan,) = scans
    assert scan is not None
    assert CONTENT == scan.payload
    shown = [code for code, fate in fates.values() if fate is Fate.SHOW]
    assert not {F8, KEYPAD["0"]} & set(shown)


def test_alt_and_a_number_that_begins_with_nought_is_that_number() -> None:
    scanner = TypingScanner(gs="alt_0", suffix=())
    strokes = scanner.type("10A")
    scanner.at_ns, scanner.suffix = strokes[-1].at_ns, (Special.ENTER,)
    for number in ("029", "054725", "0"):
        strokes += scanner.by_number(number)
    strokes += scanner.type("21B55")
    assert ["10A\x1d张\x1d21B55"] == payloads(judge("alt_0"), as_keys(strokes))


def test_an_alt_0_that_never_ends_is_given_up_and_the_scan_asked_for_again() -> None:
    strokes = TypingScanner(gs="alt_0").type(CONTENT)
    lost = [one for one in strokes if one.special is not Special.ALT or one.is_press]
    assert [None] == payloads(judge("alt_0"), as_keys(lost))


def test_a_persons_alt_0_stays_a_persons() -> None:
    asked = judge("alt_0")
    asked.key(Key(serial=1, at_ns=0, special=SpecialKey.ALT, scan_code=64), PAGE)
    zero = Key(serial=2, at_ns=200 * MS, scan_code=KEYPAD["0"], is_alt=True)
    assert Fate.DROP is not asked.key(zero, PAGE).fate


def test_where_alt_0_was_not_learned_the_scan_is_asked_for_again_and_nothing_runs_together() -> (
    None
):
    assert [None] == payloads(judge(""), keys_of(TypingScanner(gs="alt_0")))


def test_a_persons_f8_stays_a_persons() -> None:
    asked = judge("f8")
    asked.key(Key(serial=1, at_ns=0, text="1", scan_code=10), FIELD)
    later = Key(serial=2, at_ns=400 * MS, special=SpecialKey.OTHER, scan_code=F8)
    assert Fate.DROP is not asked.key(later, FIELD).fate


def test_what_was_not_learned_is_left_as_it_is() -> None:
    asked = judge("")
    asked.key(Key(serial=1, at_ns=0, text="1", scan_code=10), FIELD)
    soon = Key(serial=2, at_ns=8 * MS, special=SpecialKey.OTHER, scan_code=F8)
    assert Fate.DROP is not asked.key(soon, FIELD).fate
    asked.learn("f8")
    again = Key(serial=3, at_ns=16 * MS, special=SpecialKey.OTHER, scan_code=F8)
    assert Fate.SHOW is not asked.key(again, FIELD).fate
