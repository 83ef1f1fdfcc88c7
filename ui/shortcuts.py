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
from typing import Final, Self


class PageId(StrEnum):
    """The pages, in the order of the rail. Only registered ones are shown."""

    COUNTER = "counter"
    FORMS = "forms"
    FOLLOWUPS = "followups"
    MEMBERS = "members"
    STOCK = "stock"
    KNOWLEDGE = "knowledge"
    COMPLIANCE = "compliance"
    DEVICES = "devices"
    SYNC = "sync"


class Action(StrEnum):
    """What a key does. OUTCOME, PICK, FILTER, PILE, REASON and SAY come with a digit."""

    OPEN_COUNTER = "open_counter"
    OPEN_FOLLOWUPS = "open_followups"
    OPEN_MEMBERS = "open_members"
    OPEN_STOCK = "open_stock"
    OPEN_KNOWLEDGE = "open_knowledge"
    OPEN_COMPLIANCE = "open_compliance"
    OPEN_DEVICES = "open_devices"
    OPEN_SYNC = "open_sync"
    OPEN_FORMS = "open_forms"
    SEARCH = "search"
    HOME = "home"
    COMMANDS = "commands"
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
    WITHDRAW = "withdraw"
    THROW_AWAY = "throw_away"
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
    ASK = "ask"
    HOLD = "hold"
    STOP = "stop"
    TRY = "try"
    SET_UP = "set_up"
    LEARN = "learn"
    TEACH = "teach"
    REMOVE = "remove"
    VOLUME = "volume"
    PRINT = "print"
    PRESSURE = "pressure"
    GLUCOSE = "glucose"
    NOTE = "note"
    COMPLAINT = "complaint"
    CONSENTS = "consents"
    REFILL = "refill"
    REPEAT = "repeat"
    FILL = "fill"
    PICK = "pick"
    SAVE = "save"
    LOCK = "lock"
    FEEDBACK = "feedback"
    REASON = "reason"
    ORDER_NO = "order_no"
    PROXY = "proxy"
    FOLDER = "folder"
    TURN = "turn"
    ANSWER = "answer"
    DECLINE = "decline"
    NEW_REQUEST = "new_request"
    PART = "part"
    SWAP = "swap"
    PRINT_CARD = "print_card"
    SIGN_UP = "sign_up"
    SELF_FILL = "self_fill"
    APART = "apart"
    SHOW_CODE = "show_code"
    HAND_OVER = "hand_over"
    CHECK_IN = "check_in"
    NOT_YET = "not_yet"
    LABELS = "labels"
    SAY = "say"


@dataclass(frozen=True, slots=True)
class Press:
    """A key of the table, pressed or, for held ones, let go."""

    action: Action
    digit: int = 0
    is_release: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys of one action. `caption` is how the bottom bar draws them, empty when it does not.

    With `digits` the press carries the key's digit, or the place of a letter; `is_held` keys are
    told when they are let go; `pages` is None for keys that work on every page.
    """

    action: Action
    keys: tuple[str, ...]
    caption: str = ""
    pages: frozenset[PageId] | None = None
    digits: bool = False
    is_held: bool = False

    def caption_of(self, word: str) -> str:
        """Return how the bottom bar draws it with this word, with no digits but the word's."""
        if not (digits := getattr(word, "digits", "")):
            return self.caption
        return f"Alt {digits}" if self.caption.startswith("Alt ") else digits

    def works_on(self, page: PageId) -> bool:
        """Tell whether the binding counts on a page."""
        return self.pages is None or page in self.pages

    def digit_of(self, key: str) -> int:
        """Return what a key of the binding stands for, a letter by its place from 1; 0 for none."""
        if not self.digits:
            return 0
        return int(key[-1]) if key[-1].isdigit() else self.keys.index(key) + 1


class Said(str):
    """What an action's keys do just now, with those `digits` of them that do something."""

    __slots__ = ("digits",)
    digits: str

    def __new__(cls, word: str, digits: Iterable[int]) -> Self:
        """Make one of a word and digits, which are told as `1–3 9`."""
        made = super().__new__(cls, word)
        made.digits = _runs(sorted(set(digits)))
        return made

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True and self.digits == getattr(other, "digits", "")

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def _runs(digits: list[int]) -> str:
    runs: list[list[int]] = []
    for one in digits:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return " ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


