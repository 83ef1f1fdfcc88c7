"""From the scanner's last byte to the customer's name on the screen."""

from __future__ import annotations

from random import Random
from threading import Event
from typing import Final

from terminal import app
from tests.bench.rig import stage, till
from tests.bench.rig.figures import BenchError, Figure, Figures, percentile, spread
from tests.bench.rig.stage import Stage
from tests.bench.rig.till import Scanner, Till

TARGET_MS: Final = 150
SIZE: Final = "1366x768"
_SEED: Final = 18
_READY_S: Final = 60
_CARD_S: Final = 20
_UNSENT_MAX: Final = 5


def measure(where: Stage, *, scans: int, pause_s: float) -> Figures:
    """Scan that many customers nobody has looked at yet, one at a time, with a pause between so
    that the exchange each look calls for has come and gone, and starts with the next one.
    """
    data = where.till()
    codes = stage.customers_by_code(data, scans)
    chosen = Random(_SEED).sample(sorted(codes), scans)
    with till.plugged() as scanner:
        arguments = ["--scanner", scanner.port, "run", "--staff", stage.STAFF]
        command = till.terminal_command(data, *arguments, probe=["--size", SIZE])
        with till.running(command, where.env) as terminal:
            terminal.expect("scanner", _READY_S)
            pause = Event()
            pause.wait(3)
            taken = []
            for code in chosen:
                taken.append(_one(scanner, terminal, code, codes[code]))
                pause.wait(pause_s)
    _require_sent(where, scans)
    return _figures(taken)


def _one(scanner: Scanner, terminal: Till, code: str, customer: str) -> dict[str, float]:
    """Scan a code; return the milliseconds to each step. Raise BenchError for a wrong card."""
    sent_ns = scanner.scan(code)
    card = terminal.expect("card", _CARD_S)
    if card["customer"] != customer:
        raise BenchError("the card of somebody else came")
    steps = ("read_ns", "found_ns", "name_ns", "repaint_ns")
    return {step: (card[step] - sent_ns) / 1e6 for step in steps} | {"cpu": card["cpu_ns"] / 1e6}


def _require_sent(where: Stage, scans: int) -> None:
    """Prove that the exchanges ran beside the scans: nearly every look's audit is at HQ."""
    with app.opened(where.till()) as store:
        unsent = store.read(lambda uow: uow.sync.state()).result().unsent
        sent = store.read(lambda uow: uow.sync.outbox().last_n()).result()
    if unsent > _UNSENT_MAX or sent < scans:
        raise BenchError(f"{unsent} of {sent} ops were not sent")


def _figures(taken: list[dict[str, float]]) -> Figures:
    whole = [one["name_ns"] for one in taken]
    parts = {
        "scan_to_event": [one["read_ns"] for one in taken],
        "event_to_found": [one["found_ns"] - one["read_ns"] for one in taken],
        "found_to_painted": [one["name_ns"] - one["found_ns"] for one in taken],
    }
    figures = {"scan_to_card_p95_ms": Figure(percentile(whole, 95), "ms", TARGET_MS)}
    figures |= spread("scan_to_card", whole, "ms", (50, 99, 100))
    # The name's own paint event ends a little before its window's repaint does.
    figures |= spread("scan_to_repaint", [one["repaint_ns"] for one in taken], "ms", (50, 95, 100))
    figures |= spread("scan_to_card_cpu", [one["cpu"] for one in taken], "ms", (50, 95))
    for name, values in parts.items():
        figures |= spread(name, values, "ms", (50, 95))
    return figures
