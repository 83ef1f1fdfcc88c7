"""The camera against single decoders, on a public set of photographed codes.

`python -m tests.bench.scan_rig.camera [--quick]` prints these figures alone. The camera is the
product's own: it reads what two pictures agree on. The peers are libraries, each alone on the whole
frame, and get the same pictures and the same rule; beside it stands what they read in any one.
Times are processor time of the thread that reads.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar  # type: ignore[import-untyped]

from devices.base import DriverEnv, Scan
from devices.camera import Camera, CameraMachine, CameraSettings
from devices.camera_look import WHOLE, CameraLook
from devices.decoders import Decoder, Picture
from devices.decoding import decode_payload
from devices.place import Place
from tests.bench.rig import figures, machine
from tests.bench.rig.figures import BenchError, Figure, Figures, Target, percentile
from tests.bench.scan_rig.camera_scenes import SYMBOLOGIES, Scene, empty_frames, labels, scenes

FOLDER: Final = machine.ROOT.parent / "shared" / "data" / "barcodes"
RATE: Final = Target("camera_rate_vs_best_min", "ratio", 1.0, "more")
WRONG: Final = Target("camera_wrong_reads", "codes", 0)
P95: Final = Target("camera_p95_ms", "ms", 60)
CPU: Final = Target("camera_cpu_pct", "%", 25)
OURS: Final = "camera"
FRAMES: Final = 5
"""How long a code is held up: well under a second at what the camera looks at a second."""
AGREE: Final = 2
_FRAME_NS: Final = 120_000_000
_QUIET: Final = 30

Reader = Callable[[Picture], Iterable[bytes]]


def measure(seed: int, *, is_quick: bool) -> Figures:
    """Return the figures. Raise BenchError when the set of pictures is not there."""
    found = labels(FOLDER)
    if not found:
        raise BenchError(f"there are no pictures in {FOLDER}")
    cv2.setNumThreads(1)
    table = _Table()
    rounds = 1 if is_quick else 8
    for scene in scenes(found[:: 3 if is_quick else 1], rounds=rounds, frames=FRAMES, seed=seed):
        table.play(scene)
    for picture in empty_frames(60 if is_quick else 400, seed):
        table.look_at_nothing(picture)
    result = table.figures()
    for name, is_moving in (("still", False), ("moving", True)):
        share = _cpu_share(seed, seconds=8.0 if is_quick else 30.0, is_moving=is_moving)
        result |= Target(f"camera_cpu_{name}_pct", "%", CPU.value).met_by(share * 100)
    worst = max(result[f"camera_cpu_{name}_pct"].value or 0.0 for name in ("still", "moving"))
    return result | CPU.met_by(worst)


@dataclass
class _Table:
    """What each reader read of each symbology, in any one picture and in two that agree."""

    shown: Counter[str] = field(default_factory=Counter)
    agreed: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: Counter[str] = field(default_factory=Counter)
    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def play(self, scene: Scene) -> None:
        symbology, expected = scene.label.symbology, _plain(scene.label.text)
        self.shown[symbology] += 1
        told: Counter[str] = Counter()
        look, clock = _look()
        for picture in scene.frames:
            clock.now_ns += _FRAME_NS
            with _timed(self.times[OURS]):
                scans = look.at(picture)
            told.update({_plain(scan.payload.encode()) for scan in scans})
        self._note(OURS, symbology, expected, told, told)
        for name, read in PEERS.items():
            seen: Counter[str] = Counter()
            for picture in scene.frames:
                with _timed(self.times[name]):
                    codes = read(picture)
                seen.update({_plain(code) for code in codes})
            believed = Counter({text: count for text, count in seen.items() if count >= AGREE})
            self._note(name, symbology, expected, believed, seen)

    def look_at_nothing(self, picture: Picture) -> None:
        look, _ = self._empty
        with _timed(self.times[OURS]):
            scans = look.at(picture)
        self.wrong[OURS] += len(scans)

    def __post_init__(self) -> None:
        self._empty = _look()

    def _note(
        self,
        name: str,
        symbology: str,
        expected: str,
        believed: Counter[str],
        seen: Counter[str],
    ) -> None:
        self.agreed[name][symbology] += expected in believed
        self.first[name][symbology] += expected in seen
        self.wrong[name] += sum(text != expected for text in believed)

    def figures(self) -> Figures:
        found: Figures = {}
        ratios, first_ratios = [], []
        for symbology in SYMBOLOGIES:
            shown = self.shown[symbology]
            best = max(PEERS, key=lambda name: self.agreed[name][symbology])
            ours, theirs = self.agreed[OURS][symbology], self.agreed[best][symbology]
            any_one = max(self.first[name][symbology] for name in PEERS)
            ratios.append(ours / max(theirs, 1))
            first_ratios.append(ours / max(any_one, 1))
            found |= {
                f"camera_{symbology}_pct": Figure(100 * ours / shown, "%"),
                f"best_{symbology}_pct": Figure(100 * theirs / shown, "%", why=best),
                f"{symbology}_scenes": Figure(shown, "scenes"),
            }
        found |= RATE.met_by(min(ratios)) | WRONG.met_by(self.wrong[OURS])
        found |= P95.met_by(percentile(self.times[OURS], 95) * 1_000)
        found["camera_rate_vs_best_of_one_picture_min"] = Figure(min(first_ratios), "ratio")
        for name in PEERS:
            found[f"{name}_p95_ms"] = Figure(percentile(self.times[name], 95) * 1_000, "ms")
            found[f"{name}_wrong_reads"] = Figure(self.wrong[name], "codes")
        return found


@dataclass
class _Clock:
    now_ns: int = 0


def _look() -> tuple[CameraLook, _Clock]:
    clock = _Clock()
    env = DriverEnv(clock_ns=lambda: clock.now_ns, new_scan_id=lambda: "scan")
    return CameraLook("camera", WHOLE, env, Decoder()), clock


class _timed:  # noqa: N801 (reads as the statement it is)
    """Adds the processor time of a block to a list, in seconds."""

    def __init__(self, times: list[float]) -> None:
        self._times = times

    def __enter__(self) -> None:
        self._started = time.thread_time()

    def __exit__(self, *_: object) -> None:
        self._times.append(time.thread_time() - self._started)


def _plain(raw: bytes) -> str:
    """Return what is compared: the leading zero that tells EAN-13 from UPC-A is left out."""
    text, _ = decode_payload(raw)
    return text.lstrip("0") if text.isdecimal() else text


# The peers, each as its documentation shows it, on the whole frame.

_FORMATS: Final = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
    ]
)
_SYMBOLS: Final = [
    pyzbar.ZBarSymbol.EAN13,
    pyzbar.ZBarSymbol.EAN8,
    pyzbar.ZBarSymbol.CODE128,
    pyzbar.ZBarSymbol.QRCODE,
]
_BARS, _SQUARES = cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()


def _zxing(picture: Picture) -> list[bytes]:
    return [code.bytes for code in zxingcpp.read_barcodes(picture, _FORMATS)]


def _zbar(picture: Picture) -> list[bytes]:
    return [code.data for code in pyzbar.decode(picture, symbols=_SYMBOLS)]


def _opencv(picture: Picture) -> list[bytes]:
    is_found, texts, _, _ = _BARS.detectAndDecodeWithType(picture)
    found = [text.encode() for text in texts if text] if is_found else []
    try:
        square, _, _ = _SQUARES.detectAndDecode(picture)
    except (cv2.error, UnicodeDecodeError):  # It raises on codes in other encodings.
        square = ""
    return [*found, square.encode()] if square else found


PEERS: Final[dict[str, Reader]] = {"zxing": _zxing, "zbar": _zbar, "opencv": _opencv}


class _Recording:
    """A camera's pictures without a code, as the JPEG that cameras send."""

    def __init__(self, seed: int, *, is_moving: bool) -> None:
        frames = list(empty_frames(_QUIET * 4, seed))
        shown = frames[::10] if is_moving else frames[:_QUIET]
        self._encoded = [cv2.imencode(".jpg", one)[1] for one in shown]
        self._number = 0

    def next(self) -> bool:
        self._number = (self._number + 1) % len(self._encoded)
        return True

    def picture(self) -> Picture | None:
        return np.asarray(cv2.imdecode(self._encoded[self._number], cv2.IMREAD_COLOR), np.uint8)

    def close(self) -> None:
        """Nothing is held."""


def _cpu_share(seed: int, *, seconds: float, is_moving: bool) -> float:
    """Return the share of one core that the driver's thread takes while it watches."""
    frames, stop = _Recording(seed, is_moving=is_moving), Event()
    until = time.monotonic() + seconds

    def wait(asked: Event, delay_s: float) -> bool:
        return time.monotonic() >= until or asked.wait(delay_s)

    env = DriverEnv(clock_ns=time.monotonic_ns, new_scan_id=lambda: "scan")
    driver = Camera(
        "camera",
        CameraSettings(place=Place(path="recording")),
        env,
        CameraMachine(list_cameras=list, open_frames=lambda _path, _settings: frames, wait=wait),
    )
    scans: list[Any] = []
    started, used = time.monotonic(), time.thread_time()
    driver.run(scans.append, stop)
    if any(isinstance(one, Scan) for one in scans):
        raise BenchError("the camera read a code where there is none")
    return (time.thread_time() - used) / (time.monotonic() - started)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=9801)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(argv)
    print(figures.table(measure(options.seed, is_quick=options.quick)))


if __name__ == "__main__":
    main()
