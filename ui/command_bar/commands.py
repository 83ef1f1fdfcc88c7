"""What can be done now, and which of it fits a few letters. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from terminal.domain.search import letters
from terminal.services.spelling import spelt
from ui import shortcuts
from ui.shortcuts import PAGE_OF, Action, Binding, PageId, Press

LIMIT: Final = 9
"""So many are shown at once."""
_LEFT_OUT: Final = frozenset({Action.COMMANDS, Action.HOME})
"""The bar itself, and what Esc does in it."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that works now. `word` is what it is called, `key` what it is quicker done with,
    `english` its name in the table of keys; `page` is set for those that lead to a page.
    """

    press: Press
    word: str
    key: str
    english: str
    page: PageId | None = None

    @property
    def id(self) -> str:
        """Return what names it among the others."""
        return f"{self.press.action} {self.press.digit}"


@dataclass(frozen=True, slots=True)
class Words:
    """What actions and pages are called now; `digits` names single digits of an action, "" for one
    that has no name of its own, None for one that does nothing.
    """

    actions: Mapping[Action, str]
    pages: Mapping[PageId, str]
    digits: Callable[[Action, int], str | None]


def working(page: PageId, offered: Iterable[Action], words: Words) -> tuple[Command, ...]:
    """Return everything that works on a page that offers these actions: its own first, then the
    frame's, then the pages there are. What lasts as long as its key is down cannot be chosen.
    """
    works = shortcuts.ALWAYS | frozenset(offered)
    own: list[Command] = []
    pages: list[Command] = []
    for binding in shortcuts.TABLE:
        if binding.action in _LEFT_OUT or binding.is_held or not binding.works_on(page):
            continue
        to = PAGE_OF.get(binding.action)
        if to is not None:
            if to in words.pages and to is not page:
                english = f"{to} {binding.action}".replace("_", " ")
                pages.append(
                    Command(Press(binding.action), words.pages[to], binding.keys[0], english, to)
                )
        elif binding.action in works:
            own.extend(_of_action(binding, words))
    own.sort(key=lambda one: one.press.action in shortcuts.ALWAYS)
    return (*own, *pages)


def find(commands: Iterable[Command], typed: str) -> tuple[Command, ...]:
    """Return the commands that fit what is typed, best first. For nothing all of them but those of
    single digits, which are many.
    """
    wanted = letters(typed)
    if not wanted:
        return tuple(one for one in commands if not one.press.digit)
    scored = [(_score(one, wanted), place, one) for place, one in enumerate(commands)]
    return tuple(one for score, _, one in sorted(scored, key=lambda each: each[:2]) if score)


def _of_action(binding: Binding, words: Words) -> Iterator[Command]:
    english = binding.action.value.replace("_", " ")
    word = words.actions.get(binding.action, english)
    if not binding.digits:
        yield Command(Press(binding.action), word, binding.caption or binding.keys[0], english)
        return
    for key in binding.keys:
        digit = binding.digit_of(key)
        named = words.digits(binding.action, digit)
        if named is not None:
            said = f"{word} {digit} {named}".rstrip()
            shown = key.replace("+", " ")
            yield Command(Press(binding.action, digit), said, shown, f"{english} {digit}")


def _score(command: Command, wanted: str) -> int:
    """Return how well a command fits, 1 the best, 0 not at all."""
    whole, initials = spelt(command.word)
    names = (letters(command.word), initials, whole, *map(letters, command.english.split()))
    names += (letters(command.english), letters(command.key))
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name,
        lambda name: _runs_through(name, wanted),
    )
    for rank, fits in enumerate(ways, start=1):
        if any(fits(name) for name in names):
            return rank
    return 0


def _runs_through(name: str, wanted: str) -> bool:
    """Tell whether all letters stand in a name, in their order."""
    left = iter(name)
    return len(wanted) > 1 and all(one in left for one in wanted)
