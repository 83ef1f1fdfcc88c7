"""What stands in the sheets that are answered by digits, and the advice after a red flag."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from terminal.services.consents import ASKED
from terminal.services.events import EVENTS_OFFERED
from terminal.services.visits import ABOUT
from ui import theme
from ui.counter.sheets import words
from ui.counter.sheets.bodies import Choices
from ui.counter.sheets.state import (
    GUARDIAN_BASE,
    GUARDIANS_OFFERED,
    NO_TO_ALL,
    AdviceSheet,
    ComplaintSheet,
    ConsentSheet,
    EventSheet,
)
from ui.followups import words as task_words
from ui.theme import Role, Tone
from ui.widgets.button import Button
from ui.widgets.text import Text

translate = QCoreApplication.translate


class ComplaintBody(QWidget):
    """What it is about: one key records it."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        what = translate("Sheet", "What is it about? One key records it.")
        self._what = Text(what, name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        captions = [(words.about(code), str(n)) for n, code in enumerate(ABOUT, 1)]
        self._about = Choices(captions, name=f"{name}.about", parent=self)
        self._about.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._what)
        layout.addWidget(self._about)

    def show_sheet(self, sheet: ComplaintSheet) -> None:
        """Show that an answer is being recorded."""
        self._about.show_chosen(set())
        self._about.setEnabled(not sheet.is_busy)


class EventBody(QWidget):
    """The events of today, each with when it begins (two may have one name): one key says to which
    the customer came.
    """

    picked = Signal(int)

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setObjectName(name)
        what = translate("Sheet", "To which one? One key records it.")
        self._what = Text(what, name=f"{name}.what", role=Role.SECONDARY, wrap=True, parent=self)
        keys = [("", str(n)) for n in range(1, EVENTS_OFFERED + 1)]
        self._events = Choices(keys, name=f"{name}.event", parent=self)
        self._events.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP))
        layout.addWidget(self._what)
        layout.addWidget(self._events)

    def show_sheet(self, sheet: EventSheet) -> None:
        """Show what there is today."""
        self._events.show_chosen(set())
        self._events.setEnabled(not sheet.is_busy)
        for place, button in enumerate(self._events.buttons):
            button.setVisible(place < len(sheet.events))
            if place < len(sheet.events):
                event = sheet.events[place]
                begins = f"{event.starts.astimezone(self._zone):%H:%M}"
                button.set_caption(f"{begins} {event.title}", str(place + 1))


class ConsentBody(QWidget):
    """For each purpose what is read out, what stands, and yes or no."""

    picked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._stands: list[Text] = []
        self._answers: list[Choices] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(theme.GAP_TIGHT))
        who = translate("Consent", "Under 14: who agrees for the child?")
        self._who = Text(who, name=f"{name}.who", role=Role.STRONG, wrap=True, parent=self)
        keys = [("", f"Alt {n}") for n in range(1, GUARDIANS_OFFERED + 1)]
        self._guardians = Choices(keys, name=f"{name}.guardian", parent=self)
        for place, button in enumerate(self._guardians.buttons, start=1):
            button.setProperty("digit", GUARDIAN_BASE + place)
        self._guardians.picked.connect(self.picked)
        layout.addWidget(self._who)
        layout.addWidget(self._guardians)
        for place, purpose in enumerate(ASKED):
            base = f"{name}.{purpose}"
            said = words.purpose(purpose)
            title = Text(said, name=f"{base}.title", role=Role.STRONG, wrap=True, parent=self)
            spoken = Text(words.spoken(purpose), name=f"{base}.spoken", wrap=True, parent=self)
            stands = Text(name=f"{base}.stands", role=Role.SECONDARY, wrap=True, parent=self)
            yes, no = 2 * place + 1, 2 * place + 2
            captions = [
                (translate("Consent", "Yes"), str(yes)),
                (translate("Consent", "No"), str(no)),
            ]
            answers = Choices(captions, name=f"{base}.answer", parent=self)
            for button, digit in zip(answers.buttons, (yes, no), strict=True):
                button.setProperty("digit", digit)
                button.setAccessibleName(f"{said}: {button.accessibleName()}")
            answers.picked.connect(self.picked)
            for part in (title, spoken, stands, answers):
                layout.addWidget(part)
            layout.addSpacing(theme.px(theme.GAP))
            self._stands.append(stands)
            self._answers.append(answers)
        self._none = Button(
            translate("Consent", "No to everything"),
            name=f"{name}.none",
            key=str(NO_TO_ALL),
            parent=self,
        )
        self._none.clicked.connect(lambda: self.picked.emit(NO_TO_ALL))
        layout.addWidget(self._none)

    def show_sheet(self, sheet: ConsentSheet) -> None:
        """Show what stands and what is being said."""
        self._show_guardians(sheet)
        for place, purpose in enumerate(ASKED):
            said = sheet.said(purpose)
            is_known = sheet.stands is not None or purpose in sheet.words
            text = words.stands(said, is_new=purpose in sheet.words) if is_known else ""
            self._stands[place].setText(text)
            digit = 2 * place + (1 if said else 2)
            self._answers[place].show_chosen(set() if said is None else {digit})

    def _show_guardians(self, sheet: ConsentSheet) -> None:
        for part in (self._who, self._guardians):
            part.setVisible(bool(sheet.guardians))
        chosen = set()
        for place, button in enumerate(self._guardians.buttons):
            button.setVisible(place < len(sheet.guardians))
            if place < len(sheet.guardians):
                one = sheet.guardians[place]
                button.set_caption(words.relative(one), f"Alt {place + 1}")
                chosen |= {GUARDIAN_BASE + place + 1} if one.customer == sheet.guardian else set()
        self._guardians.show_chosen(chosen)


class AdviceBody(QWidget):
    """What to say when a reading needs a doctor: calm, and not to be missed."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        band = QFrame(self)
        band.setObjectName(f"{name}.band")
        band.setProperty("role", "notice")
        band.setProperty("tone", Tone.DANGER.value)
        self._value = Text(
            name=f"{name}.value", role=Role.FIGURE, tone=Tone.DANGER, wrap=True, parent=band
        )
        needs = translate("Advice", "Needs a doctor now")
        self._needs = Text(
            needs, name=f"{name}.needs", role=Role.TITLE, tone=Tone.DANGER, wrap=True, parent=band
        )
        inner = QVBoxLayout(band)
        inner.setContentsMargins(*(theme.px(12),) * 4)
        inner.addWidget(self._needs)
        inner.addWidget(self._value)
        say = translate("Advice", "Say to the customer")
        self._say = Text(say, name=f"{name}.say", role=Role.SECONDARY, parent=self)
        self._advice = Text(name=f"{name}.advice", role=Role.TITLE, wrap=True, parent=self)
        self._again = Text(name=f"{name}.again", role=Role.STRONG, wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        for part in (band, self._say, self._advice, self._again):
            layout.addWidget(part)

    def show_sheet(self, sheet: AdviceSheet) -> None:
        """Say what is to be said and when to ask again."""
        name = task_words.reading_name(sheet.item.reading.code)
        self._value.setText(f"{name} {task_words.reading_text(sheet.item)}")
        self._advice.setText(task_words.advice(sheet.item))
        self._again.setText(
            words.recontact(sheet.recontact_on, sheet.today) if sheet.is_saved else words.unsaved()
        )
