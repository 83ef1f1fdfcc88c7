"""The set-up cards mean nothing at a counter, and what scanners do to them is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.arbiter.strokes import Special, Stroke
from devices.setup_cards import BY_ID, CARDS, CardId
from devices.setup_lesson import habits, missing, profile
from devices.setup_reading import CardReading, Finding, read_bytes, read_strokes, read_text
from terminal.domain.identifiers import CodeKind, classify
from tests.fakes.typing_scanner import TypingScanner

PAYMENT = "284512345678901234"
ENTER, TAB, DOWN = Special.ENTER, Special.TAB, Special.DOWN


def read(scanner: TypingScanner, card: CardId) -> CardReading:
    return read_strokes(scanner.type(BY_ID[card].content), card)


def read_all(scanner: TypingScanner) -> list[CardReading]:
    return [read(scanner, card.id) for card in CARDS]


def test_no_card_is_a_code_that_means_anything() -> None:
    assert {CodeKind.UNKNOWN} == {classify(card.content).kind for card in CARDS}


@pytest.mark.parametrize("card", list(CardId))
def test_a_faultless_scanner_is_whole_on_every_card(card: CardId) -> None:
    found = read(TypingScanner(gs="ctrl"), card)
    assert card is found.card
    assert Finding.WHOLE in found.findings
    assert not found.must_repeat
    assert ("enter", 8.0) == (found.suffix, found.ms_per_key)


@pytest.mark.parametrize("card", list(CardId))
def test_a_card_is_known_whichever_was_asked_for(card: CardId) -> None:
    content = BY_ID[card].content
    for asked in CardId:
        assert card is read_strokes(TypingScanner().type(content), asked).card


@pytest.mark.parametrize(
    ("gs", "name", "finding"),
    [
        ("ctrl", "ctrl", Finding.SEPARATOR_OK),
        ("alt_29", "alt_29", Finding.SEPARATOR_OK),
        ("f8", "f8", Finding.SEPARATOR_OTHER),
        ("alt_0", "alt_0", Finding.SEPARATOR_OTHER),
        ("029", "digits", Finding.SEPARATOR_OTHER),
        ("", "lost", Finding.SEPARATOR_LOST),
    ],
)
def test_what_becomes_of_the_separator_is_named(gs: str, name: str, finding: Finding) -> None:
    found = read(TypingScanner(gs=gs), CardId.SEPARATOR)
    assert (CardId.SEPARATOR, name) == (found.card, found.separator)
    assert finding in found.findings


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        ((ENTER,), "enter"),
        ((ENTER, TAB), "enter+tab"),
        ((ENTER, DOWN), "enter+down"),
        ((TAB,), "tab"),
        ((), ""),
    ],
)
def test_what_ends_a_code_is_named(suffix: tuple[Special, ...], name: str) -> None:
    found = read(TypingScanner(suffix=suffix), CardId.DIGITS)
    assert name == found.suffix
    assert (Finding.NO_SUFFIX in found.findings) is (not suffix)


def test_a_slow_scanner_without_a_suffix_is_asked_for_one_and_with_one_is_not() -> None:
    slow = read(TypingScanner(ms=35, suffix=()), CardId.DIGITS)
    assert {Finding.SLOW, Finding.SUFFIX_WANTED} <= set(slow.findings)
    ended = read(TypingScanner(ms=35), CardId.DIGITS)
    assert Finding.SLOW in ended.findings
    assert Finding.SUFFIX_WANTED not in ended.findings


def test_a_card_during_which_the_computer_stalled_is_asked_for_again_and_teaches_nothing() -> None:
    found = read(TypingScanner(stall=(9, 420)), CardId.DIGITS)
    assert Finding.STALLED is found.findings[0]
    assert found.must_repeat
    good = read(TypingScanner(), CardId.SYMBOLS)
    assert 8.0 == habits([found, good]).longest_gap_ms
    assert CardId.DIGITS in missing([found, good], reads_qr=True)


def test_a_link_that_sends_several_keys_at_once_is_no_stall() -> None:
    scanner = TypingScanner(ms=0)
    strokes = []
    for place, stroke in enumerate(scanner.type(BY_ID[CardId.LONG].content)):
        late = place // 12 * 60_000_000
        strokes.append(
            Stroke(
                serial=stroke.serial,
                at_ns=stroke.at_ns + late,
                text=stroke.text,
                special=stroke.special,
                scan_code=stroke.scan_code,
                is_press=stroke.is_press,
                is_shifted=stroke.is_shifted,
            )
        )
    assert Finding.STALLED not in read_strokes(strokes, CardId.LONG).findings


def test_capitals_that_come_small_and_small_ones_that_come_large_are_noticed() -> None:
    found = read(TypingScanner(is_inverted=True), CardId.SYMBOLS)
    assert (CardId.SYMBOLS, Finding.CAPS_INVERTED) == (found.card, found.findings[0])
    assert habits([found]).is_caps_inverted


def test_caps_lock_of_the_keyboard_is_not_held_against_the_scanner() -> None:
    found = read(TypingScanner(is_caps_on=True), CardId.SYMBOLS)
    assert Finding.WHOLE is found.findings[0]


@pytest.mark.parametrize("doubles", [frozenset({3}), frozenset(range(20)), frozenset({0, 19})])
def test_keys_that_come_twice_are_noticed(doubles: frozenset[int]) -> None:
    found = read(TypingScanner(doubles=doubles), CardId.DIGITS)
    assert (CardId.DIGITS, Finding.DOUBLED) == (found.card, found.findings[0])
    assert habits([found]).is_doubled


def test_letters_an_input_method_ate_are_read_all_the_same_and_said() -> None:
    found = read(TypingScanner(eats=frozenset("guiTaZz")), CardId.SYMBOLS)
    assert (Finding.WHOLE, Finding.EATEN) == found.findings[:2]
    assert habits([found]).is_eaten


def test_letters_that_never_came_are_said_to_be_lost() -> None:
    found = read(TypingScanner(loses=frozenset("guia")), CardId.SYMBOLS)
    assert (CardId.SYMBOLS, Finding.LOST) == (found.card, found.findings[0])


def test_signs_of_another_layout_are_listed() -> None:
    found = read(TypingScanner(becomes={"-": "/", "/": "-", ":": "Ö"}), CardId.SYMBOLS)
    assert Finding.WRONG_SIGNS is found.findings[0]
    assert (("-", "/"), (":", "Ö"), ("/", "-")) == found.wrong


def test_a_layout_without_plain_digits_is_told_by_the_card_of_digits() -> None:
    signs = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
    found = read(TypingScanner(becomes=signs), CardId.DIGITS)
    assert (CardId.DIGITS, Finding.WRONG_SIGNS) == (found.card, found.findings[0])


@pytest.mark.parametrize("numbers", ["gbk", "utf-16-be"])
def test_chinese_typed_as_numbers_is_read(numbers: str) -> None:
    found = read(TypingScanner(numbers=numbers), CardId.CHINESE)
    assert (Finding.WHOLE, Finding.CHINESE_NUMBERS) == found.findings[:2]


def test_chinese_that_comes_as_question_marks_is_said_to_be_lost() -> None:
    strokes = TypingScanner().type("?????????0.1?")
    found = read_strokes(strokes, CardId.CHINESE)
    assert (CardId.CHINESE, Finding.CHINESE_LOST) == (found.card, found.findings[0])


def test_a_card_that_was_cut_is_asked_for_again() -> None:
    strokes = TypingScanner().type(BY_ID[CardId.LONG].content[:31])
    found = read_strokes(strokes, CardId.LONG)
    assert (CardId.LONG, True) == (found.card, found.must_repeat)


@pytest.mark.parametrize(
    "payload", [PAYMENT, "6901234567892", "11010519491231002X", "王", "", "ab"]
)
def test_what_is_no_card_leaves_no_trace_of_itself(payload: str) -> None:
    for asked in CardId:
        found = read_text(payload, asked)
        assert (None, (Finding.NO_CARD,)) == (found.card, found.findings)
    typed = "".join(char for char in payload if char.isascii())
    found = read_strokes(TypingScanner().type(typed), CardId.DIGITS)
    assert found.must_repeat
    assert () == found.strokes


@pytest.mark.parametrize(
    ("ending", "name"), [(b"\r", "cr"), (b"\r\n", "crlf"), (b"\r\t", "enter_tab"), (b"", "")]
)
def test_a_serial_scanner_is_read_with_its_end_mark(ending: bytes, name: str) -> None:
    found = read_bytes(BY_ID[CardId.SEPARATOR].content.encode() + ending, CardId.SEPARATOR)
    assert (CardId.SEPARATOR, name, "gs") == (found.card, found.suffix, found.separator)
    gbk = read_bytes(BY_ID[CardId.CHINESE].content.encode("gbk") + ending, CardId.CHINESE)
    assert Finding.WHOLE is gbk.findings[0]


def test_a_mark_of_the_symbology_is_no_part_of_a_card() -> None:
    found = read_text("]C1" + BY_ID[CardId.SEPARATOR].content, CardId.SEPARATOR)
    assert Finding.WHOLE is found.findings[0]


def test_a_scanner_that_reads_no_qr_code_is_done_after_three_cards() -> None:
    readings = read_all(TypingScanner())[:3]
    assert () == missing(readings, reads_qr=False)
    assert (CardId.LONG, CardId.CHINESE) == missing(readings, reads_qr=True)


def test_the_profile_is_what_the_arbiter_knows_a_scanner_by() -> None:
    scanner = TypingScanner(ms=11, suffix=(ENTER, TAB), source="usb-1")
    made = profile("keyboard", read_all(scanner))
    assert made is not None
    assert ("keyboard", "usb-1", (ENTER, TAB)) == (made.name, made.source, made.suffix)
    assert pytest.approx(11, rel=0.05) == made.pace.mean_ms
    assert None is profile("scanner", [read_text(CARDS[0].content, CardId.DIGITS)])


strokes = st.lists(
    st.builds(
        Stroke,
        serial=st.integers(0, 99),
        at_ns=st.integers(0, 10**10),
        text=st.text(max_size=2),
        special=st.sampled_from([None, *Special]),
        scan_code=st.integers(0, 120),
        is_press=st.booleans(),
        is_alt=st.booleans(),
        is_ctrl=st.booleans(),
        is_eaten=st.booleans(),
    ),
    max_size=30,
)


@given(strokes, st.sampled_from(CardId))
def test_whatever_keys_come_there_is_an_answer(keys: list[Stroke], asked: CardId) -> None:
    found = read_strokes(keys, asked)
    assert found.findings
    habits([found])
    profile("keyboard", [found])


@given(st.binary(max_size=200), st.sampled_from(CardId))
def test_whatever_bytes_come_there_is_an_answer(raw: bytes, asked: CardId) -> None:
    assert read_bytes(raw, asked).findings