_CARD: Final = frozenset({PageId.COUNTER})
_FORMS: Final = frozenset({PageId.FORMS})
_LIST: Final = frozenset({PageId.FOLLOWUPS})
_BOTH: Final = _CARD | _LIST
_SYNC: Final = frozenset({PageId.SYNC})
_MEMBERS: Final = frozenset({PageId.MEMBERS})
_STOCK: Final = frozenset({PageId.STOCK})
_KNOWLEDGE: Final = frozenset({PageId.KNOWLEDGE})
_COMPLIANCE: Final = frozenset({PageId.COMPLIANCE})
_DEVICES: Final = frozenset({PageId.DEVICES})
_EIGHT: Final = tuple(f"Alt+{digit}" for digit in range(1, 9))
_STEPS: Final = _BOTH | _FORMS | _MEMBERS | _STOCK | _KNOWLEDGE | _COMPLIANCE | _DEVICES | _SYNC
_FOUR: Final = tuple(f"Alt+{digit}" for digit in range(1, 5))
_SIX: Final = tuple(f"Alt+{digit}" for digit in range(1, 7))
SAYING: Final = tuple(f"Alt+{letter}" for letter in "UJIKOLM")
"""Yes and no to each use of the data, one below the other on the keyboard, then no to everything.
None of them is typed by mistake, and none means anything else in the sheet.
"""

