"""The bottom bar: the keys that work now, and where this till stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from ui import shortcuts, theme
from ui.frame.keys import ENTER, is_typing_in
from ui.shortcuts import ON_PAGES, Action, Binding
from ui.theme import Role
from ui.widgets.chip import KeyCap
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where this till stands. `is_key_weak`: the database key lies in a file of this account,
    which does not protect a stolen disk; that is said as long as it is so. `is_training`: nothing
    done here is real, and no HQ hears of it.
    """

    store: str = ""
    desk: int | None = None
    is_synthetic: bool = False
    is_key_weak: bool = False
    is_training: bool = False


class _KeyHint(QWidget):
    def __init__(self, name: str, caption: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP_TIGHT))
        self._key = KeyCap(caption, name=f"{name}.key", parent=self)
        layout.addWidget(self._key)
        self._word = Text(name=f"{name}.word", role=Role.SECONDARY, parent=self)
        layout.addWidget(self._word)
        self.say(word, caption)

    def say(self, word: str, caption: str) -> None:
        """Say what the key does, and which it is."""
        if (self._word.text(), self._key.text()) != (word, caption) or not self.accessibleName():
            self._word.setText(word)
            self._key.setText(caption)
            self.setAccessibleName(f"{caption} {word}")


class BottomBar(QFrame):
    """Keys on the left, store and desk on the right. Where not all have room, those go first that
    stand on buttons of the page as well; the last one leads to all of them. While somebody types,
    keys that would only write a letter are left out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottom_bar")
        self.setProperty("role", "bottom_bar")
        self.setFixedHeight(theme.px(theme.BOTTOM_BAR))
        self._shown: tuple[tuple[Binding, str], ...] = ()
        self._hints: list[_KeyHint] = []
        self._made: dict[Binding, _KeyHint] = {}
        self._typing: QWidget | None = None
        self._leads_home = True
        self._custody = Text(name="bottom_bar.custody", role=Role.SECONDARY, parent=self)
        self._place = Text(name="bottom_bar.place", role=Role.SECONDARY, parent=self)
        self._row = QWidget(self)
        self._row.setObjectName("bottom_bar.keys")
        self._enter = _KeyHint("bottom_bar.enter", "⏎", "", self._row)
        self._keys = QHBoxLayout(self._row)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.setSpacing(theme.px(theme.PAD))
        self._keys.addWidget(self._enter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(theme.PAD), 0, theme.px(theme.PAD), 0)
        layout.setSpacing(theme.px(theme.PAD))
        layout.addWidget(self._row)
        layout.addStretch(1)
        layout.addWidget(self._custody)
        layout.addWidget(self._place)
        self.show_place(Place())
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def show_actions(
        self, actions: tuple[Binding, ...], words: Mapping[Action, str] | None = None
    ) -> None:
        """Show these keys, with the `words` a page has for what they do just now; the same ones
        again change nothing.
        """
        said = self.words() | dict(words or {})
        shown = tuple((one, said[one.action]) for one in actions)
        self._leads_home = Action.HOME not in (words or {})
        if shown == self._shown:
            self._on_focus()
            return
        self._typing = self._field()
        self._shown = shown
        before, self._hints = self._hints, [self._hint(*one) for one in shown]
        for gone in before:
            self._keys.removeWidget(gone)
            if gone not in self._hints:
                gone.hide()
        for hint in self._hints:
            self._keys.addWidget(hint)
        self._fit()

    def _hint(self, binding: Binding, word: str) -> _KeyHint:
        # Kept: to make and style a dozen anew with every card takes longer than to read the card.
        found = self._made.get(binding)
        if found is None:
            name = f"bottom_bar.{binding.action.value}"
            found = self._made[binding] = _KeyHint(name, binding.caption, word, self._row)
        return found

    def _on_focus(self) -> None:
        """Show what works where the focus is: in a field plain keys are text."""
        if not isValid(self):
            return  # The window is on its way out.
        typing = self._field()
        if typing is not self._typing:
            self._typing = typing
            self._fit()

    def _field(self) -> QWidget | None:
        # The window's own: it gets the keys, also where no window counts as active.
        focus: QWidget | None = self.window().focusWidget()
        return focus if is_typing_in(focus) else None

    def show_place(self, place: Place) -> None:
        """Say where this till stands, and whether its key is weakly kept."""
        desk = self.tr("desk %1").replace("%1", str(place.desk)) if place.desk else ""
        made_up = self.tr("Synthetic data") if place.is_synthetic else ""
        self._place.setText(" · ".join(filter(None, (made_up, place.store, desk))))
        self._custody.setText(self.tr("Stolen disk: no protection"))
        self._custody.setToolTip(self.tr("The key lies in a file: a stolen disk is not protected"))
        self._custody.setVisible(place.is_key_weak)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def words(self) -> dict[Action, str]:
        """Return what the keys do."""
        return {
            Action.DONE: self.tr("Done"),
            Action.OUTCOME: self.tr("Outcome"),
            Action.NEXT: self.tr("Next"),
            Action.BACK: self.tr("Back"),
            Action.FILTER: self.tr("Filter"),
            Action.CARD: self.tr("Customer card"),
            Action.TASKS: self.tr("Tasks"),
            Action.REVEAL: self.tr("Hold: show name"),
            Action.UNDO: self.tr("Undo"),
            Action.PILE: self.tr("List"),
            Action.LOOK: self.tr("Look"),
            Action.CORRECT: self.tr("Correct"),
            Action.WITHDRAW: self.tr("Withdraw"),
            Action.THROW_AWAY: self.tr("Throw the draft away"),
            Action.GIVE_UP: self.tr("Give up"),
            Action.EXPORT: self.tr("Export"),
            Action.GO_ON: self.tr("Go on"),
            Action.OPEN_FILE: self.tr("Choose a file"),
            Action.CHANGE: self.tr("Change"),
            Action.LEAVE_OUT: self.tr("Leave out"),
            Action.JOIN: self.tr("Join"),
            Action.NEW_FILE: self.tr("New"),
            Action.SKIP: self.tr("Skip"),
            Action.KEEP: self.tr("Keep"),
            Action.TAKE: self.tr("Take"),
            Action.ALIKE: self.tr("All alike"),
            Action.STOP: self.tr("Stop"),
            Action.TRY: self.tr("Try it"),
            Action.SET_UP: self.tr("Set up a scanner"),
            Action.LEARN: self.tr("Learn again"),
            Action.TEACH: self.tr("Remember code"),
            Action.REMOVE: self.tr("Remove"),
            Action.VOLUME: self.tr("Volume"),
            Action.PRINT: self.tr("Print"),
            Action.OPEN_FORMS: self.tr("Forms"),
            Action.SAVE: self.tr("Save"),
            Action.PICK: self.tr("Pick"),
            Action.REASON: self.tr("Reason"),
            Action.ORDER_NO: self.tr("Order number"),
            Action.PROXY: self.tr("Somebody else buys"),
            Action.FOLDER: self.tr("Folder"),
            Action.TURN: self.tr("The other one"),
            Action.ANSWER: self.tr("Answered"),
            Action.DECLINE: self.tr("Refuse"),
            Action.NEW_REQUEST: self.tr("New request"),
            Action.PART: self.tr("Part of the page"),
            Action.SWAP: self.tr("Other draft"),
            Action.PRINT_CARD: self.tr("Print a card"),
            Action.SIGN_UP: self.tr("Family pharmacist"),
            Action.SELF_FILL: self.tr("Form for their phone"),
            Action.HOLD: self.tr("Have it held"),
            Action.HAND_OVER: self.tr("Hand over"),
            Action.CHECK_IN: self.tr("Came to an event"),
            **self._knowledge_words(),
            **self._card_words(),
            **self._frame_words(),
        }

    def _knowledge_words(self) -> dict[Action, str]:
        return {
            Action.ASK: self.tr("Ask HQ"),
            Action.APART: self.tr("Somebody else"),
            Action.SHOW_CODE: self.tr("For their phone"),
            Action.NOT_YET: self.tr("Not yet"),
        }

    def _card_words(self) -> dict[Action, str]:
        return {
            Action.PRESSURE: self.tr("Blood pressure"),
            Action.GLUCOSE: self.tr("Glucose"),
            Action.NOTE: self.tr("Note"),
            Action.COMPLAINT: self.tr("Complaint"),
            Action.CONSENTS: self.tr("Consent"),
            Action.REFILL: self.tr("Refill"),
            Action.REPEAT: self.tr("Refill as last time"),
            Action.FILL: self.tr("Complete the file"),
            Action.LABELS: self.tr("Labels"),
        }

    def _frame_words(self) -> dict[Action, str]:
        return {
            Action.SEARCH: self.tr("Search"),
            Action.HOME: self.tr("Home"),
            Action.LOCK: self.tr("Lock"),
            Action.FEEDBACK: self.tr("A word to HQ"),
            Action.COMMANDS: self.tr("All actions"),
        }

    def _fit(self) -> None:
        # Whatever comes to be visible has the whole window laid out: here, all of it at once, and
        # only what comes or goes is painted anew.
        self._keys.setEnabled(False)
        self._fit_row()
        self._keys.setEnabled(True)
        self._keys.invalidate()
        self._row.updateGeometry()
        outer = self.layout()
        if outer is not None and self.isVisible():
            outer.activate()  # First the room for the row, so that the row is laid out once.
            self._keys.activate()

    def _fit_row(self) -> None:
        gap = theme.px(theme.PAD)
        room = self.width() - 2 * gap - self._right()
        enter = getattr(self._typing, "enter_word", "") or ""
        self._enter.say(enter, "⏎")
        self._enter.setVisible(bool(enter))
        room -= (self._enter.sizeHint().width() + gap) if enter else 0
        for (binding, word), hint in zip(self._shown, self._hints, strict=True):
            hint.say(self._word_of(binding, word), binding.caption_of(word))
        wide = [hint.sizeHint().width() + gap for hint in self._hints]
        actions = [binding.action for binding, _ in self._shown]
        last = len(wide) - 1  # Leads to all those that have no room.
        order = sorted(range(len(wide)), key=lambda at: (at != last, actions[at] in ON_PAGES, at))
        for place in order:
            works = self._works(self._shown[place][0])
            room -= wide[place] if works else 0
            self._hints[place].setVisible(works and room >= 0)

    def _works(self, binding: Binding) -> bool:
        if self._typing is None or not all(map(shortcuts.is_command, binding.keys)):
            return True
        return binding.keys == (ENTER,) and getattr(self._typing, "enter_word", "") is None

    def _word_of(self, binding: Binding, word: str) -> str:
        leaves = self._leads_home and getattr(self._typing, "is_left", False)
        return self.tr("Leave") if leaves and binding.action is Action.HOME else word

    def _right(self) -> int:
        shown = [one for one in (self._custody, self._place) if not one.isHidden()]
        return sum(one.sizeHint().width() + theme.px(theme.PAD) for one in shown)
