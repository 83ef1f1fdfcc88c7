"""A till that takes a table over until it is killed: `python -m
tests.integration.services.import_child FOLDER FILE SLICES` kills itself after so many slices.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from terminal.domain.imports.model import Decisions, Preview, Progress, Stage
from tests.builders import a_store
from tests.integration.services.old_table import imports_of

SLICE = 20


def main(folder: Path, path: Path, slices: int) -> None:
    """Take the file over, or undo it when that is done, and end by a kill in the middle."""
    is_new = not (folder / "store.db").exists()
    till = a_store(folder, durable=True, inline=False, enrolled=is_new, seed=os.getpid())
    imports = imports_of(till, slices=SLICE)
    left = slices

    def kill(progress: Progress) -> None:
        nonlocal left
        if progress.stage in (Stage.WRITING, Stage.UNDOING):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    opened = imports.open(path)
    assert isinstance(opened, Preview), opened
    if opened.before is not None and opened.before.state != "running":
        imports.undo(opened.before.id, report=kill)
    else:
        columns, decisions = imports.plan_before() or (imports.suggestion(), Decisions())
        imports.check(columns)
        imports.run(decisions, report=kill)
    till.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
