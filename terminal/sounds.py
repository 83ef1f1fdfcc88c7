"""The sounds of scans: made here as waves, and played by a program of the system.

Qt's own player is not in the part of Qt that is shipped. So what a desktop has is used: a small
player of PipeWire, PulseAudio or ALSA as a process of its own; on Windows the system's own player
(built, not run). Where there is none the system's bell rings. Playing waits for nobody: a thread
of its own starts the player and waits for it. What fails says so on the devices page, once, and
sounds are off until somebody sets the volume again.
"""

from __future__ import annotations

import importlib
import io
import math
import shutil
import struct
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final, Protocol

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtWidgets import QApplication

from ui.sounds import Sound, SoundFacts

FAILED: Final = "SOUND_FAILED"
VOLUME_FILE: Final = "sound.json"
RATE: Final = 22_050
PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""Programs that play the file they are given, the one that mixes with others first."""
_PLAY_S: Final = 5.0
_QUEUE_MAX: Final = 2
_EDGE_S: Final = 0.005
"""A tone that begins at once clicks."""
_TONES: Final[Mapping[Sound, tuple[tuple[float, float], ...]]] = {
    Sound.KNOWN: ((1_760.0, 0.09),),
    Sound.UNKNOWN: ((1_175.0, 0.09), (0.0, 0.07), (1_175.0, 0.09)),
    Sound.DROPPED: ((294.0, 0.28),),
}
"""Hz and seconds, one after another; 0 Hz is silence."""
_log: Final = structlog.get_logger("terminal")


class Player(Protocol):
    """Plays one sound and returns when it is over. Raises OSError or SubprocessError."""

    def __call__(self, sound: Sound, volume: int) -> None:
        """Play it, at 1 to 100 percent."""


class ProgramPlayer:
    """A `Player` by a program of the system. Its files hold nothing but tones."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._folder = tempfile.TemporaryDirectory(prefix="guitai-sounds-")

    def __call__(self, sound: Sound, volume: int) -> None:
        """Play it."""
        path = Path(self._folder.name) / f"{sound.value}-{volume}.wav"
        if not path.exists():
            path.write_bytes(wave_of(sound, volume))
        subprocess.run(  # noqa: S603 (a program found by name, and a file of our own)
            [*self._command, str(path)],
            check=True,
            timeout=_PLAY_S,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """Take the files away."""
        self._folder.cleanup()


def play_on_windows(sound: Sound, volume: int) -> None:
    """Play a sound with Windows' own player."""
    winsound: Any = importlib.import_module("winsound")  # Only there.
    winsound.PlaySound(wave_of(sound, volume), winsound.SND_MEMORY)


def find_player() -> Player | None:
    """Return what plays sounds here, None where nothing does."""
    if sys.platform == "win32":
        return play_on_windows
    for name, *options in PLAYERS:
        if (found := shutil.which(name)) is not None:
            return ProgramPlayer((found, *options))
    return None


def wave_of(sound: Sound, volume: int) -> bytes:
    """Return a sound as a WAV file: one channel of 16 bits. Loudness is heard by its logarithm, so
    half the volume is a quarter of the height.
    """
    height = 32_767 * 0.8 * (volume / 100) ** 2
    samples: list[int] = []
    for hertz, seconds in _TONES[sound]:
        count = round(seconds * RATE)
        edge = round(_EDGE_S * RATE)
        samples += (
            round(
                height
                * min(1.0, place / edge, (count - place) / edge)
                * math.sin(2 * math.pi * hertz * place / RATE)
            )
            for place in range(count)
        )
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


class _Kept(BaseModel):
    """The volume as somebody set it on the devices page."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    volume: int = Field(ge=0, le=100)


class Sounds:
    """A `ui.sounds.SoundDesk`, and who plays. `volume` is the settings', until somebody sets it on
    the devices page, which `folder` keeps. `bell` rings where there is no player; on the GUI
    thread, as everything here is called.
    """

    def __init__(
        self, folder: Path, volume: int, *, player: Player | None, bell: Callable[[], None]
    ) -> None:
        self._path, self._player, self._bell = folder / VOLUME_FILE, player, bell
        self._volume, self._code = self._kept(volume), ""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sounds")
        self._room = BoundedSemaphore(_QUEUE_MAX)

    def facts(self) -> SoundFacts:
        """Return how sounds stand."""
        return SoundFacts(self._volume, self._code, has_player=self._player is not None)

    def set_volume(self, percent: int) -> None:
        """Set the volume, keep it for the next start, and let it be heard."""
        self._volume, self._code = percent, ""
        self._thread.submit(self._keep, percent)
        if percent and self._player is None:
            self._bell()
        self.play(Sound.KNOWN)

    def play(self, sound: Sound) -> None:
        """Begin a sound. One that comes while two wait is left out: it would come too late."""
        if not self._volume or self._code:
            return
        if self._player is None:
            if sound is not Sound.KNOWN:
                self._bell()  # It has one tone: it says that there is something to look at.
        elif self._room.acquire(blocking=False):
            self._thread.submit(self._play, self._player, sound, self._volume)

    def unread(self) -> None:
        """Let it be heard that something was scanned, and not read."""
        self.play(Sound.UNKNOWN)

    def stop(self) -> None:
        """End what plays, which takes as long as the sound, and take the files away."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        if isinstance(self._player, ProgramPlayer):
            self._player.close()

    # On the thread.

    def _play(self, player: Player, sound: Sound, volume: int) -> None:
        try:
            player(sound, volume)
        except (OSError, RuntimeError, subprocess.SubprocessError):
            _log.warning("sounds cannot be played")
            self._code = FAILED
        finally:
            self._room.release()

    def _keep(self, percent: int) -> None:
        with suppress(OSError):  # Then it holds until the program ends.
            part = self._path.with_suffix(".part")
            part.write_text(_Kept(volume=percent).model_dump_json())
            part.replace(self._path)

    def _kept(self, volume: int) -> int:
        try:
            return _Kept.model_validate_json(self._path.read_bytes()).volume
        except (OSError, ValidationError):
            return volume


def sounds_of(folder: Path, volume: int) -> Sounds:
    """Return the sounds of this machine, by whatever plays them here."""
    return Sounds(folder, volume, player=find_player(), bell=QApplication.beep)
