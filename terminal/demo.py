"""The demonstration: a synthetic store, its till and an HQ hub, all on this machine.

`python3 dev.py run` comes here. The first start makes the store's data, loads it into a hub on
its embedded PostgreSQL, and enrols the till as any till is enrolled; later starts only start the
two. The hub is a separate process, as it is in the field, and is stopped by its own process id.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from terminal import app, config, demo_shots, log_setup, machine
from terminal.sandbox import identity, output, store

STORE: Final = "0018"
SEED: Final = 18
CUSTOMERS: Final = 800
ZONE: Final = "Asia/Shanghai"
HUB_READY_S: Final = 90
HUB_STOP_S: Final = 15
_NO_DISPLAY: Final = (
    "没有图形界面 / no display: `python3 dev.py run --shots build/shots` "
    "renders the same window to PNG files."
)


class DemoError(Exception):
    """The demonstration cannot go on; the text says what to do."""


@dataclass(frozen=True)
class Places:
    """Where the demonstration keeps its things."""

    root: Path

    @property
    def hub(self) -> Path:
        """Return HQ's folder."""
        return self.root / "hub"

    def till(self, desk: int) -> Path:
        """Return the folder of the till at a desk."""
        return self.root / f"till-{desk}"

    @property
    def data(self) -> Path:
        """Return the file of synthetic records HQ is loaded with."""
        return self.root / "store.jsonl.zst"

    @property
    def facts(self) -> Path:
        """Return the file that says what was made: the codes to try and who signs in. It is
        written last, so its presence means that the set-up was not cut short.
        """
        return self.root / "demo.json"

    @property
    def port_file(self) -> Path:
        """Return the file in which a running hub leaves its port."""
        return self.hub / "port"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demonstration until its window is closed or Ctrl-C."""
    options = _parse(argv)
    if options.shots is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not machine.has_display():
        print(_NO_DISPLAY)
        return 2
    places = Places(options.data.resolve())
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(places, options)
    except KeyboardInterrupt:
        return 130
    except DemoError as error:
        print(f"guitai: {error}", file=sys.stderr)
        return 1


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py run", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(".guitai/demo"), help="where to keep it")
    parser.add_argument("--desk", type=int, default=1, choices=(1, 2), help="which till to open")
    parser.add_argument("--language", choices=("zh_CN", "en"), default=None)
    parser.add_argument("--shots", type=Path, default=None, help="render to PNG files and end")
    parser.add_argument("--scanner", default=None, help="serial port of a scanner")
    return parser.parse_args(argv)


def _run(places: Places, options: argparse.Namespace) -> int:
    with _hub(places) as url:
        facts = json.loads(places.facts.read_text())
        till = places.till(options.desk)
        settings = _settings(till, options)
        log_setup.set_up(till / "logs", settings.log_level)
        if not app.is_provisioned(till):
            _say("enrolling the till")
            app.provision(till, _provisioning_code(places, url, options.desk))
        print("试试这些会员号 / member codes to try:  " + "   ".join(facts["codes"]), flush=True)
        start = app.Start(staff=facts["staff"], desk=options.desk, is_synthetic=True)
        if options.shots is not None:
            return demo_shots.render(settings, start, facts["codes"], options.shots)
        return app.run(settings, start)


def _settings(till: Path, options: argparse.Namespace) -> config.TerminalSettings:
    scanners = None
    if options.scanner:
        scanners = [{"id": "scanner", "kind": "serial", "options": {"port": options.scanner}}]
    return config.load(data_dir=till, language=options.language, scanners=scanners)


@contextmanager
def _hub(places: Places) -> Iterator[str]:
    """Give the address of a running hub, made and started if need be; one we started is ended."""
    if (url := _running_hub(places)) is not None:
        yield url
        return
    if not places.facts.exists():
        _make(places)
    process = _start_hub(places)
    try:
        yield _await(lambda: _ready(places, process), "HQ did not start")
    finally:
        _stop(process)
        places.port_file.unlink(missing_ok=True)


def _running_hub(places: Places) -> str | None:
    if not places.port_file.exists():
        return None
    url = f"http://127.0.0.1:{places.port_file.read_text().strip()}"
    return url if app.hub_answers(url) else None


def _make(places: Places) -> None:
    _say("making a synthetic store (合成数据): about 800 customers, 18 months of tickets")
    places.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(ZoneInfo(ZONE))
    over = 60 * now.hour + now.minute
    plan = store.StorePlan(
        seed=SEED, store=STORE, customers=CUSTOMERS, as_of=now.date(), minutes=over
    )
    with output.sink(places.data) as file:
        output.write(store.generate(plan), file)
    _say("loading it into HQ")
    _hub_command("init-store", places, "--id", STORE, "--code", STORE, "--name", plan.name)
    _hub_command("load", places, str(places.data))
    facts = {
        "codes": list(identity.showcase_codes(STORE)),
        "staff": identity.staff_id(STORE, 1),
        "port": _free_port(),
    }
    places.facts.write_text(json.dumps(facts))


def _free_port() -> int:
    # Kept from one start to the next: the till remembers HQ's address.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _hub_command(name: str, places: Places, *args: str) -> str:
    command = [sys.executable, "-m", "sync.hub", name, "--data", str(places.hub), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise DemoError(f"HQ's `{name}` failed:\n{done.stderr.strip()}")
    return done.stdout


def _start_hub(places: Places) -> subprocess.Popen[bytes]:
    places.port_file.unlink(missing_ok=True)
    port = json.loads(places.facts.read_text())["port"]
    command = [sys.executable, "-m", "sync.hub", "serve", "--data", str(places.hub)]
    command += ["--port", str(port), "--port-file", str(places.port_file)]
    with (places.root / "hub.log").open("ab") as log:
        # A session of its own: Ctrl-C reaches us alone, and we end HQ after the till.
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
        )


def _ready(places: Places, process: subprocess.Popen[bytes]) -> str | None:
    if process.poll() is not None:
        raise DemoError(f"HQ ended with {process.returncode}; see {places.root / 'hub.log'}")
    return _running_hub(places)


def _await(probe: Callable[[], str | None], complaint: str) -> str:
    deadline = time.monotonic() + HUB_READY_S
    pause = threading.Event()
    while time.monotonic() < deadline:
        if (found := probe()) is not None:
            return found
        pause.wait(0.05)
    raise DemoError(f"{complaint} within {HUB_READY_S} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(HUB_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _provisioning_code(places: Places, url: str, desk: int) -> str:
    printed = _hub_command("provision", places, "--store", STORE, "--desk", str(desk), "--url", url)
    return printed.strip().splitlines()[-1]


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(f"  {text} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
