"""The sounds of scans: what they are, and that a player that fails or hangs holds nobody up."""

from __future__ import annotations

import io
import select
import struct
import time
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from terminal.sounds import (
    FAILED,
    PLAYERS,
    RATE,
    VOLUME_FILE,
    ProgramPlayer,
    Sounds,
    find_player,
    wave_of,
)
from tests.conftest import LogRecords
from ui.sounds import STEPS, Sound, SoundFacts, louder


class Shop:
    """A folder of programs, of which one is a player that notes what it is given."""

    def __init__(self, folder: Path) -> None:
        self.data, self.programs, self.log = folder / "data", folder / "bin", folder / "log"
        self.data.mkdir()
        self.programs.mkdir()
        self.bells = 0
        self.opened: list[Sounds] = []

    def install(self, name: str, *lines: str) -> None:
        said = f'echo {name} "$@" >> {self.log}'
        text = "\n".join(["#!/bin/sh", said, *lines])
        path = self.programs / name
        path.write_text(text + "\n")
        path.chmod(0o755)

    def sounds(self, volume: int = 50) -> Sounds:
        made = Sounds(self.data, volume, player=find_player(), bell=self.ring)
        self.opened.append(made)
        return made

    def ring(self) -> None:
        self.bells += 1

    def played(self) -> list[str]:
        """Return what every call of a player was given, the names of files only."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [" ".join(Path(word).name for word in line.split()) for line in lines]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    made = Shop(tmp_path)
    monkeypatch.setenv("PATH", str(made.programs))
    yield made
    for one in made.opened:
        one.stop()


def until(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not check():
        assert time.monotonic() < deadline
        select.select([], [], [], 0.01)


def tones(sound: Sound, volume: int = 100) -> list[tuple[int, int]]:
    """Return the parts of a sound that can be heard: its pitch in Hz and its length in ms."""
    with wave.open(io.BytesIO(wave_of(sound, volume))) as read:
        assert (1, 2, RATE) == (read.getnchannels(), read.getsampwidth(), read.getframerate())
        data = read.readframes(read.getnframes())
    samples = struct.unpack(f"<{len(data) // 2}h", data)
    quiet = RATE // 50
    heard: list[list[int]] = [[]]
    for place, one in enumerate(samples):
        if one or (heard[-1] and place - heard[-1][-1] < quiet):
            heard[-1].append(place) if one else None
        elif heard[-1]:
            heard.append([])
    found = []
    for part in filter(None, heard):
        span = samples[part[0] : part[-1] + 1]
        crossings = sum(before < 0 <= after for before, after in pairwise(span))
        found.append((round(crossings * RATE / len(span)), round(1_000 * len(span) / RATE)))
    return found


def test_one_beep_is_a_card_two_are_unknown_and_a_low_one_was_dropped() -> None:
    (known,), unknown, (dropped,) = map(tones, (Sound.KNOWN, Sound.UNKNOWN, Sound.DROPPED))
    assert 2 == len(unknown)
    assert dropped[0] < 350
    assert 1_000 < unknown[0][0] < known[0]
    assert all(60 <= length <= 300 for _, length in (known, *unknown, dropped))


def test_the_volume_is_how_high_the_waves_are() -> None:
    def height(volume: int) -> int:
        data = wave_of(Sound.KNOWN, volume)[44:]
        return max(abs(int(one)) for one in struct.unpack(f"<{len(data) // 2}h", data))

    heights = [height(one) for one in STEPS]
    assert sorted(heights) == heights
    assert 0 == heights[0]
    assert 20_000 < heights[-1] < 32_767
    assert [25, 50, 75, 100, 0, 25] == [louder(one) for one in (0, 25, 60, 99, 100, 1)]


def test_a_program_of_the_system_plays_each_sound_at_its_volume(shop: Shop) -> None:
    shop.install("aplay", '[ -s "$2" ]')
    sounds = shop.sounds()
    assert SoundFacts(50) == sounds.facts()
    expected = []
    for sound in Sound:
        sounds.play(sound)
        expected.append(f"aplay -q {sound.value}-50.wav")
        until(lambda: expected == shop.played())


def test_the_player_that_mixes_is_taken_first(shop: Shop) -> None:
    assert find_player() is None
    found = []
    for name, *_ in reversed(PLAYERS):
        shop.install(name)
        player = find_player()
        assert isinstance(player, ProgramPlayer)
        player(Sound.KNOWN, 50)
        player.close()
        found.append(name)
    assert [f"{name}{' -q' * (name == 'aplay')} known-50.wav" for name in found] == shop.played()
    assert "pw-play" == found[-1]


def test_off_is_silent_and_what_was_set_is_kept_over_a_restart(shop: Shop) -> None:
    shop.install("paplay")
    sounds = shop.sounds()
    sounds.set_volume(0)
    sounds.play(Sound.UNKNOWN)
    sounds.stop()
    assert [] == shop.played()
    again = shop.sounds()
    assert 0 == again.facts().volume
    again.set_volume(75)
    until(lambda: shop.played() == ["paplay known-75.wav"])
    again.stop()
    assert 75 == shop.sounds().facts().volume
    (shop.data / VOLUME_FILE).write_text('{"volume": 400}')
    assert 50 == shop.sounds().facts().volume


@pytest.mark.expected_logs("sounds cannot be played")
def test_a_player_that_fails_is_asked_no_more_until_the_volume_is_set_again(
    shop: Shop, expected_logs: LogRecords
) -> None:
    shop.install("aplay", "exit 1")
    sounds = shop.sounds()
    sounds.play(Sound.KNOWN)
    until(lambda: sounds.facts().code == FAILED)
    sounds.play(Sound.KNOWN)
    assert 1 == len(shop.played())
    shop.install("aplay")
    sounds.set_volume(50)
    until(lambda: len(shop.played()) == 2)
    assert SoundFacts(50) == sounds.facts()
    assert ["warning: sounds cannot be played"] == expected_logs.messages


@pytest.mark.expected_logs("sounds cannot be played")
def test_a_player_that_is_gone_is_a_failure_and_no_crash(shop: Shop) -> None:
    shop.install("aplay")
    sounds = shop.sounds()
    (shop.programs / "aplay").unlink()
    sounds.play(Sound.KNOWN)
    until(lambda: sounds.facts().code == FAILED)


def test_a_slow_player_holds_nobody_up_and_what_would_come_too_late_is_left_out(
    shop: Shop,
) -> None:
    gate = shop.data / "gate"
    shop.install("aplay", f"while [ ! -e {gate} ]; do /bin/sleep 0.02; done")
    sounds = shop.sounds()
    began = time.thread_time()
    for _ in range(50):
        sounds.play(Sound.KNOWN)
    assert time.thread_time() - began < 0.05
    gate.touch()
    until(lambda: len(shop.played()) == 2)
    sounds.stop()
    assert 2 == len(shop.played())


def test_without_a_player_the_bell_rings_for_what_has_to_be_looked_at(shop: Shop) -> None:
    sounds = shop.sounds()
    assert SoundFacts(50, has_player=False) == sounds.facts()
    rung = []
    for sound in Sound:
        sounds.play(sound)
        rung.append(shop.bells)
    assert [0, 1, 2] == rung
    sounds.set_volume(0)
    sounds.play(Sound.UNKNOWN)
    assert 2 == shop.bells
