"""From bytes to scans: encodings, AIM identifiers, and what a scan tells of itself."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.aim import split_aim
from devices.base import DriverEnv, Scan, ScanEvent, ScanProblem
from devices.decoding import decode_payload
from devices.errors import ProblemCode
from devices.framing import FrameRules, Suffix
from devices.reading import ScanReader

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


def reader(rules: FrameRules | None = None) -> ScanReader:
    ids = (f"scan-{n}" for n in itertools.count(1))
    times = itertools.count(1_000, 1_000)
    env = DriverEnv(clock_ns=lambda: next(times), new_scan_id=lambda: next(ids))
    return ScanReader("till-1", env, rules or FrameRules())


def only(events: list[ScanEvent]) -> Scan:
    [event] = events
    assert isinstance(event, Scan)
    return event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("]C10106901234567892", ("]C1", "0106901234567892")),
        ("]d20106901234567892", ("]d2", "0106901234567892")),
        ("]Q3010690", ("]Q3", "010690")),
        ("]E06901234567892", ("]E0", "6901234567892")),
        ("]zC1", ("]zC", "1")),
        ("6901234567892", (None, "6901234567892")),
        ("]C1", (None, "]C1")),
        ("]", (None, "]")),
        ("", (None, "")),
        ("]y1777", (None, "]y1777")),
        ("]Cx777", (None, "]Cx777")),
        ("a]C1777", (None, "a]C1777")),
    ],
)
def test_an_aim_identifier_is_split_off_only_where_there_is_one(
    text: str, expected: tuple[str | None, str]
) -> None:
    assert expected == split_aim(text)


@given(text=st.text())
def test_splitting_loses_no_character(text: str) -> None:
    symbology, payload = split_aim(text)
    assert text == (symbology or "") + payload


@given(text=st.text(min_size=1))
def test_utf_8_is_read_as_utf_8(text: str) -> None:
    assert (text, False) == decode_payload(text.encode())


def test_text_of_older_chinese_systems_is_read() -> None:
    assert ("张伟", False) == decode_payload("张伟".encode("gbk"))


@given(text=chinese)
def test_gbk_text_is_never_reported_as_damaged(text: str) -> None:
    assert not decode_payload(text.encode("gb18030"))[1]


@given(raw=st.binary(min_size=1))
def test_any_bytes_become_text_and_damage_is_flagged(raw: bytes) -> None:
    text, damaged = decode_payload(raw)
    assert text
    if damaged:
        assert raw == text.encode("latin-1")


def test_a_scan_says_when_and_by_whom_it_was_read_and_how_long_it_was() -> None:
    assert Scan(
        device_id="till-1",
        scan_id="scan-1",
        payload="6901234567892",
        symbology="]E0",
        read_at_ns=1_000,
        raw_len=16,
    ) == only(reader().feed(b"]E06901234567892\r"))


def test_every_scan_has_its_own_id() -> None:
    first, second = reader().feed(b"111\r111\r")
    assert isinstance(first, Scan)
    assert isinstance(second, Scan)
    assert ("scan-1", "scan-2") == (first.scan_id, second.scan_id)


def test_bytes_of_no_known_encoding_are_flagged_as_damaged() -> None:
    scan = only(reader().feed(b"12\xff34\r"))
    assert ("12\xff34", True) == (scan.payload, scan.damaged)


def test_a_scan_never_shows_its_payload_when_printed() -> None:
    scan = only(reader().feed(b"424000011112222\r"))
    assert "424000011112222" not in repr(scan)
    assert "424000011112222" not in str(scan)


def test_a_problem_carries_a_code_and_a_length_and_nothing_else() -> None:
    assert [ScanProblem("till-1", ProblemCode.GARBLED, 5)] == reader().feed(b"12\x0034\r")


def test_silence_ends_the_code_of_a_scanner_without_end_mark() -> None:
    silent = reader(FrameRules(suffix=Suffix.NONE))
    assert [] == silent.feed(b"6901234567892") + silent.silence(100)
    assert "6901234567892" == only(silent.silence(100)).payload


def test_a_pause_of_less_than_a_second_does_not_cut_a_code_that_has_an_end_mark() -> None:
    marked = reader()
    assert [] == marked.feed(b"69012") + marked.silence(900)
    assert "6901234567892" == only(marked.feed(b"34567892\r")).payload


def test_a_code_that_waits_a_second_for_its_end_mark_is_cut() -> None:
    marked = reader()
    assert [] == marked.feed(b"69012") + marked.silence(900)
    assert [ScanProblem("till-1", ProblemCode.CUT, 5)] == marked.silence(100)


def test_every_byte_begins_the_silence_anew() -> None:
    marked = reader()
    assert [] == marked.feed(b"6") + marked.silence(900) + marked.feed(b"9") + marked.silence(900)


def test_the_silence_is_a_setting() -> None:
    patient = reader(FrameRules(suffix=Suffix.NONE, silence_ms=400))
    assert [] == patient.feed(b"6901234567892") + patient.silence(399)
    assert "6901234567892" == only(patient.silence(1)).payload
