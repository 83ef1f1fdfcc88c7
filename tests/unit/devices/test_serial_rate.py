"""Finding a scanner's speed, on a line simulated bit by bit and on a real pseudo-terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import Event

import pytest

from devices.errors import DeviceLostError
from devices.framing import Suffix
from devices.serial_port import open_serial
from devices.serial_rate import QUIET_MS, RATES, RateFinder, RateFound, RateTried, find_rate

CARD = b"GUITAI-CARD-1-20480753196"


def heard_at(rate: int, sent: bytes, speed: int) -> bytes:
    """Return what a receiver at `rate` hears of bytes sent at `speed`, 8 data bits, no parity.

    It waits for the line to fall, looks at the middle of each bit, and after the stop bit waits
    for the next fall: a stop bit that is low is passed on like any, as the kernel does.
    """
    bits = [1]
    for byte in sent:
        bits += [0, *(byte >> n & 1 for n in range(8)), 1]

    def level(time: float) -> int:
        place = int(time * speed)
        return bits[place] if place < len(bits) else 1

    heard = bytearray()
    time, end, step = 0.0, len(bits) / speed, 1 / (16 * max(rate, speed))
    while time < end:
        while time < end and not level(time):
            time += step  # Still low from a stop bit that was none.
        while time < end and level(time):
            time += step
        if time >= end:
            break
        heard.append(sum(level(time + (n + 1.5) / rate) << n for n in range(8)))
        time += 9.5 / rate
    return bytes(heard)


def test_the_simulated_line_carries_bytes_at_the_right_speed_and_noise_at_others() -> None:
    assert CARD == heard_at(9_600, CARD, 9_600)
    assert len(CARD) > len(heard_at(9_600, CARD, 115_200)) > 0
    assert len(CARD) <= len(heard_at(115_200, CARD, 9_600))


@pytest.mark.parametrize("speed", RATES)
@pytest.mark.parametrize("mark", [b"\r", b""])
def test_every_speed_is_found_within_three_scans_of_a_known_card(speed: int, mark: bytes) -> None:
    finder = RateFinder(CARD)
    for _ in range(3):
        answer = finder.heard(heard_at(finder.rate, b"]C0" + CARD + mark, speed))
        if isinstance(answer, RateFound):
            break
        assert finder.rate == answer.next_rate
    assert isinstance(answer, RateFound)
    assert (speed, True) == (answer.baudrate, answer.sends_aim)
    assert (Suffix.CR if mark else Suffix.NONE) is answer.suffix


def test_a_card_that_was_half_heard_does_not_rule_its_speed_out_for_good() -> None:
    finder = RateFinder(CARD)
    for _ in RATES:
        finder.heard(CARD[:3])
    answers = [finder.heard(heard_at(finder.rate, CARD, 9_600)) for _ in RATES]
    assert [9_600] == [one.baudrate for one in answers if isinstance(one, RateFound)][:1]


@pytest.mark.parametrize(
    ("raw", "suffix", "has_envelope"),
    [
        (CARD + b"\r", Suffix.CR, False),
        (CARD + b"\n", Suffix.LF, False),
        (CARD + b"\r\n", Suffix.CRLF, False),
        (CARD + b"\t", Suffix.TAB, False),
        (CARD + b"\r\t", Suffix.ENTER_TAB, False),
        (CARD, Suffix.NONE, False),
        (b"\x02" + CARD + b"\x03", Suffix.NONE, True),
        (b"\x02" + CARD + b"\x03\r\n", Suffix.CRLF, True),
        (b"\x02" + CARD + b"\r\x03", Suffix.NONE, True),
    ],
)
def test_the_end_mark_and_the_envelope_are_told(
    raw: bytes, suffix: Suffix, *, has_envelope: bool
) -> None:
    answer = RateFinder(CARD).heard(raw)
    assert isinstance(answer, RateFound)
    assert (suffix, has_envelope) == (answer.suffix, answer.has_envelope)


@pytest.mark.parametrize("raw", [CARD[1:], CARD + b"9\r", CARD * 2, b"]", b""])
def test_what_is_not_the_whole_card_is_no_proof_of_a_speed(raw: bytes) -> None:
    assert isinstance(RateFinder(CARD).heard(raw), RateTried)


@pytest.fixture
def pty() -> Iterator[tuple[int, str]]:
    master, slave = os.openpty()
    path = os.ttyname(slave)
    os.close(slave)
    yield master, path
    os.close(master)


class NoiseFirst(Event):
    """Lets noise onto the line when the listening begins."""

    def __init__(self, master: int) -> None:
        super().__init__()
        self._noise = [b"\xf0\xff\x00"]
        self._master = master

    def is_set(self) -> bool:
        while self._noise:
            os.write(self._master, self._noise.pop())
        return super().is_set()


def test_a_real_port_is_listened_to_at_the_next_speed_after_noise(pty: tuple[int, str]) -> None:
    master, path = pty
    tried: list[RateTried] = []

    def scan_again(after: RateTried) -> None:
        tried.append(after)
        os.write(master, CARD + b"\r\n")

    with open_serial("till-1", path, baudrate=RATES[0], timeout_ms=QUIET_MS) as port:
        found = find_rate(port, NoiseFirst(master), CARD, on_tried=scan_again)
        assert found is not None
        assert (port.baudrate, Suffix.CRLF) == (found.baudrate, found.suffix)
    assert [RateTried(9_600, found.baudrate)] == tried


def test_looking_for_a_speed_ends_when_it_is_told_to_or_the_port_is_gone(
    pty: tuple[int, str],
) -> None:
    _, path = pty
    stop = Event()
    stop.set()
    with open_serial("till-1", path, baudrate=RATES[0], timeout_ms=QUIET_MS) as port:
        assert find_rate(port, stop, CARD, on_tried=lambda _tried: None) is None
        port.close()
        with pytest.raises(DeviceLostError):
            find_rate(port, Event(), CARD, on_tried=lambda _tried: None)
