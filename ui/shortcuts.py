"""Every key of the program, in one table. No widgets here.

The bottom bar shows what the table says works now, and what works is what it shows. Keys are
written as Qt writes them portably, letters in upper case; `Enter` is both Enter keys. Plain keys
count in command mode only, that is while no field has the focus; F-keys, Esc and keys with Ctrl or
Alt count always. There is no Ctrl+?, Ctrl+H and no Ctrl+Shift: input methods and editors own those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PageId(StrEnum):
    """The pages, in the order of the rail. Only registered ones are shown."""

    COUNTER = "counter"
    FOLLOWUPS = "followups"
    MEMBERS = "members"
    SYNC = "sync"


class Action(StrEnum):
    """What a key does. OUTCOME, FILTER and PILE come with a digit."""

    OPEN_COUNTER = "open_counter"
    OPEN_FOLLOWUPS = "open_followups"
    OPEN_MEMBERS = "open_members"
    OPEN_SYNC = "open_sync"
    SEARCH = "search"
    HOME = "home"
    DONE = "done"
    OUTCOME = "outcome"
    NEXT = "next"
    BACK = "back"
    FILTER = "filter"
    REVEAL = "reveal"
    TASKS = "tasks"
    CARD = "card"
    UNDO = "undo"
    PILE = "pile"
    LOOK = "look"
    CORRECT = "correct"
    GIVE_UP = "give_up"
    EXPORT = "export"
    GO_ON = "go_on"
    OPEN_FILE = "open_file"
    CHANGE = "change"
    LEAVE_OUT = "leave_out"
    JOIN = "join"
    NEW_FILE = "new_file"
    SKIP = "skip"
    KEEP = "keep"
    TAKE = "take"
    ALIKE = "alike"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Press:
    """A key of the table, pressed or, for held ones, let go."""

    action: Action
    digit: int = 0
    is_release: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys of one action. `caption` is how the bottom bar draws them, empty when it does not.

    With `digits` the press carries the key's digit; `is_held` keys are told when they are let go;
    `pages` is None for keys that work on every page.
    """

    action: Action
    keys: tuple[str, ...]
    caption: str = ""
    pages: frozenset[PageId] | None = None
    digits: bool = False
    is_held: bool = False

    def works_on(self, page: PageId) -> bool:
        """Tell whether the binding counts on a page."""
        return self.pages is None or page in self.pages


_CARD: Final = frozenset({PageId.COUNTER})
_LIST: Final = frozenset({PageId.FOLLOWUPS})
_BOTH: Final = _CARD | _LIST
_SYNC: Final = frozenset({PageId.SYNC})
_MEMBERS: Final = frozenset({PageId.MEMBERS})
_SIX: Final = tuple(f"Alt+{digit}" for digit in range(1, 7))

TABLE: Final = (
    Binding(Action.OPEN_COUNTER, ("F1", "Ctrl+1")),
    Binding(Action.OPEN_FOLLOWUPS, ("F2", "Ctrl+2")),
    Binding(Action.OPEN_MEMBERS, ("F3", "Ctrl+3")),
    Binding(Action.OPEN_SYNC, ("F10", "Ctrl+0")),
    Binding(Action.DONE, ("Enter",), "⏎", _BOTH),
    Binding(Action.GO_ON, ("Enter",), "⏎", _MEMBERS),
    # 9 is no outcome; it picks the ninth of several customers that fit.
    Binding(Action.OUTCOME, tuple("123456789"), "1–8", _BOTH, digits=True),
    Binding(Action.NEXT, ("+",), "+", _BOTH | _MEMBERS | _SYNC),
    Binding(Action.BACK, ("-",), "−", _BOTH | _MEMBERS | _SYNC),
    Binding(Action.FILTER, ("Alt+0", "Alt+1", "Alt+2", "Alt+3"), "Alt 0–3", _LIST, digits=True),
    Binding(Action.CARD, ("T",), "T", _LIST),
    Binding(Action.TASKS, ("T",), "T", _CARD),
    Binding(Action.REVEAL, ("V",), "V", _CARD | _MEMBERS, is_held=True),
    Binding(Action.PILE, ("Alt+1", "Alt+2", "Alt+3"), "Alt 1–3", _SYNC, digits=True),
    Binding(Action.PILE, _SIX, "Alt 1–6", _MEMBERS, digits=True),
    Binding(Action.LOOK, ("Enter",), "⏎", _SYNC),
    Binding(Action.CORRECT, ("C",), "C", _SYNC),
    Binding(Action.GIVE_UP, ("D",), "D", _SYNC),
    Binding(Action.OPEN_FILE, ("O",), "O", _MEMBERS),
    Binding(Action.CHANGE, ("C",), "C", _MEMBERS),
    Binding(Action.LEAVE_OUT, ("0",), "0", _MEMBERS),
    Binding(Action.JOIN, ("J",), "J", _MEMBERS),
    Binding(Action.NEW_FILE, ("N",), "N", _MEMBERS),
    Binding(Action.SKIP, ("S",), "S", _MEMBERS),
    Binding(Action.KEEP, ("K",), "K", _MEMBERS),
    Binding(Action.TAKE, ("T",), "T", _MEMBERS),
    Binding(Action.ALIKE, ("A",), "A", _MEMBERS),
    Binding(Action.STOP, ("X",), "X", _MEMBERS),
    Binding(Action.EXPORT, ("E",), "E", _MEMBERS | _SYNC),
    Binding(Action.UNDO, ("Ctrl+Z",), "Ctrl Z", _BOTH | _MEMBERS),
    Binding(Action.SEARCH, ("/",), "/"),
    Binding(Action.HOME, ("Esc",), "Esc"),
)

PAGE_OF: Final = {
    Action.OPEN_COUNTER: PageId.COUNTER,
    Action.OPEN_FOLLOWUPS: PageId.FOLLOWUPS,
    Action.OPEN_MEMBERS: PageId.MEMBERS,
    Action.OPEN_SYNC: PageId.SYNC,
}

ALWAYS: Final = frozenset({*PAGE_OF, Action.SEARCH, Action.HOME})
"""Actions of the frame: they work on every page, whatever it offers."""


def press_of(key: str, page: PageId, offered: Iterable[Action]) -> Press | None:
    """Return what a key does on a page that offers these actions, None when it does nothing."""
    working = ALWAYS | frozenset(offered)
    for binding in TABLE:
        if key in binding.keys and binding.works_on(page) and binding.action in working:
            digit = int(key[-1]) if binding.digits else 0
            return Press(binding.action, digit)
    return None


def is_held(action: Action) -> bool:
    """Tell whether an action lasts as long as its key is down."""
    return any(binding.is_held for binding in TABLE if binding.action is action)


def repeats(action: Action) -> bool:
    """Tell whether a key that is kept down goes on doing it."""
    return action in (Action.NEXT, Action.BACK)


def actions(page: PageId, offered: Iterable[Action]) -> tuple[Binding, ...]:
    """Return what works now on a page, for the bottom bar, in the order of the table."""
    working = ALWAYS | frozenset(offered)
    return tuple(
        binding
        for binding in TABLE
        if binding.caption and binding.works_on(page) and binding.action in working
    )


def page_key(page: PageId) -> str:
    """Return the F-key of a page, for the rail."""
    return next(b.keys[0] for b in TABLE if PAGE_OF.get(b.action) is page)


def is_command(key: str) -> bool:
    """Tell whether a key counts in command mode only: in a field it is text or the field's own."""
    return len(key) == 1 or key == "Enter"
