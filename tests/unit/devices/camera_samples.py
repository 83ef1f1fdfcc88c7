"""Pictures of codes, drawn for the test, and a camera that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import zxingcpp

from devices.decoders import Picture

EAN: Final = "6901234567892"
SIZE: Final = (1280, 720)


def code(
    content: str | bytes,
    format_: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.EAN13,
    scale: int = 4,
) -> Picture:
    """Return a code as printed, black on white, with its margin."""
    made = zxingcpp.create_barcode(content, format_)
    return np.array(made.to_image(scale=scale, add_quiet_zones=True), np.uint8)


def qr(content: str | bytes, scale: int = 6) -> Picture:
    return code(content, zxingcpp.BarcodeFormat.QRCode, scale)


def desk(*labels: tuple[Picture, tuple[int, int]], level: int = 120) -> Picture:
    """Return a grey desk with labels lying at the places of their upper left corners."""
    picture = np.full(SIZE[::-1], level, np.uint8)
    for label, (x, y) in labels:
        picture[y : y + label.shape[0], x : x + label.shape[1]] = label
    return picture


def turned(picture: Picture, degrees: float) -> Picture:
    """Return the picture turned around its middle, on the same grey desk."""
    matrix = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, SIZE, borderValue=120), np.uint8)


@dataclass
class ShownFrames:
    """A camera that shows given pictures and is gone after the last."""

    pictures: Iterable[Picture | None]
    is_closed: bool = False
    _left: Iterator[Picture | None] = field(init=False)
    _now: Picture | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._left = iter(self.pictures)

    def next(self) -> bool:
        try:
            self._now = next(self._left)
        except StopIteration:
            return False
        return True

    def picture(self) -> Picture | None:
        return self._now

    def close(self) -> None:
        self.is_closed = True
