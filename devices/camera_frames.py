"""Pictures from a camera or a video file through OpenCV, and what can be measured on one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np

from devices.decoders import Picture
from devices.errors import (
    DeviceBusyError,
    DeviceDeniedError,
    DeviceLostError,
    DeviceNotFoundError,
)
from devices.live_view import Quality

_WHITE: Final = 250
_THUMBNAIL: Final = (64, 36)
COLOUR_AXES: Final = 3
"""Rows, columns, colours; a grey picture has the first two."""


class Frames(Protocol):
    """A stream of pictures. `next` waits for the camera; `picture` decodes what `next` got."""

    def next(self) -> bool:
        """Step to the newest picture; False when there are no more."""

    def picture(self) -> Picture | None:
        """Return it, grey or in blue, green and red; None when it does not decode."""

    def close(self) -> None:
        """Let the camera go."""


class CameraFrames:
    """A camera (or a video file, or numbered pictures) opened with OpenCV.

    Raises:
        DeviceNotFoundError: there is no such camera.
        DeviceDeniedError: this account may not open it.
        DeviceBusyError: another program holds it.
    """

    def __init__(self, device_id: str, path: str, size: tuple[int, int], rate: int) -> None:
        where = f"{device_id} on {path}"
        is_node = path.startswith("/dev/")
        if is_node and not Path(path).exists():
            raise DeviceNotFoundError(where)
        if is_node and not os.access(path, os.R_OK | os.W_OK):
            raise DeviceDeniedError(where)
        self._capture = cv2.VideoCapture(path, cv2.CAP_V4L2 if is_node else cv2.CAP_ANY)
        if not self._capture.isOpened():
            raise DeviceBusyError(where) if is_node else DeviceNotFoundError(where)
        if is_node:
            self._ask_for(size, rate)
        # A camera another program reads from opens, and then has no pictures.
        if not self._capture.grab():
            self.close()
            raise DeviceBusyError(where) if is_node else DeviceLostError(where)

    def next(self) -> bool:
        """Step to the newest picture; False when the camera is gone or the file ends."""
        return bool(self._capture.grab())

    def picture(self) -> Picture | None:
        """Return the picture; None when it came damaged."""
        is_there, picture = self._capture.retrieve()
        return np.asarray(picture, np.uint8) if is_there and picture is not None else None

    def close(self) -> None:
        """Let the camera go."""
        self._capture.release()

    def _ask_for(self, size: tuple[int, int], rate: int) -> None:
        """Ask for MJPG, the size and the rate; a camera that has them not gives what it has."""
        width, height = size
        for what, value in (
            # USB 2 carries no 1280×720 in raw form at more than a few pictures a second.
            (cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG"))),
            (cv2.CAP_PROP_FRAME_WIDTH, float(width)),
            (cv2.CAP_PROP_FRAME_HEIGHT, float(height)),
            (cv2.CAP_PROP_FPS, float(rate)),
            (cv2.CAP_PROP_BUFFERSIZE, 1.0),  # The newest picture, not one of the past.
        ):
            self._capture.set(what, value)


def grey(picture: Picture) -> Picture:
    """Return a picture in grey."""
    if picture.ndim < COLOUR_AXES:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def quality_of(picture: Picture) -> Quality:
    """Return what can be measured on a grey picture (about half a millisecond)."""
    small = cv2.resize(picture, (picture.shape[1] // 2, picture.shape[0] // 2))
    mean, deviation = cv2.meanStdDev(small)
    sharpness = cv2.meanStdDev(cv2.Laplacian(small, cv2.CV_16S))[1]
    return Quality(
        glare=float(np.count_nonzero(small >= _WHITE)) / small.size,
        sharpness=float(sharpness[0][0]) ** 2,
        brightness=float(mean[0][0]),
        contrast=float(deviation[0][0]),
    )


def thumbnail(picture: Picture) -> Picture:
    """Return a few pixels that stand for a picture, to see whether anything moved."""
    return np.asarray(cv2.resize(picture, _THUMBNAIL, interpolation=cv2.INTER_AREA), np.uint8)


def differs(one: Picture, other: Picture, threshold: float) -> bool:
    """Tell whether two thumbnails differ in any place by more than noise."""
    return one.shape != other.shape or float(cv2.absdiff(one, other).max()) > threshold
