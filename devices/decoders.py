"""Find the codes in a picture: two libraries, one after the other, cheapest first.

The order was measured (cost on a frame of 1280×720 pixels without a code, and what each adds):

1. zxing, linear codes, the whole frame (3 ms). Where OpenCV sees the pattern of a linear code in
   the half-size frame, that piece is turned upright and enlarged, and zxing, then zbar, read it
   (5 ms): a code held askew. What is read in two ways at one place is not read.
2. zxing, matrix codes, at half size (2 ms: near, large and inverted codes), then at full size
   (7 ms).
3. One of these in each frame, in turn: zbar on the middle of the frame (13 ms); zxing on the
   middle enlarged twice (14 ms).

A step is taken when those before it found nothing new. zbar is only asked for symbologies by
name: asked for all, it invents codes in print that is none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp
from pyzbar import pyzbar  # type: ignore[import-untyped]
from zxingcpp import BarcodeFormat, BarcodeFormats

from devices.errors import DeviceSettingsError

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Grey, one byte a pixel, row by row."""

Corner: TypeAlias = tuple[float, float]
MIDDLE: Final = 0.6
"""The share of width and height in which a code is usually held."""

_ENLARGED: Final = 2.0
_UPRIGHT_SIDE_MAX: Final = 1_600
_PIECES_MAX: Final = 3
_QUIET_ZONE: Final = 0.12
"""What is added on each side of a located code: the locator leaves its margin out."""

