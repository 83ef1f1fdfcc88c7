"""What one picture after the other comes to: scans, and a live view that keeps no secret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from devices.base import DriverEnv
from devices.camera_look import WHOLE, CameraLook, Region
from devices.decoders import Decoder, Picture
from devices.live_view import Hint, LiveSlot, LiveView
from tests.unit.devices.camera_samples import EAN, SIZE, code, desk, qr

PAYMENT = "134567890123456789"
"""Made up: eighteen digits that begin as a payment code does."""

EMPTY = desk()
CODE = desk((code(EAN), (500, 280)))
PAY = desk((qr(PAYMENT), (500, 280)))


@dataclass
class Counter:
    """A camera's look at what a test lays before it, ten pictures a second."""

    region: Region = WHOLE
    is_known: Callable[[str], bool] = lambda _code: False
    now_ns: int = 0
    payloads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        env = DriverEnv(
            clock_ns=lambda: self.now_ns,
            new_scan_id=lambda: "scan",
            is_known=self.is_known,
            is_secret=lambda code: code == PAYMENT,
        )
        self.slot: LiveSlot = env.live.slot("till-1")
        self.look = CameraLook("till-1", self.region, env, Decoder())

    def show(self, picture: Picture, times: int = 1) -> list[str]:
        """Show a picture for so many tenths of a second; return what was told meanwhile."""
        told = []
        for _ in range(times):
            told += [scan.payload for scan in self.look.at(picture)]
            self.now_ns += 100_000_000
        return told

    def view(self) -> LiveView:
        view = self.slot.take()
        assert view is not None
        return view


def test_a_code_is_told_at_the_second_picture_and_once() -> None:
    counter = Counter()
    assert [[], [EAN], []] == [counter.show(CODE), counter.show(CODE), counter.show(CODE, 40)]


def test_a_known_code_is_told_at_the_first_picture() -> None:
    assert [EAN] == Counter(is_known=lambda code: code == EAN).show(CODE)


def test_a_code_that_was_taken_away_and_held_up_again_is_told_again() -> None:
    counter = Counter()
    assert [EAN] == counter.show(CODE, 5)
    counter.show(EMPTY, 25)
    assert [EAN] == counter.show(CODE, 5)


def test_a_code_that_replaces_another_is_told() -> None:
    counter = Counter()
    counter.show(CODE, 30)
    assert ["GT1-ABCDEFGH"] == counter.show(desk((qr("GT1-ABCDEFGH"), (500, 280))), 5)


def test_a_picture_in_which_nothing_moves_is_hardly_looked_at() -> None:
    counter = Counter()
    looked: list[int] = []
    decode = counter.look._decoder.decode

    def count(*arguments: object) -> object:
        looked.append(1)
        return decode(*arguments)  # type: ignore[arg-type]

    counter.look._decoder.decode = count  # type: ignore[method-assign, assignment]
    rng = np.random.default_rng(1)
    for _ in range(30):
        counter.show(np.clip(EMPTY + rng.normal(0, 6, EMPTY.shape), 0, 255).astype(np.uint8))
    assert 6 + 2 == len(looked)
    counter.show(CODE)
    assert 9 == len(looked)


def test_what_lies_outside_the_region_is_not_looked_at() -> None:
    right_half = Counter(region=(50, 0, 50, 100))
    assert [] == right_half.show(desk((code(EAN, scale=3), (100, 280))), 5)
    assert [EAN] == right_half.show(desk((code(EAN, scale=3), (800, 280))), 5)


def test_a_coloured_picture_is_read_like_a_grey_one() -> None:
    assert [EAN] == Counter().show(np.asarray(cv2.cvtColor(CODE, cv2.COLOR_GRAY2BGR)), 2)


def test_no_picture_is_made_while_nobody_looks() -> None:
    counter = Counter()
    counter.show(CODE)
    assert counter.slot.take() is None


def test_whoever_looks_gets_the_newest_picture_and_where_codes_are() -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(EMPTY, 3)
    counter.show(CODE)
    view = counter.view()
    assert (640, 360, 640 * 360 * 3) == (view.width, view.height, len(view.pixels or b""))
    [corners] = view.codes
    assert all(240 <= x <= 480 and 130 <= y <= 340 for x, y in corners)
    assert counter.slot.take() is None


def test_a_payment_code_is_told_and_no_picture_of_it_is_ever_in_the_slot() -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(EMPTY)
    assert counter.view().pixels is not None
    told = []
    for _ in range(60):  # Far longer than a picture is withheld for after a reading.
        told += counter.show(PAY)
        assert counter.view().pixels is None
    assert [PAYMENT] == told
    assert PAYMENT not in repr(vars(counter.look)) + repr(vars(counter.look._votes))


def test_pictures_come_again_when_the_payment_code_is_gone() -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(PAY, 3)
    counter.show(EMPTY, 25)
    assert counter.view().pixels is not None


def test_a_picture_that_nobody_took_is_dropped_before_the_next_that_is_withheld() -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(EMPTY)
    counter.slot.clear()
    assert counter.slot.take() is None


def test_leaving_drops_the_last_picture() -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(EMPTY)
    counter.slot.leave()
    assert counter.slot.take() is None


def blurred(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 9))


def glaring(picture: Picture) -> Picture:
    spot = picture.copy()
    cv2.circle(spot, (640, 360), 260, 255, -1)
    return spot


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (EMPTY, ()),
        (CODE, ()),
        (blurred(CODE), (Hint.BLUR,)),
        (blurred(EMPTY), ()),
        (glaring(EMPTY), (Hint.GLARE,)),
        (np.full(SIZE[::-1], 6, np.uint8), (Hint.DARK,)),
    ],
    ids=["desk", "code", "blurred", "blurred desk", "glare", "dark"],
)
def test_glare_blur_and_darkness_are_told(picture: Picture, expected: tuple[Hint, ...]) -> None:
    counter = Counter()
    counter.slot.watch()
    counter.show(picture)
    assert expected == counter.view().quality.hints
