"""What a camera sees, for somebody who holds a code before it. Only the newest picture exists.

A queue would show the past, and would keep pictures of whatever was held there. So there is one
place for one picture, and none while nobody looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Final


class Hint(StrEnum):
    """What keeps a code from being read, as far as the picture tells."""

    GLARE = "glare"
    BLUR = "blur"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Quality:
    """Measured on one picture. `glare` is the share of white pixels (0 to 1), `sharpness` the
    variance of its Laplacian, `brightness` its mean (0 to 255), `contrast` the standard deviation.
    """

    glare: float
    sharpness: float
    brightness: float
    contrast: float

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Return what should be said, the worst first."""
        found = []
        if self.brightness < DARK_BELOW:
            found.append(Hint.DARK)
        if self.glare > GLARE_ABOVE:
            found.append(Hint.GLARE)
        if self.contrast > CONTRAST_OF_SOMETHING and self.sharpness < BLUR_BELOW:
            found.append(Hint.BLUR)
        return tuple(found)


DARK_BELOW: Final = 35.0
GLARE_ABOVE: Final = 0.15
"""A white label fills less of a picture that is lit as it should be."""
BLUR_BELOW: Final = 60.0
CONTRAST_OF_SOMETHING: Final = 15.0
"""An empty counter has no edges either; that is no blur."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """One picture: `width` × `height` pixels of blue, green and red, row by row without gaps.

    `pixels` is None while it is withheld, because a payment, 医保 or identity code is in view.
    `codes` are the corners of the codes that were read, in pixels of this picture.
    """

    width: int
    height: int
    pixels: bytes | None = field(repr=False)
    quality: Quality
    codes: tuple[tuple[tuple[float, float], ...], ...] = ()


class LiveSlot:
    """A place for one picture. The camera puts, the screen takes; either from its own thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_watched = False
        self._view: LiveView | None = None

    @property
    def is_watched(self) -> bool:
        """Whether pictures are wanted."""
        with self._lock:
            return self._is_watched

    def watch(self) -> None:
        """Want pictures from now on."""
        with self._lock:
            self._is_watched = True

    def leave(self) -> None:
        """Want none any more; the last one is dropped."""
        with self._lock:
            self._is_watched, self._view = False, None

    def put(self, view: LiveView) -> None:
        """Put the newest picture in the place of the one before, if anybody looks."""
        with self._lock:
            if self._is_watched:
                self._view = view

    def clear(self) -> None:
        """Drop what nobody took yet."""
        with self._lock:
            self._view = None

    def take(self) -> LiveView | None:
        """Take the newest picture; None when it was taken already."""
        with self._lock:
            view, self._view = self._view, None
            return view


class LiveViews:
    """The slots of all cameras, by the device's id."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: dict[str, LiveSlot] = {}

    def slot(self, device_id: str) -> LiveSlot:
        """Return the one slot of a device, also before it is opened."""
        with self._lock:
            return self._slots.setdefault(device_id, LiveSlot())
