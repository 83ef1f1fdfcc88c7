"""The till's command line: run the window, enrol this machine, say how it stands.

Errors come as one line with their stable code, in the reader's language.
"""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Final

# Not from pydantic: half of it loaded before Qt, the other half cannot be loaded after Qt.
from pydantic_core import ValidationError

from local_store.errors import DiskFullError, LocalStoreError, LockedError, UnreachableError
from resources.texts import Messages
from sync.agent.errors import SyncError
from terminal import (
    app,
    config,
    import_cli,
    log_setup,
    machine,
    patience,
    print_cli,
    rescue,
    restoring,
    training,
    upkeep_cli,
)
from terminal.domain.problems import Refusal
from terminal.domain.sync_centre import Exported
from terminal.services import pins

USAGE_ERROR: Final = 2
NOTHING: Final = "EXPORT_NOTHING"
RESCUING: Final = "RESCUE_RUNNING"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Return 0, 1 for a failure that was told, 2 for wrong usage. Raise
    BrokenPipeError when whoever reads what it prints stopped reading.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command == "import" and not import_cli.is_used_well(options):
        parser.error("import takes FILE, or --undo IMPORT, or --list")
    try:
        settings = config.load(
            data_dir=options.data, language=options.language, scanners=_scanners(options.scanner)
        )
    except ValueError as error:
        _complain(options.language or "zh_CN", "SETTINGS_INVALID", {"places": _places(error)})
        return USAGE_ERROR
    try:
        return _run(settings, options)
    except (LocalStoreError, SyncError) as error:
        _complain(settings.language, error.code, {})
    except BrokenPipeError:
        raise
    except OSError as error:
        # The data folder itself: it cannot be made, or not even a log be written in it.
        is_full = error.errno == errno.ENOSPC
        _complain(settings.language, (DiskFullError if is_full else UnreachableError).code, {})
    return 1


def _places(error: ValueError) -> str:
    """Return where the settings are wrong, never what stands there."""
    if isinstance(error, ValidationError):
        return ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
    return config.SETTINGS_FILE  # It is no TOML, or no text.


def _run(settings: config.TerminalSettings, options: argparse.Namespace) -> int:
    match options.command:
        case "provision" | "enrol":
            log_setup.set_up(settings.data_dir / "logs", settings.log_level)
            identity = app.provision(settings.data_dir, options.code, again=options.again)
            print(f"{identity.store.name} ({identity.store.code}): {identity.device}")
        case "status" | "forget-pin" | "export-unsent":
            _set_log_up(settings, is_needed=False)
            return _in_store(settings, options)
        case "training":
            return _train(settings, options)
        case "backup" | "restore" | "rescue" | "doctor" | "import" | "cards":
            _set_log_up(settings, is_needed=options.command not in ("doctor", "cards"))
            other = {"import": import_cli.run, "cards": print_cli.run}
            return other.get(options.command, upkeep_cli.run)(settings, options)
        case _:
            if not machine.has_display():
                _complain(settings.language, "NO_DISPLAY", {})
                return 1
            return _open_window(settings, options)
    return 0


def _in_store(settings: config.TerminalSettings, options: argparse.Namespace) -> int:
    if options.command == "forget-pin":
        return _forget_pin(settings, options.who)
    return _status(settings) if options.command == "status" else _export(settings, options.file)


def _train(settings: config.TerminalSettings, options: argparse.Namespace) -> int:
    """Open the training till; the first time, and with --reset, its store is made."""
    if not machine.has_display():
        _complain(settings.language, "NO_DISPLAY", {})
        return 1
    make = partial(training.made, settings, reset=options.reset)
    ready = patience.while_shown(settings, "TRAINING_MADE", make)
    print(Messages(settings.language).of("TRAINING_CODES", {"codes": "  ".join(ready.codes)}))
    start = app.Start(staff=ready.staff, is_synthetic=True, is_training=True)
    return app.run(ready.settings, start)


def _set_log_up(settings: config.TerminalSettings, *, is_needed: bool) -> None:
    if not is_needed and not settings.data_dir.exists():
        return  # Who only looks makes no folder.
    try:
        log_setup.set_up(settings.data_dir / "logs", settings.log_level)
    except OSError:
        if is_needed:  # A disk that takes no log is what the doctor is there to tell of.
            raise


