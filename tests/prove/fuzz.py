"""Outside inputs under a fuzzer that watches which branches an input takes (atheris, libFuzzer).

`python -m tests.prove.fuzz LANE FOLDER` reads one order a line and answers each. An order runs a
target for some seconds in a process of its own: a target that fails, hangs for seconds or takes a
gigabyte ends that process, and the input that did it lies in FOLDER.
"""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.prove.fuzz_seeds import SEEDS
from tests.prove.lanes import serve

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 60
"""Of one order."""
HANG_S: Final = 5
MEMORY_MB: Final = 1_024
INPUT_MAX: Final = 4_096
_STAT: Final = re.compile(r"stat::(\w+):\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Target:
    """`function` of `module` takes any bytes and raises AssertionError when a promise is broken.

    `watched` are the packages whose branches guide the fuzzer; `seeds` are inputs to begin with.
    """

    module: str
    function: str
    watched: tuple[str, ...]
    seeds: tuple[bytes, ...] = ()

    def load(self) -> Callable[[bytes], None]:
        """Import the function."""
        found: Callable[[bytes], None] = getattr(
            importlib.import_module(self.module), self.function
        )
        return found


DEVICES: Final = "tests.prove.fuzz_devices"
MEANING: Final = "tests.prove.fuzz_meaning"
_LINE: Final = b"\x00\x20\x03]C10106901234567892\x1d10AB\r\n\x026901234567892\x03"
TARGETS: Final = {
    "framing": Target(
        DEVICES, "framing", ("devices",),
        (_LINE, b"\x05\x04\x01111\r222\xff\r\t", b"\x06\x30\x07\xff\xff" + b"7" * 90),
    ),
    "hid_pos": Target(
        DEVICES, "hid_pos", ("devices",),
        (b"\x02\x0d]E06901234567892", b"\x02\x38]Q1" + b"7" * 56 + b"d\0\x01"),
    ),
    "hid_descriptor": Target(DEVICES, "hid_descriptor", ("devices",), (b"\x05\x8c\x09\x02",)),
    "serial_rate": Target(DEVICES, "serial_rate", ("devices",), (b"\x01\x05GUITAI-CARD-1\r\n",)),
    "meaning": Target(MEANING, "meaning", ("terminal",), SEEDS),
    "packages": Target(MEANING, "packages", ("terminal",), SEEDS),
    "member_codes": Target(MEANING, "member_codes", ("sync",), SEEDS),
}  # fmt: skip


def plan(seed: int) -> Iterator[dict[str, Any]]:
    """Yield orders without end: every target in turn."""
    while True:
        for name in TARGETS:
            yield {"target": name, "seed": seed, "seconds": SECONDS}
        seed += 1


def do_order(order: dict[str, Any], failures: Path) -> dict[str, Any]:
    """Fuzz one target; return the order with the number of inputs tried, and what failed."""
    failures.mkdir(parents=True, exist_ok=True)
    name, seed, seconds = order["target"], order["seed"], order["seconds"]
    with tempfile.TemporaryDirectory(prefix="guitai-fuzz-") as corpus:
        for number, one in enumerate(TARGETS[name].seeds):
            (Path(corpus) / f"seed-{number}").write_bytes(one)
        command = [sys.executable, "-m", "tests.prove.fuzz", "--run", name, corpus]
        options = [
            f"-seed={seed}", f"-max_total_time={seconds}", f"-timeout={HANG_S}",
            f"-rss_limit_mb={MEMORY_MB}", f"-max_len={INPUT_MAX}", "-print_final_stats=1",
            f"-artifact_prefix={failures}/{name}-{seed}-",
        ]  # fmt: skip
        done = subprocess.run(
            [*command, *options], cwd=ROOT, capture_output=True, text=True, errors="replace",
            check=False, timeout=seconds + 300,
        )  # fmt: skip
    stats = dict(_STAT.findall(done.stderr))
    inputs = int(stats.get("number_of_executed_units", 0))
    memory = int(stats.get("peak_rss_mb", 0))
    failure = None if done.returncode == 0 and inputs else _last_words(done)
    return {**order, "inputs": inputs, "peak_mb": memory, "failure": failure}


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    said = [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
    errors = [line for line in said if re.match(r"[\w.]*(Error|Exception)\b|.*ERROR:", line)]
    return "\n".join([f"ended with {done.returncode}", *errors[:3]])[:2_000]


def run(name: str, arguments: list[str]) -> None:
    """Fuzz in this process, which libFuzzer ends."""
    atheris: Any = importlib.import_module("atheris")  # Only where it is installed.
    target = TARGETS[name]
    with atheris.instrument_imports(include=list(target.watched)):
        function = target.load()
    atheris.Setup([sys.argv[0], *arguments], function)
    atheris.Fuzz()


def main() -> None:
    """Be a lane, or the process of one order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=sorted(TARGETS))
    parser.add_argument("lane", help="its number, or the folder of a run's inputs")
    options, rest = parser.parse_known_args()
    if options.run:
        run(options.run, [options.lane, *rest])
    failures = Path(rest[0])
    serve(lambda order: do_order(order, failures))


if __name__ == "__main__":
    main()
