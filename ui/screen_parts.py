"""What the screens get from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from terminal.services.sync_centre import Write
from ui.frame.bottom_bar import Place
from ui.imports.jobs import SubmitJob
from ui.key_filter import KeyParts
from ui.lock.guard import GuardParts
from ui.plug import Plug
from ui.plugged import PLUGS
from ui.printing.out import SubmitPaper
from ui.sounds import Sound, silent
from ui.tasks import Submit


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenParts:
    """What the screens get from outside. `submit` runs work on the store thread under the session
    of whoever is signed in, `submit_read` what only reads beside it; `guard` is what the lock
    needs; `crashed` hears of work that raised, for the log (the screen says it by
    itself); `now` is an aware clock; `keys` are None where no scanner types into this till;
    `write_export` writes unsent work to a file, None where it may not leave; `submit_import` runs
    a job on the thread of the imports, and `import_report` is where the next report of one goes;
    `submit_paper` runs a job on the devices' thread, where printing is done, None where nothing
    is printed; `heard` makes the sound of a scan; `plugs` make the pages beside the four that the
    frame itself stands on.
    """

    submit: Submit
    submit_read: Submit
    submit_import: SubmitJob
    import_report: Callable[[], Path]
    guard: GuardParts
    crashed: Callable[[BaseException], None]
    place: Place
    zone: tzinfo
    now: Callable[[], datetime]
    clock_ns: Callable[[], int]
    keys: KeyParts | None = None
    write_export: Write | None = None
    submit_paper: SubmitPaper | None = None
    heard: Callable[[Sound], None] = silent
    plugs: tuple[Plug, ...] = PLUGS
