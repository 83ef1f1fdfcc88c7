"""The training till: a made-up store in a folder and under a key of its own, to practise on.

It was never enrolled at any HQ and opens no connection: HQ's part was played once by this module,
with keys that were thrown away afterwards. What is done there stays there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from local_store.enrolment import Identity
from local_store.errors import LocalStoreError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.hlc import Hlc
from sync.protocol import chain, config
from sync.protocol.canonical import encode
from sync.protocol.cycle import Page, Row
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.kinds import KINDS
from terminal import app, machine
from terminal.config import BackupSettings, TerminalSettings
from terminal.sandbox import identity, store
from terminal.sandbox.store import Line, StorePlan

FOLDER: Final = "training"
"""In the till's own folder, beside everything real and part of none of it."""
MARK: Final = "training.json"
"""Written last: its being there says that the store is whole, and that it may be deleted."""
EPOCH: Final = "training"
STORE: Final = "0099"
SEED: Final = 99
CUSTOMERS: Final = 120
ZONE: Final = "Asia/Shanghai"
_ROWS: Final = 1_000
_HQ: Final = "hq000000"
_COMMON: Final = "g"
_OWN: Final = f"s:{STORE}"
_DEVICE: Final = "training"
_NOWHERE: Final = "https://training.invalid"


class TrainingFolderError(LocalStoreError):
    """What lies in the folder is no training store: nothing is opened, changed or deleted."""

    code = "STORE_TRAINING_FOLDER"


@dataclass(frozen=True, slots=True)
class Training:
    """A training till: its settings, who is asked for their PIN first, and codes to try."""

    settings: TerminalSettings
    staff: str
    codes: tuple[str, ...]


def settings_of(real: TerminalSettings) -> TerminalSettings:
    """Return the settings of the training till beside a real one: as there, in its own folder."""
    folder = real.data_dir / FOLDER
    return real.model_copy(update={"data_dir": folder, "backup": BackupSettings(daily=False)})


def made(real: TerminalSettings, *, reset: bool = False) -> Training:
    """Return the training till, making it when there is none, or anew with `reset`. Raise a
    LocalStoreError: TrainingFolderError, or that its window is open.
    """
    settings = settings_of(real)
    folder = settings.data_dir
    if folder.exists() and (reset or not (folder / MARK).exists()):
        _clear(folder)
    if not folder.exists():
        _make(folder)
    _require_training(folder)
    return Training(settings, identity.staff_id(STORE, 1), identity.showcase_codes(STORE))


def _clear(folder: Path) -> None:
    """Delete a training store, whole or cut short in its making, and nothing else."""
    if (folder / app.DATABASE).exists():
        _require_training(folder)
    elif any(folder.iterdir()) and not (folder / MARK).exists():
        raise TrainingFolderError
    shutil.rmtree(folder)


def _require_training(folder: Path) -> None:
    with app.opened(folder) as opened:
        found = opened.read(lambda uow: uow.sync.identity()).result()
    if found is not None and found.epoch != EPOCH:
        raise TrainingFolderError


def _make(folder: Path) -> None:
    now = machine.now().astimezone(ZoneInfo(ZONE))
    today, over = now.date(), 60 * now.hour + now.minute
    plan = StorePlan(seed=SEED, store=STORE, customers=CUSTOMERS, as_of=today, minutes=over)
    content = Ed25519PrivateKey.generate()
    with app.opened(folder, must_exist=False) as opened:
        opened.run(lambda uow: _enrol(uow, plan, content)).result()
        _load(opened, store.generate(plan), content)
    (folder / MARK).write_text(json.dumps({"made_on": today.isoformat()}))


def _enrol(uow: UnitOfWork, plan: StorePlan, content: Ed25519PrivateKey) -> None:
    uow.sync.make_keys()
    trust = TrustBundle(
        root=_public(Ed25519PrivateKey.generate()),
        release=_public(Ed25519PrivateKey.generate()),
        content=_public(content),
        member_code=_public(Ed25519PrivateKey.generate()),
        recovery=_public(X25519PrivateKey.generate()),
    )
    info = StoreInfo(id=STORE, code=STORE, name=plan.name, time_zone=ZONE)
    streams = (_COMMON, _OWN)
    uow.sync.enrolled(Identity(_DEVICE, 1, EPOCH, info, streams, trust, _NOWHERE))


def _load(opened: Store, lines: Iterable[Line], content: Ed25519PrivateKey) -> None:
    """Put the lines in place as pages of HQ would be."""
    heads = {_COMMON: 0, _OWN: 0}
    waiting: dict[str, list[Row]] = {_COMMON: [], _OWN: []}
    stamp = str(Hlc(machine.SystemClock().now_ms() - 1, 0, _HQ))
    for some in _portions(line for line in lines if "k" in line):
        for line in some:
            stream = _COMMON if KINDS[line["k"]].stream == "g" else _OWN
            heads[stream] += 1
            waiting[stream].append(_row(line, heads[stream], stamp, content))
        for stream, rows in waiting.items():
            _put(opened, stream, rows)
            waiting[stream] = []


def _put(opened: Store, stream: str, rows: list[Row]) -> None:
    if rows:
        after = rows[0].seq - 1
        page = Page(s=stream, after=after, upto=rows[-1].seq, head=rows[-1].seq, rows=rows)
        opened.run(lambda uow: uow.sync.apply_page(page)).result()


def _row(line: Line, seq: int, stamp: str, content: Ed25519PrivateKey) -> Row:
    name, record, body = line["k"], line["id"], dict(line["b"])
    if name in config.CONFIG_KINDS:
        body = config.sign(name, record, {"key_id": "c1", **body}, content)
    sets = KINDS[name].sets
    clocks: dict[str, Any] = {
        one: {encode(each).decode(): {"+": [stamp]} for each in value} if one in sets else stamp
        for one, value in body.items()
    }
    return Row(k=name, id=record, rev=1, seq=seq, b=body, c=clocks)


def _portions(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while some := list(islice(lines, _ROWS)):
        yield some


def _public(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    return chain.to_text(key.public_key().public_bytes_raw())
