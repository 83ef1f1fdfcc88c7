"""Frames are whole codes, whatever the line does."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import DeviceSettingsError, ProblemCode
from devices.framing import BadFrame, Framer, FrameRules, Suffix

GARBLED, TOO_LONG, CUT = ProblemCode.GARBLED, ProblemCode.TOO_LONG, ProblemCode.CUT

END_MARKS = {
    Suffix.CR: b"\r",
    Suffix.LF: b"\n",
    Suffix.CRLF: b"\r\n",
    Suffix.TAB: b"\t",
    Suffix.ENTER_TAB: b"\r\t",
}
# Printable ASCII, GS, and bytes of Chinese text: what codes are made of.
code_bytes = st.lists(
    st.one_of(st.integers(0x20, 0x7E), st.just(0x1D), st.integers(0x80, 0xFF)),
    min_size=1,
    max_size=40,
).map(bytes)
codes = st.lists(code_bytes, min_size=1, max_size=8)
# The interesting bytes far more often than chance would have them.
line_noise = st.lists(
    st.one_of(st.sampled_from(b"\x02\x03\r\n\t\x00\x1d12"), st.integers(0, 255)), max_size=120
).map(bytes)
suffixes = st.sampled_from(list(Suffix))


def framer(suffix: Suffix = Suffix.AUTO, limit: int = 4096) -> Framer:
    return Framer(FrameRules(suffix=suffix, limit=limit))


def cut_at(data: bytes, places: list[int]) -> list[bytes]:
    """Cut `data` at the places, which may lie anywhere."""
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(
    data=line_noise,
    places=st.lists(st.integers(0, 10_000), max_size=12),
    suffix=suffixes,
    limit=st.integers(1, 40),
)
def test_frames_do_not_depend_on_how_the_bytes_arrive(
    data: bytes, places: list[int], suffix: Suffix, limit: int
) -> None:
    whole, pieces = framer(suffix, limit), framer(suffix, limit)
    expected = whole.feed(data) + whole.flush()
    actual = [result for piece in cut_at(data, places) for result in pieces.feed(piece)]
    assert expected == actual + pieces.flush()


@given(data=line_noise)
def test_a_framer_without_rules_takes_the_end_marks_as_they_come(data: bytes) -> None:
    assert framer(Suffix.AUTO).feed(data) == Framer().feed(data)


@given(sent=codes, suffix=st.sampled_from(list(END_MARKS)))
def test_every_code_comes_out_whole_for_every_named_end_mark(
    sent: list[bytes], suffix: Suffix
) -> None:
    line = b"".join(code + END_MARKS[suffix] for code in sent)
    assert sent == framer(suffix).feed(line)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\r\t", b"\n\r"])
@given(sent=codes)
def test_the_automatic_mode_takes_the_common_end_marks_as_they_come(
    end: bytes, sent: list[bytes]
) -> None:
    reader = framer()
    assert sent == reader.feed(b"".join(code + end for code in sent))
    assert [] == reader.flush()


@given(sent=codes, end=st.sampled_from([b"", b"\r", b"\r\n", b"\r\t"]))
def test_an_envelope_of_stx_and_etx_is_recognised_in_every_mode(
    sent: list[bytes], end: bytes
) -> None:
    line = b"".join(b"\x02" + code + b"\x03" + end for code in sent)
    assert sent == framer().feed(line)


@given(sent=codes, silences=st.sets(st.integers(0, 400)), suffix=st.sampled_from(list(END_MARKS)))
def test_a_code_is_never_cut_in_two_wherever_the_line_falls_silent(
    sent: list[bytes], silences: set[int], suffix: Suffix
) -> None:
    line = b"".join(code + END_MARKS[suffix] for code in sent)
    reader = framer(suffix)
    results: list[bytes | BadFrame] = []
    for place, byte in enumerate(line):
        if place in silences:
            results += reader.flush()
        results += reader.feed(bytes([byte]))
    frames = [result for result in results if isinstance(result, bytes)]
    assert [] == [frame for frame in frames if frame not in sent]
    assert frames == sent or any(isinstance(result, BadFrame) for result in results)


@given(data=line_noise, suffix=suffixes, limit=st.integers(1, 40))
def test_no_frame_is_longer_than_the_limit_or_holds_a_forbidden_byte(
    data: bytes, suffix: Suffix, limit: int
) -> None:
    reader = framer(suffix, limit)
    for result in reader.feed(data) + reader.flush():
        if isinstance(result, bytes):
            assert 0 < len(result) <= limit
            assert not set(result) & {0x00, 0x02, 0x03, 0x07, 0x1B, 0x7F}


@pytest.mark.parametrize(("suffix", "end"), list(END_MARKS.items()))
def test_a_frame_of_exactly_the_limit_is_read_and_one_byte_more_is_not(
    suffix: Suffix, end: bytes
) -> None:
    longest = b"7" * 4096
    assert [longest] == framer(suffix).feed(longest + end)
    [problem] = framer(suffix).feed(b"7" + longest + end)
    assert isinstance(problem, BadFrame)
    assert TOO_LONG == problem.code


@pytest.mark.parametrize(("suffix", "end"), list(END_MARKS.items()))
def test_a_frame_of_5000_bytes_is_dropped_whole_and_reported_once(
    suffix: Suffix, end: bytes
) -> None:
    results = framer(suffix).feed(b"1" * 5_000 + end + b"6901234567892" + end)
    assert [TOO_LONG] == [r.code for r in results if isinstance(r, BadFrame)]
    assert b"6901234567892" == results[-1]
    assert 2 == len(results)


def test_an_oversize_frame_is_reported_before_it_ends() -> None:
    reader = framer(limit=10)
    assert [BadFrame(TOO_LONG, 11)] == reader.feed(b"1" * 11)
    assert [] == reader.feed(b"1" * 1_000_000)


def test_silence_within_an_oversize_frame_does_not_turn_its_tail_into_a_code() -> None:
    reader = framer(limit=10)
    assert [BadFrame(TOO_LONG, 11)] == reader.feed(b"1" * 20)
    assert [] == reader.flush()
    assert [BadFrame(CUT, 4), b"2222"] == reader.feed(b"111\r2222\r")


def test_silence_ends_an_oversize_frame_of_a_scanner_without_end_mark() -> None:
    reader = framer(Suffix.NONE, limit=10)
    assert [BadFrame(TOO_LONG, 11)] == reader.feed(b"1" * 20)
    assert [] == reader.flush()
    assert [] == reader.feed(b"2222")
    assert [b"2222"] == reader.flush()


@pytest.mark.parametrize("noise", [b"\x00", b"\x07", b"\x1b", b"\x7f", b"\x03"])
def test_a_control_byte_in_a_frame_makes_it_garbled(noise: bytes) -> None:
    results = framer().feed(b"69012" + noise + b"34567\r6901234567892\r")
    assert [BadFrame(GARBLED, 11), b"6901234567892"] == results


@pytest.mark.parametrize("inside", [b"\x1d", b"\x1e", b"\x04"])
def test_the_separators_of_gs1_and_iso_15434_belong_to_a_code(inside: bytes) -> None:
    assert [b"]C101" + inside + b"10A"] == framer().feed(b"]C101" + inside + b"10A\r")


def test_a_line_break_inside_a_code_is_text_when_the_end_mark_is_named() -> None:
    assert [b"BEGIN\nEND"] == framer(Suffix.CR).feed(b"BEGIN\nEND\r")
    assert [b"BEGIN\r\nEND"] == framer().feed(b"\x02BEGIN\r\nEND\x03")


@pytest.mark.parametrize("suffix", list(Suffix))
def test_end_marks_without_a_code_are_no_frames(suffix: Suffix) -> None:
    reader = framer(suffix)
    assert [] == reader.feed(b"\r\n\r\t\r\n\r\t\r")
    assert [] == reader.flush()


@pytest.mark.parametrize("inside", [b"", b"\r\n"])
def test_an_empty_envelope_is_no_frame(inside: bytes) -> None:
    assert [b"222"] == framer().feed(b"\x02" + inside + b"\x03\r\n222\r")


def test_an_end_mark_the_settings_do_not_name_never_sticks_to_a_code() -> None:
    assert [b"111", b"222"] == framer(Suffix.CR).feed(b"111\r\n222\r\n")
    reader = framer(Suffix.NONE)
    reader.feed(b"333\r\n")
    assert [b"333"] == reader.flush()


def test_silence_ends_a_frame_only_where_it_is_the_end_mark() -> None:
    silent, marked = framer(Suffix.NONE), framer(Suffix.CR)
    assert [] == silent.feed(b"6901234567892")
    assert [b"6901234567892"] == silent.flush()
    assert [] == marked.feed(b"6901234567892")
    assert [BadFrame(CUT, 13)] == marked.flush()


def test_silence_with_nothing_waiting_says_nothing() -> None:
    reader = framer()
    assert [] == reader.flush()
    reader.feed(b"123\r")
    assert [] == reader.flush()


def test_both_halves_of_a_cut_code_are_reported_and_the_next_code_is_read() -> None:
    reader = framer()
    reader.feed(b"69012")
    assert [BadFrame(CUT, 5)] == reader.flush()
    assert [BadFrame(CUT, 9), b"6901234567892"] == reader.feed(b"34567892\r6901234567892\r")


def test_an_end_mark_that_comes_late_and_alone_costs_no_further_code() -> None:
    reader = framer()
    reader.feed(b"69012")
    reader.flush()
    assert [b"6901234567892"] == reader.feed(b"\r6901234567892\r")


def test_every_code_of_a_scanner_that_sends_no_end_mark_is_reported() -> None:
    reader = framer()
    reports = []
    for _ in range(3):
        reader.feed(b"6901234567892")
        reports += reader.flush()
    assert [BadFrame(CUT, 13)] * 3 == reports


def test_noise_before_a_silence_does_not_cost_the_code_after_it() -> None:
    reader = framer()
    reader.feed(b"\x00")
    assert [BadFrame(GARBLED, 1)] == reader.flush()
    assert [b"6901234567892"] == reader.feed(b"6901234567892\r")


def test_a_lone_stx_is_noise_once_the_line_falls_silent() -> None:
    reader = framer()
    reader.feed(b"\x02")
    assert [] == reader.flush()
    assert [b"6901234567892"] == reader.feed(b"6901234567892\r")


def test_an_envelope_cut_by_silence_is_reported_and_the_next_envelope_is_read() -> None:
    reader = framer(Suffix.NONE)
    reader.feed(b"\x0269012")
    assert [BadFrame(CUT, 5)] == reader.flush()
    assert [b"6901234567892"] == reader.feed(b"\x026901234567892\x03")


def test_a_new_envelope_reports_the_one_that_was_never_closed() -> None:
    assert [BadFrame(CUT, 5), b"222"] == framer().feed(b"\x0269012\x02222\x03\r")


def test_a_new_envelope_ends_an_oversize_one_without_a_second_report() -> None:
    results = framer(limit=10).feed(b"\x02" + b"1" * 20 + b"\x02222\x03")
    assert [BadFrame(TOO_LONG, 11), b"222"] == results


def test_stx_in_the_middle_of_a_frame_is_noise() -> None:
    assert [BadFrame(GARBLED, 7)] == framer().feed(b"123\x02456\r")


def test_a_limit_below_one_byte_or_a_silence_of_no_time_is_refused() -> None:
    with pytest.raises(DeviceSettingsError):
        FrameRules(limit=0)
    with pytest.raises(DeviceSettingsError):
        FrameRules(silence_ms=0)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (FrameRules(), 1_000),
        (FrameRules(suffix=Suffix.NONE), 200),
        (FrameRules(silence_ms=450), 450),
    ],
)
def test_the_rules_say_how_long_a_silence_ends_a_frame(rules: FrameRules, expected: int) -> None:
    assert expected == rules.flush_after_ms
