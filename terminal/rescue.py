"""Getting unsent work out of a till whose window does not open, or is not open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from local_store.errors import NotEnrolledError
from terminal import app, unsent_file
from terminal.config import TerminalSettings
from terminal.domain.problems import Refusal
from terminal.domain.sync_centre import Exported
from terminal.services import sync_centre


def export_unsent(settings: TerminalSettings, path: Path) -> Exported | Refusal:
    """Copy all work that HQ has not taken into a new file. Raise a LocalStoreError."""

    def write(_name: str, content: bytes) -> str:
        unsent_file.write_new(path, content)
        return str(path)

    with app.opened(settings.data_dir) as store:
        if store.read(lambda uow: uow.sync.identity()).result() is None:
            raise NotEnrolledError
        return store.run(partial(sync_centre.copy_out, write=write), None).result()