TABLE: Final = (
    Binding(Action.OPEN_COUNTER, ("F1", "Ctrl+1")),
    Binding(Action.OPEN_FOLLOWUPS, ("F2", "Ctrl+2")),
    Binding(Action.OPEN_MEMBERS, ("F3", "Ctrl+3")),
    Binding(Action.OPEN_STOCK, ("F5", "Ctrl+5")),
    Binding(Action.OPEN_KNOWLEDGE, ("F6", "Ctrl+6")),
    Binding(Action.OPEN_COMPLIANCE, ("F7", "Ctrl+7")),
    Binding(Action.OPEN_DEVICES, ("F9", "Ctrl+9")),
    Binding(Action.OPEN_SYNC, ("F10", "Ctrl+0")),
    Binding(Action.DONE, ("Enter",), "⏎", _BOTH | _FORMS),
    Binding(Action.GO_ON, ("Enter",), "⏎", _MEMBERS | _DEVICES | _COMPLIANCE),
    Binding(Action.GO_ON, ("Enter", "Space"), "⏎", _KNOWLEDGE),
    # 9 is no outcome; it picks the ninth of several customers that fit.
    Binding(Action.OUTCOME, tuple("123456789"), "1–8", _BOTH, digits=True),
    Binding(Action.OUTCOME, tuple("123456789"), "1–9", _MEMBERS, digits=True),
    Binding(Action.SAY, SAYING, "Alt U J …", _MEMBERS, digits=True),
    Binding(Action.PICK, _EIGHT, "Alt 1–8", _CARD, digits=True),
    Binding(Action.OUTCOME, tuple("0123456789"), "0–9", _FORMS, digits=True),
    Binding(Action.PICK, ("Alt+1", "Alt+2"), "Alt 1–2", _FORMS, digits=True),
    Binding(Action.SAVE, ("Ctrl+S",), "Ctrl S", _FORMS),
    Binding(Action.NEXT, ("+",), "+", _STEPS),
    Binding(Action.BACK, ("-",), "−", _STEPS),
    Binding(Action.FILTER, ("Alt+0", *_FOUR), "Alt 0–4", _LIST, digits=True),
    Binding(Action.HAND_OVER, ("H",), "H", _BOTH),
    Binding(Action.CARD, ("T",), "T", _LIST),
    Binding(Action.TASKS, ("T",), "T", _CARD),
    Binding(Action.REVEAL, ("V",), "V", _CARD | _MEMBERS, is_held=True),
    Binding(Action.PRESSURE, ("B",), "B", _CARD),
    Binding(Action.GLUCOSE, ("G",), "G", _CARD),
    Binding(Action.NOTE, ("N",), "N", _CARD),
    Binding(Action.REFILL, ("R",), "R", _CARD),
    Binding(Action.REPEAT, ("Alt+R",), "Alt R", _CARD),
    Binding(Action.CONSENTS, ("P",), "P", _CARD),
    Binding(Action.COMPLAINT, ("C",), "C", _CARD),
    Binding(Action.CHECK_IN, ("E",), "E", _CARD),
    Binding(Action.FILL, ("M",), "M", _CARD),
    Binding(Action.OPEN_FORMS, ("Q",), "Q", _CARD),
    # With Alt, for the field of a reading has the keys, and no scanner types them.
    Binding(Action.CORRECT, ("Alt+C",), "Alt C", _CARD),
    Binding(Action.WITHDRAW, ("Alt+D",), "Alt D", _CARD),
    Binding(Action.THROW_AWAY, ("Alt+X",), "Alt X", _CARD),
    Binding(Action.SELF_FILL, ("S",), "S", _CARD),
    Binding(Action.LABELS, ("L",), "L", _CARD),
    Binding(Action.TEACH, ("Alt+L",), "Alt L", _CARD),
    Binding(Action.PILE, ("Alt+1", "Alt+2", "Alt+3"), "Alt 1–3", _SYNC | _KNOWLEDGE, digits=True),
    Binding(Action.PILE, ("Alt+1", "Alt+2"), "Alt 1–2", _STOCK, digits=True),
    Binding(Action.PILE, _FOUR, "Alt 1–4", _COMPLIANCE, digits=True),
    Binding(Action.PILE, _SIX, "Alt 1–6", _MEMBERS | _DEVICES, digits=True),
    Binding(Action.PART, ("Alt+7", "Alt+8", "Alt+9", "Alt+0"), "Alt 7–0", _MEMBERS, digits=True),
    Binding(Action.SWAP, ("Alt+R",), "Alt R", _MEMBERS),
    Binding(Action.PRINT_CARD, ("Alt+P",), "Alt P", _MEMBERS),
    Binding(Action.SIGN_UP, ("Alt+S",), "Alt S", _MEMBERS),
    Binding(Action.SELF_FILL, ("Alt+Q",), "Alt Q", _MEMBERS),
    Binding(Action.LOOK, ("Enter",), "⏎", _SYNC),
    Binding(Action.CORRECT, ("C",), "C", _SYNC),
    Binding(Action.GIVE_UP, ("D",), "D", _SYNC),
    Binding(Action.OPEN_FILE, ("O",), "O", _MEMBERS),
    Binding(Action.CHANGE, ("C",), "C", _MEMBERS | _COMPLIANCE),
    Binding(Action.LEAVE_OUT, ("0",), "0", _MEMBERS | _CARD),
    Binding(Action.JOIN, ("J",), "J", _MEMBERS),
    Binding(Action.NEW_FILE, ("N",), "N", _MEMBERS),
    Binding(Action.SKIP, ("S",), "S", _MEMBERS | _DEVICES),
    Binding(Action.KEEP, ("K",), "K", _MEMBERS),
    Binding(Action.TAKE, ("T",), "T", _MEMBERS),
    Binding(Action.ALIKE, ("A",), "A", _MEMBERS),
    Binding(Action.STOP, ("X",), "X", _MEMBERS),
    Binding(Action.ASK, ("Alt+A", "A"), "Alt A", _KNOWLEDGE),
    Binding(Action.HOLD, ("R",), "R", _STOCK),
    Binding(Action.APART, ("Alt+X",), "Alt X", _STOCK | _KNOWLEDGE),
    Binding(Action.SET_UP, ("N",), "N", _DEVICES),
    Binding(Action.TRY, ("T",), "T", _DEVICES),
    Binding(Action.LEARN, ("L",), "L", _DEVICES | _KNOWLEDGE),
    Binding(Action.NOT_YET, ("N",), "N", _KNOWLEDGE),
    Binding(Action.REMOVE, ("D",), "D", _DEVICES),
    Binding(Action.VOLUME, ("U",), "U", _DEVICES),
    Binding(Action.REASON, ("1", "2", "3"), "1–3", _COMPLIANCE, digits=True),
    Binding(Action.PRINT, ("P",), "P", _DEVICES | _COMPLIANCE),
    Binding(Action.PRINT, ("Alt+P",), "Alt P", _KNOWLEDGE),
    Binding(Action.SHOW_CODE, ("Alt+Q",), "Alt Q", _KNOWLEDGE),
    Binding(Action.EXPORT, ("E",), "E", _MEMBERS | _SYNC | _COMPLIANCE),
    Binding(Action.ORDER_NO, ("O",), "O", _COMPLIANCE),
    Binding(Action.PROXY, ("B",), "B", _COMPLIANCE),
    Binding(Action.PROXY, ("D",), "D", _CARD),
    Binding(Action.FOLDER, ("F",), "F", _COMPLIANCE),
    Binding(Action.ANSWER, ("A",), "A", _COMPLIANCE),
    Binding(Action.DECLINE, ("D",), "D", _COMPLIANCE),
    Binding(Action.NEW_REQUEST, ("N",), "N", _COMPLIANCE),
    Binding(Action.TURN, ("Alt+5",), "Alt 5", _COMPLIANCE),
    Binding(Action.UNDO, ("Ctrl+Z",), "Ctrl Z", _BOTH | _FORMS | _MEMBERS | _COMPLIANCE),
    Binding(Action.SEARCH, ("/",), "/"),
    Binding(Action.HOME, ("Esc",), "Esc"),
    Binding(Action.LOCK, ("F12",), "F12"),
    Binding(Action.FEEDBACK, ("F11",), "F11"),
    Binding(Action.COMMANDS, ("Ctrl+K",), "Ctrl K"),
)

