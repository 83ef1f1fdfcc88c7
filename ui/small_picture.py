"""Pictures with at most 256 colours: a third of the bytes, and nobody sees the difference."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage, QPixmap

COLOURS: Final = 256


def save(picture: QPixmap, path: Path) -> None:
    """Write a picture as PNG with the colours it has most of; each other becomes the nearest of
    them. Raise OSError when it cannot be written.
    """
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(height, width)
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    kept = found[order[:COLOURS]]
    nearest = np.empty(found.size, dtype=np.uint8)
    parts = _parts(kept)
    for at in range(0, found.size, 4096):
        away = _parts(found[at : at + 4096])[:, None, :] - parts[None, :, :]
        nearest[at : at + 4096] = np.argmin((away * away).sum(axis=2), axis=1)
    indexed = nearest[places].reshape(height, width)
    stride = -(-width // 4) * 4  # Qt's lines begin at multiples of four bytes.
    lines = np.zeros((height, stride), dtype=np.uint8)
    lines[:, :width] = indexed
    data = lines.tobytes()
    small = QImage(data, width, height, stride, QImage.Format.Format_Indexed8)
    small.setColorTable([int(one) | 0xFF000000 for one in kept])
    if not small.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{path} cannot be written")


def _parts(colours: np.ndarray) -> np.ndarray:
    """Return colours as rows of red, green and blue."""
    return np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int32)
