"""What is asked of whoever can tell keyboards apart.

A scanner that types is a keyboard among others. Where the platform says which device a key came
from, its keys need not be guessed out of a person's. Only the device is taken: codes of keys are
kept in memory until the window asks about them and a second longer, and never while another program
has the keyboard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Keyboard:
    """One keyboard. `name` is the same after replugging, renumbering and a restart, as far as the
    device has a number of its own; `label` is what its maker calls it.
    """

    name: str
    label: str


class KeyboardSource(Protocol):
    """Says where keys came from, on the thread that has the keys. No method raises."""

    @property
    def tells_apart(self) -> bool:
        """Tell whether keys are matched with keyboards here and now."""

    @property
    def file(self) -> int | None:
        """Return what `read` is wanted for whenever it is readable, None when it never is."""

    def start(self) -> None:
        """Begin."""

    def read(self) -> None:
        """Take in what has come, without waiting for more."""

    def stop(self) -> None:
        """End, and forget all keys."""

    def watch(self, *, is_wanted: bool) -> None:
        """Say whether keys go to this program now. While they do not, none is looked at."""

    def source_of(self, scan_code: int, time_ms: int) -> str | None:
        """Return the name of the keyboard that sent a key, None when it is not known.

        `scan_code` and `time_ms` are the platform's, as they stand in the key's event. Takes 8 ms
        at most, and next to nothing as a rule.
        """

    def sent_after(self, time_ms: int) -> bool:
        """Tell whether a key was pressed after that time, which may still be on its way."""

    def keyboards(self) -> tuple[Keyboard, ...]:
        """Return the keyboards that are attached now."""


class OneKeyboard:
    """Where nothing tells keyboards apart: all keys are of one that has no name."""

    tells_apart = False
    file = None

    def start(self) -> None:
        """Nothing begins."""

    def read(self) -> None:
        """Nothing comes."""

    def stop(self) -> None:
        """Nothing ends."""

    def watch(self, *, is_wanted: bool) -> None:
        """Nothing is looked at anyway."""

    def source_of(self, scan_code: int, time_ms: int) -> str | None:  # noqa: ARG002
        """Return None: nobody knows."""
        return None

    def sent_after(self, time_ms: int) -> bool:  # noqa: ARG002 (nobody knows)
        """Return False: nothing is known of keys that have not arrived."""
        return False

    def keyboards(self) -> tuple[Keyboard, ...]:
        """Return none: they cannot be listed."""
        return ()