def _open_window(settings: config.TerminalSettings, options: argparse.Namespace) -> int:
    """Open the counter, after saving what can be saved of a database that is found damaged. A
    Ctrl-C ends it as it ends an open window, also when there is none yet.
    """
    start = app.Start(staff=options.staff)
    try:
        with suppress(LocalStoreError):  # The window tells why it cannot open, or what is damaged.
            if restoring.is_marked(settings) or restoring.is_unopenable(settings):
                log_setup.set_up(settings.data_dir / "logs", settings.log_level)
                work = partial(upkeep_cli.rescued_notice, settings)
                start = replace(start, notice=patience.while_shown(settings, RESCUING, work))
        return app.run(settings, start)
    except KeyboardInterrupt:
        return 0


def _status(settings: config.TerminalSettings) -> int:
    try:
        state = asdict(app.status(settings))
    except LockedError as locked:
        said = upkeep_cli.ask_window(settings, {"ask": "status"}, locked)
        if "code" in said:
            _complain(settings.language, str(said["code"]), {})
            return 1
        state = said["status"]
    print(json.dumps(state, default=str, ensure_ascii=False, indent=1))
    return 0


def _export(settings: config.TerminalSettings, path: Path) -> int:
    try:
        done = rescue.export_unsent(settings, path)
    except LockedError as locked:
        asked = {"ask": "export-unsent", "path": str(path.absolute())}
        said = upkeep_cli.ask_window(settings, asked, locked)
        gone = Refusal(str(said.get("code")), said.get("facts") or {})
        done = Exported(**said["done"]) if "done" in said else gone
    texts = Messages(settings.language)
    if isinstance(done, Exported):
        facts = {"saves": str(done.saves), "ops": str(done.ops), "path": done.path}
        print(texts.of("EXPORT_DONE", facts))
        return 0
    if done.code == NOTHING:
        print(texts.of(done.code))  # That there is nothing to rescue is no failure.
        return 0
    _complain(settings.language, done.code, done.facts)
    return 1


def _forget_pin(settings: config.TerminalSettings, staff_id: str) -> int:
    with app.opened(settings.data_dir) as store:
        refused = store.run(partial(pins.forget, staff_id=staff_id)).result()
    if refused is not None:
        _complain(settings.language, refused.code, {})
        return 1
    print(Messages(settings.language).of("PIN_FORGOTTEN"))
    return 0


def _complain(language: str, code: str, facts: dict[str, str]) -> None:
    print(f"guitai: {Messages(language).of(code, facts)} [{code}]", file=sys.stderr)


def _scanners(port: str | None) -> list[dict[str, object]] | None:
    if port is None:
        return None
    return [{"id": "scanner", "kind": "serial", "options": {"port": port}}]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guitai", description="柜台 · counter terminal")
    parser.add_argument("--data", type=Path, default=None, help="the till's data folder")
    parser.add_argument("--language", choices=("zh_CN", "en"), default=None)
    parser.add_argument("--scanner", default=None, help="serial port of a scanner")
    commands = parser.add_subparsers(dest="command")
    run = commands.add_parser("run", help="open the counter window (the default)")
    run.add_argument("--staff", default=None, help="id of who is asked for their PIN first")
    train = commands.add_parser("training", help="open a made-up store to practise on")
    train.add_argument("--reset", action="store_true", help="make it anew")
    provision = commands.add_parser("provision", help="enrol this machine at HQ, once")
    provision.add_argument("code", help="the provisioning code HQ printed")
    enrol = commands.add_parser("enrol", help="the same; --again for a copied or set-back till")
    enrol.add_argument(
        "--again", action="store_true", help="keep this till's work, as a new device"
    )
    enrol.add_argument("code", help="the provisioning code HQ printed")
    forget = commands.add_parser("forget-pin", help="let somebody choose a new PIN")
    forget.add_argument("who", help="id of whose PIN is forgotten")
    export = commands.add_parser("export-unsent", help="copy work HQ has not taken into a file")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file; it holds health data")
    upkeep_cli.add_to(commands)
    import_cli.add_to(commands)
    print_cli.add_to(commands)
    commands.add_parser("status", help="what is unsent, and when HQ was last heard")
    parser.set_defaults(staff=None, again=False, reset=False)
    return parser
