"""Runs in a mount of its own: makes a till's folder read-only, tries to open it and to enrol there,
and makes it writable again. Prints what it saw as one line of JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from local_store.errors import LocalStoreError
from terminal import app, cli, doctor
from terminal.config import load
from terminal.doctor import Level
from tests.integration.bad_input.data_folder import around, record


def main(folder: Path) -> None:
    """Do it all."""
    store = app.open_store(folder)
    # Closed first: a file that is open for writing keeps a mount from being made read-only.
    seen: dict[str, object] = {"reads": store.read(lambda uow: uow.customers.count()).result()}
    store.close()
    remount(folder, "ro")
    seen["open"] = code_of(lambda: app.open_store(folder).close())
    seen["save"] = code_of(lambda: app.provision(folder, "GT1.ANY"))
    settings = load(data_dir=folder)
    seen["doctor"] = [one.code for one in doctor.examine(settings) if one.level is Level.BAD]
    seen["command"] = cli.main(["--data", str(folder), "--language", "en", "doctor"])
    remount(folder, "rw")
    with app.opened(folder) as again:
        seen["reads_after"] = again.read(lambda uow: uow.customers.count()).result()
        seen["after"] = record(around(again, folder), "k-1")
    print("\n" + json.dumps(seen))


def remount(folder: Path, how: str) -> None:
    """Let a folder be written, or not."""
    subprocess.run(["mount", "-o", f"remount,bind,{how}", str(folder)], check=True)


def code_of(work: Callable[[], object]) -> str | None:
    """Return the code of what work raises."""
    try:
        work()
    except LocalStoreError as error:
        return error.code
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
