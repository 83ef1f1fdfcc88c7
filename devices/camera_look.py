"""What is done with one picture of a camera: look for codes, believe some, show it or withhold it.

Nothing of a picture is kept for the next one but a thumbnail of 64×36 grey pixels, in which no
code can be read, and numbers that stand for the codes in view.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from devices.base import DriverEnv, Scan
from devices.camera_frames import COLOUR_AXES, differs, grey, quality_of, thumbnail
from devices.camera_votes import Votes
from devices.decoders import Decoded, Decoder, Picture
from devices.decoding import decode_payload
from devices.live_view import LiveView
from devices.reading import ScanMaker

MOVED: Final = 10.0
"""Grey levels a thumbnail changes by in some place when a hand moves; noise does by one or two."""

LOOKS_AT_THE_SAME: Final = 6
"""How often a picture that does not change is looked at: each of the dearer steps twice."""

LOOK_ANYWAY_S: Final = 1.0
"""After that it is looked at this often: light and focus change too."""

HIDDEN_S: Final = 2.0
"""How long no picture is shown after a payment, 医保 or identity code was read in one."""

LIVE_WIDTH: Final = 640
_NS: Final = 1_000_000_000

Region = tuple[int, int, int, int]
"""Left, top, width and height in percent of the picture."""

WHOLE: Final[Region] = (0, 0, 100, 100)


class CameraLook:
    """Looks at the pictures of one camera, one by one, since it was opened."""

    def __init__(self, device_id: str, region: Region, env: DriverEnv, decoder: Decoder) -> None:
        self._region = region
        self._env = env
        self._decoder = decoder
        self._slot = env.live.slot(device_id)
        self._votes = Votes(env.is_known)
        self._maker = ScanMaker(device_id, env)
        self._thumbnail: Picture | None = None
        self._looks = 0
        self._looked_ns = 0
        self._still_since_ns = 0
        self._secret_ns: int | None = None
        self._places: tuple[tuple[tuple[float, float], ...], ...] = ()

    def at(self, picture: Picture) -> list[Scan]:
        """Return the codes that are believed since this picture, each told once while in view."""
        now_ns = self._env.clock_ns()
        cut = _cut(picture, self._region)
        image = grey(cut)
        believed: list[Decoded] = []
        if self._is_worth_a_look(image, now_ns):
            codes = self._decoder.decode(image, self._votes.told)
            believed = self._votes.looked(now_ns, codes)
            self._places = tuple(code.corners for code in codes)
            self._withhold(codes, now_ns)
        else:
            self._votes.unchanged(now_ns, self._still_since_ns)
            if self._secret_ns is not None and self._secret_ns >= self._still_since_ns:
                self._secret_ns = now_ns  # Nothing moved: it is still there.
        if self._slot.is_watched:
            self._show(cut, image, now_ns)
        return [self._maker.scan(code.raw, code.symbology) for code in believed]

    def _is_worth_a_look(self, image: Picture, now_ns: int) -> bool:
        small = thumbnail(image)
        if self._thumbnail is None or differs(small, self._thumbnail, MOVED):
            self._thumbnail, self._looks, self._still_since_ns = small, 0, now_ns
        is_due = now_ns - self._looked_ns >= LOOK_ANYWAY_S * _NS
        if self._looks >= LOOKS_AT_THE_SAME and not (is_due or self._votes.is_waiting):
            return False
        self._looks, self._looked_ns = self._looks + 1, now_ns
        return True

    def _withhold(self, codes: list[Decoded], now_ns: int) -> None:
        if any(self._env.is_secret(decode_payload(code.raw)[0]) for code in codes):
            self._secret_ns = now_ns
            self._slot.clear()

    def _show(self, cut: Picture, image: Picture, now_ns: int) -> None:
        height, width = image.shape
        scale = min(1.0, LIVE_WIDTH / width)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        secret_ns = self._secret_ns
        is_hidden = secret_ns is not None and now_ns < secret_ns + HIDDEN_S * _NS
        view = LiveView(
            width=size[0],
            height=size[1],
            pixels=None if is_hidden else _pixels(cut, size),
            quality=quality_of(image),
            codes=tuple(
                tuple((x * scale, y * scale) for x, y in corners) for corners in self._places
            ),
        )
        self._slot.put(view)


def _cut(picture: Picture, region: Region) -> Picture:
    if region == WHOLE:
        return picture
    height, width = picture.shape[:2]
    left, top = region[0] * width // 100, region[1] * height // 100
    right, bottom = left + region[2] * width // 100, top + region[3] * height // 100
    return np.ascontiguousarray(picture[top : max(bottom, top + 1), left : max(right, left + 1)])


def _pixels(picture: Picture, size: tuple[int, int]) -> bytes:
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    if small.ndim < COLOUR_AXES:
        small = cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    return np.asarray(small, np.uint8).tobytes()