ON_PAGES: Final = frozenset(
    {
        Action.REPEAT,
        Action.DONE,
        Action.OUTCOME,
        Action.NEXT,
        Action.BACK,
        Action.TASKS,
        Action.REVEAL,
        Action.FILL,
        Action.LEAVE_OUT,
        Action.APART,
        Action.SHOW_CODE,
        Action.HAND_OVER,
        Action.CHECK_IN,
        Action.PROXY,
        Action.WITHDRAW,
        Action.THROW_AWAY,
        Action.SAY,
        Action.LABELS,
    }
)
"""Actions whose keys stand on buttons of the pages, or move what is seen to move: the bottom bar
does without them first.
"""

PAGE_OF: Final = {
    Action.OPEN_COUNTER: PageId.COUNTER,
    Action.OPEN_FOLLOWUPS: PageId.FOLLOWUPS,
    Action.OPEN_MEMBERS: PageId.MEMBERS,
    Action.OPEN_STOCK: PageId.STOCK,
    Action.OPEN_KNOWLEDGE: PageId.KNOWLEDGE,
    Action.OPEN_COMPLIANCE: PageId.COMPLIANCE,
    Action.OPEN_DEVICES: PageId.DEVICES,
    Action.OPEN_SYNC: PageId.SYNC,
    Action.OPEN_FORMS: PageId.FORMS,
}

FRAME: Final = frozenset({Action.LOCK, Action.FEEDBACK, Action.COMMANDS})
"""Actions that concern the window as a whole, whatever page is shown."""

ALWAYS: Final = frozenset({*PAGE_OF, *FRAME, Action.SEARCH, Action.HOME}) - {Action.OPEN_FORMS}
"""Actions of the frame: they work on every page, whatever it offers."""

UNLISTED: Final = frozenset({PageId.FORMS})
"""Pages that are no part of the rail: they belong to the card that is open."""


def press_of(key: str, page: PageId, offered: Iterable[Action]) -> Press | None:
    """Return what a key does on a page that offers these actions, None when it does nothing."""
    working = ALWAYS | frozenset(offered)
    for binding in TABLE:
        if key in binding.keys and binding.works_on(page) and binding.action in working:
            return Press(binding.action, binding.digit_of(key))
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
    return len(key) == 1 or key in ("Enter", "Space")
