"""Pictures of a camera over the counter, made from a public set of photographed codes.

Each scene is one code of the set on a cluttered background of 1280×720 pixels, turned, a little
tilted, more or less lit, with noise that differs from frame to frame as a sensor's does. Assumed,
not recorded: how far from the camera a code is held (its longer side fills 300 to 520 pixels),
how it is turned, and how strong the noise is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 1280, 720
SYMBOLOGIES: Final = {
    "ean13": ("ean13-3", "ean13-4"),
    "code128": ("code128-1", "code128-3"),
    "qrcode": ("qrcode-5", "qrcode-6"),
    "datamatrix": ("datamatrix-1", "datamatrix-3"),
}
TURNS: Final = (0.0, 90.0, 180.0, 270.0, 6.0, -11.0, 17.0, -25.0)
NOISES: Final = (0.0, 4.0, 10.0)


@dataclass(frozen=True, slots=True)
class Label:
    """One picture of the set and what it says."""

    symbology: str
    name: str
    picture: Picture
    text: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """One code held before the camera for a few frames."""

    label: Label
    turn: float
    noise: float
    frames: tuple[Picture, ...]


def labels(folder: Path) -> list[Label]:
    """Return the pictures of the set, in order. A picture without its text is no part of it."""
    found = []
    for symbology, names in SYMBOLOGIES.items():
        for path in (one for name in names for one in sorted((folder / name).glob("*.png"))):
            text, picture = path.with_suffix(".txt"), cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if text.exists() and picture is not None:
                name = f"{path.parent.name}/{path.stem}"
                found.append(Label(symbology, name, _gray(picture), text.read_bytes()))
    return found


def scenes(found: list[Label], *, rounds: int, frames: int, seed: int) -> Iterator[Scene]:
    """Yield each label `rounds` times, turned otherwise each time, over `frames` frames."""
    for number, label in enumerate(found):
        for turn_number in range(rounds):
            rng = np.random.default_rng([seed, number, turn_number])
            turn = TURNS[(number + turn_number) % len(TURNS)]
            noise = NOISES[(number // len(TURNS) + turn_number) % len(NOISES)]
            still = _placed(label.picture, turn, rng)
            shown = tuple(_noisy(_shifted(still, rng), noise, rng) for _ in range(frames))
            yield Scene(label, turn, noise, shown)


def empty_frames(count: int, seed: int) -> Iterator[Picture]:
    """Yield frames without a code: clutter that changes at times, noise that always does."""
    rng = np.random.default_rng([seed, 7_777])
    still = _clutter(rng)
    for number in range(count):
        if number % 40 == 39:
            still = _clutter(rng)
        yield _noisy(still, 4.0, rng)


def _placed(picture: Picture, turn: float, rng: np.random.Generator) -> Picture:
    """Return the picture turned and laid onto clutter near the middle."""
    scale = rng.uniform(300, 520) / max(picture.shape)
    height, width = (side * scale for side in picture.shape)
    middle = np.array([WIDTH / 2 + rng.uniform(-130, 130), HEIGHT / 2 + rng.uniform(-50, 50)])
    angle = np.deg2rad(turn + rng.uniform(-2, 2))
    around = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    tilted = half * (1 + rng.uniform(-0.03, 0.03, size=(4, 1)))
    corners = (tilted @ around.T + middle).astype(np.float32)
    rows, columns = picture.shape
    source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    smaller = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (WIDTH, HEIGHT)
    laid = cv2.warpPerspective(picture, matrix, size, flags=smaller, borderValue=255)
    mask = cv2.warpPerspective(np.full_like(picture, 255), matrix, size)
    # A label has paper around it: codes of the set are cut close.
    paper = cv2.dilate(mask, np.ones((41, 41), np.uint8))
    scene = np.where(paper > 0, laid, _clutter(rng))
    lit = scene.astype(np.float32) * rng.uniform(0.75, 1.0) + rng.uniform(0, 25)
    return _gray(np.clip(lit, 0, 255))


def _clutter(rng: np.random.Generator) -> Picture:
    """Return what lies on a counter, without a code: edges, areas, small print."""
    picture = np.full((HEIGHT, WIDTH), int(rng.integers(90, 190)), np.uint8)
    for _ in range(35):
        corner = rng.integers(0, (WIDTH, HEIGHT))
        size = rng.integers(20, 260, 2)
        end = tuple(int(side) for side in corner + size)
        start = tuple(int(side) for side in corner)
        cv2.rectangle(picture, start, end, int(rng.integers(0, 256)), -1)
    for _ in range(45):
        place = tuple(int(side) for side in rng.integers(0, (WIDTH, HEIGHT)))
        words = "".join(chr(int(code)) for code in rng.integers(65, 91, 12))
        size_of_type = float(rng.uniform(0.3, 1.1))
        cv2.putText(picture, words, place, cv2.FONT_HERSHEY_SIMPLEX, size_of_type, 0, 1)
    return cv2.GaussianBlur(picture, (3, 3), 0).astype(np.uint8)


def _shifted(picture: Picture, rng: np.random.Generator) -> Picture:
    """Return the picture as a hand that is not quite still shows it."""
    x, y = rng.uniform(-2, 2, 2)
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
    shifted: Any = cv2.warpAffine(picture, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return _gray(shifted)


def _noisy(picture: Picture, noise: float, rng: np.random.Generator) -> Picture:
    if not noise:
        return picture
    grain = rng.normal(0, noise, picture.shape).astype(np.float32)
    return _gray(np.clip(picture.astype(np.float32) + grain, 0, 255))


def _gray(picture: Any) -> Picture:
    return np.asarray(picture).astype(np.uint8)