_LINEAR: Final = {
    "ean13": (BarcodeFormat.EAN13, pyzbar.ZBarSymbol.EAN13, "]E0"),
    "ean8": (BarcodeFormat.EAN8, pyzbar.ZBarSymbol.EAN8, "]E4"),
    "code128": (BarcodeFormat.Code128, pyzbar.ZBarSymbol.CODE128, None),
    "upce": (BarcodeFormat.UPCE, pyzbar.ZBarSymbol.UPCE, None),
    "itf": (BarcodeFormat.ITF, pyzbar.ZBarSymbol.I25, None),
    "code39": (BarcodeFormat.Code39, pyzbar.ZBarSymbol.CODE39, None),
}
_MATRIX: Final = {
    "qrcode": BarcodeFormat.QRCode,
    "datamatrix": BarcodeFormat.DataMatrix,
    "pdf417": BarcodeFormat.PDF417,
    "aztec": BarcodeFormat.Aztec,
}
SYMBOLOGIES: Final = ("ean13", "ean8", "code128", "qrcode", "datamatrix")
"""What is read unless the settings say otherwise: the others hold no check of what was read, or
are not met at a till.
"""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One code in one picture. `symbology` is its AIM identifier, None where the library does not
    tell; `corners` are in pixels of the picture.
    """

    raw: bytes = field(repr=False)
    symbology: str | None
    corners: tuple[Corner, ...]

    @property
    def mark(self) -> int:
        """A number that tells this code from others while the program runs, and nothing else."""
        return hash(self.raw)


Step: TypeAlias = Callable[[Picture], list[Decoded]]


class Decoder:
    """Reads the codes of one camera's pictures. `symbologies` are names as in the settings.

    Raises:
        DeviceSettingsError: a name is not known, or there is none.
    """

    def __init__(self, symbologies: Sequence[str] = SYMBOLOGIES) -> None:
        unknown = set(symbologies) - {*_LINEAR, *_MATRIX}
        if unknown or not symbologies:
            raise DeviceSettingsError(f"no symbologies {sorted(unknown)}")
        linear = [_LINEAR[name] for name in symbologies if name in _LINEAR]
        matrix = [_MATRIX[name] for name in symbologies if name in _MATRIX]
        # An empty list would mean every format there is: steps without formats are left out.
        self._linear = BarcodeFormats([format_ for format_, _, _ in linear])
        self._matrix = BarcodeFormats(matrix)
        self._both = BarcodeFormats([*(format_ for format_, _, _ in linear), *matrix])
        self._zbar = [symbol for _, symbol, _ in linear]
        self._identifiers = {symbol.name: identifier for _, symbol, identifier in linear}
        self._locator = cv2.barcode.BarcodeDetector()
        self._turn = 0
        linear_steps: list[Step] = [self._read_linear] if linear else []
        matrix_steps: list[Step] = [self._read_small_matrix, self._read_matrix] if matrix else []
        self._always = [*linear_steps, *matrix_steps]
        self._in_turn: list[Step] = [*([self._read_middle] if linear else []), self._read_enlarged]

    def decode(self, picture: Picture, settled: Container[int] = ()) -> list[Decoded]:
        """Return the codes that were found, each once.

        Codes whose mark is `settled` do not end the search: a box may carry another one.
        """
        read: list[Decoded] = []
        for step in self._steps():
            read += step(picture)
            found = without_contradictions(read, settled)
            if any(code.mark not in settled for code in found):
                break
        else:
            self._turn = (self._turn + 1) % len(self._in_turn)
        # Where a step found something, the next frame asks the same one: it has to agree.
        return list({code.mark: code for code in reversed(found)}.values())[::-1]

    def _steps(self) -> Iterator[Step]:
        yield from self._always
        yield self._in_turn[self._turn]

    def _read_linear(self, picture: Picture) -> list[Decoded]:
        found = _zxing(picture, self._linear)
        for corners in self._located(picture):
            upright, matrix = _upright(picture, corners)
            read = _zxing(upright, self._linear) or self._ask_zbar(upright)
            found += [replace(code, corners=_back(code.corners, matrix)) for code in read]
        return found

    def _read_small_matrix(self, picture: Picture) -> list[Decoded]:
        return _moved(_zxing(_scaled(picture, 0.5), self._matrix), scale=0.5)

    def _read_matrix(self, picture: Picture) -> list[Decoded]:
        return _zxing(picture, self._matrix, invert=False)

    def _read_middle(self, picture: Picture) -> list[Decoded]:
        middle, corner = _middle(picture)
        return _moved(self._ask_zbar(middle), corner=corner)

    def _read_enlarged(self, picture: Picture) -> list[Decoded]:
        middle, corner = _middle(picture)
        enlarged = _scaled(middle, _ENLARGED)
        found = _zxing(enlarged, self._both, invert=False)
        return _moved(found, scale=_ENLARGED, corner=corner)

    def _located(self, picture: Picture) -> list[npt.NDArray[np.float32]]:
        """Return the corners of what looks like a linear code, the largest first."""
        is_found, corners = self._locator.detect(_scaled(picture, 0.5))
        if not is_found or corners is None:
            return []
        pieces = [np.asarray(piece, np.float32) * 2 for piece in corners]
        pieces.sort(key=cv2.contourArea, reverse=True)
        return pieces[:_PIECES_MAX]

    def _ask_zbar(self, picture: Picture) -> list[Decoded]:
        return [
            Decoded(
                code.data,
                self._identifiers.get(code.type),
                tuple((float(point.x), float(point.y)) for point in code.polygon),
            )
            for code in pyzbar.decode(picture, symbols=self._zbar)
        ]


def _zxing(picture: Picture, formats: BarcodeFormats, *, invert: bool = True) -> list[Decoded]:
    return [
        Decoded(code.bytes, code.symbology_identifier or None, _corners(code.position))
        for code in zxingcpp.read_barcodes(picture, formats, try_invert=invert)
    ]


def _corners(position: Any) -> tuple[Corner, ...]:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in points)


def _moved(
    found: Iterable[Decoded], *, scale: float = 1.0, corner: Corner = (0.0, 0.0)
) -> list[Decoded]:
    """Return codes with their corners in pixels of the whole picture."""
    return [
        replace(
            code,
            corners=tuple((x / scale + corner[0], y / scale + corner[1]) for x, y in code.corners),
        )
        for code in found
    ]


def _back(corners: tuple[Corner, ...], matrix: npt.NDArray[np.float64]) -> tuple[Corner, ...]:
    """Return corners in a piece that was turned upright as pixels of the picture."""
    if not corners:
        return ()
    points = np.array([corners], np.float64)
    moved = cv2.perspectiveTransform(points, np.linalg.inv(matrix))[0]
    return tuple((float(x), float(y)) for x, y in moved)


def without_contradictions(found: list[Decoded], settled: Container[int] = ()) -> list[Decoded]:
    """Return the codes but those that were read in two ways at one place: neither counts, unless
    one of them is settled.
    """
    return [
        code
        for code in found
        if code.mark in settled
        or not any(other.raw != code.raw and is_same_place(code, other) for other in found)
    ]


def is_same_place(one: Decoded, other: Decoded) -> bool:
    """Tell whether two readings may be of one code: the middle of one lies within the other, or
    both are article numbers and closer together than a code is long. Nobody prints two of these
    side by side, but one that is held askew is sometimes misread beside itself.
    """
    if not one.corners or not other.corners:
        return False
    if _holds(one.corners, other.corners) or _holds(other.corners, one.corners):
        return True
    if not all((code.symbology or "").startswith("]E") for code in (one, other)):
        return False
    longest = max(np.ptp(np.array(code.corners), axis=0).max() for code in (one, other))
    between = np.mean(np.array(one.corners), axis=0) - np.mean(np.array(other.corners), axis=0)
    return bool(np.hypot(*between) < longest)


def _holds(corners: tuple[Corner, ...], others: tuple[Corner, ...]) -> bool:
    x, y = np.mean(np.array(others), axis=0)
    outline = cv2.convexHull(np.array(corners, np.float32))
    return cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=False) >= 0


def _middle(picture: Picture) -> tuple[Picture, Corner]:
    """Return the middle of a picture and where it lies."""
    height, width = picture.shape
    x, y = int(width * (1 - MIDDLE) / 2), int(height * (1 - MIDDLE) / 2)
    return np.ascontiguousarray(picture[y : height - y, x : width - x]), (float(x), float(y))


def _scaled(picture: Picture, scale: float) -> Picture:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = tuple(max(1, round(side * scale)) for side in picture.shape[::-1])
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)


def _upright(
    picture: Picture, corners: npt.NDArray[np.float32]
) -> tuple[Picture, npt.NDArray[np.float64]]:
    """Return the piece around `corners` turned upright, with its margin, and enlarged; and how it
    was laid there.
    """
    middle, (width, height), angle = cv2.minAreaRect(corners)
    # Twenty pixels more: of a small code a share is less than its margin.
    width, height = (side * (1 + 2 * _QUIET_ZONE) + 20 for side in (width, height))
    scale = min(_ENLARGED, _UPRIGHT_SIDE_MAX / max(width, height))
    box = cv2.boxPoints((middle, (width, height), angle)).astype(np.float32)
    right, bottom = width * scale, height * scale
    target = np.array([[0, bottom], [0, 0], [right, 0], [right, bottom]], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(box, target), np.float64)
    size = (max(1, int(right)), max(1, int(bottom)))
    laid = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC)
    return np.asarray(laid, np.uint8), matrix
