"""What the desks of the page have in common: ways to the store, and to what the page says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terminal.domain.problems import Refusal
from terminal.services.work import Runner, Work
from ui.compliance.files import ToSave
from ui.compliance.state import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """`run` looks up and writes, `read` reads long beside it; `changed` shows what changed;
    `refuse` says what could not be done; `did` offers to take something back; `save` makes a file.
    """

    run: Runner
    read: Runner
    changed: Callable[[], None]
    refuse: Callable[[Refusal], None]
    did: Callable[[Deed, Work[Refusal | None]], None]
    save: Callable[[ToSave], None]
