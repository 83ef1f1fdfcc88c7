"""The states in which pictures of the members' page are taken, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Final, TypeAlias

from PySide6.QtWidgets import QWidget

from ui.enrol import states as enrol_states
from ui.enrol.errands import ErrandState
from ui.enrol.state import EnrolState
from ui.enrol.view import EnrolPage
from ui.imports import states as import_states
from ui.imports.state import ImportState
from ui.imports.view import ImportPage
from ui.members.page import MembersPage, Part
from ui.pairs import states as pair_states
from ui.pairs.state import PairsState
from ui.pairs.view import PairsPage
from ui.self_fill import states as inbox_states
from ui.self_fill.state import InboxState
from ui.self_fill.view import InboxPage

ZONE: Final = timezone(timedelta(hours=8))

Shown: TypeAlias = (
    EnrolState | tuple[EnrolState, ErrandState] | InboxState | PairsState | ImportState
)


class MembersShown(MembersPage):
    """The page with its parts, for pictures: shows whichever part a state belongs to."""

    def __init__(self, imports: ImportPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enrol, self._imports = EnrolPage(parent=self), imports
        self.add(Part.ENROL, self._enrol, self._enrol)
        self._inbox = InboxPage(zone=ZONE, parent=self)
        self.add(Part.INBOX, self._inbox, self._inbox)
        self._pairs = PairsPage(parent=self)
        self.add(Part.PAIRS, self._pairs, self._pairs)
        self.add(Part.IMPORT, imports, imports)

    def show_state(self, state: Shown) -> None:
        """Show exactly this state of its part."""
        if isinstance(state, EnrolState):
            self.open(Part.ENROL)
            self._enrol.show_state(state)
        elif isinstance(state, tuple):
            self.open(Part.ENROL)
            self._enrol.show_state(state[0])
            self._enrol.show_errands(state[1])
        elif isinstance(state, InboxState):
            self.open(Part.INBOX)
            self._inbox.show_state(state)
        elif isinstance(state, PairsState):
            self.open(Part.PAIRS)
            self._pairs.show_state(state)
        else:
            self.open(Part.IMPORT)
            self._imports.show_state(state)


def states() -> Mapping[str, Shown]:
    """Return every named state of every part; those of the old tables begin with their name."""
    old = {f"import_{name}": state for name, state in import_states.states().items()}
    return {
        **enrol_states.states(),
        **enrol_states.errands(),
        **inbox_states.states(),
        **pair_states.states(),
        **old,
    }
