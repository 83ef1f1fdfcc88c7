"""Let a scanner that types into the program from a person who types into it be told apart.

The filter sees every key before the widgets do and asks an injected judge. In a field, keys go on
at once; when the judge then claims them as a scan, what they wrote is taken back and everything
else stays. Where plain keys are commands, they are kept back for a moment first, as the judge says,
because a command cannot be taken back.

With a Chinese input method on, keys are looked at before it has them, and whatever comes out of it
is looked at again: a key of a scan that it swallowed counts, and what it made of it goes.

Nothing a person types is ever swallowed: keys that turn out to be no scan are delivered, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.keys import events
from ui.keys.composition import Composition
from ui.keys.event_clock import NS_PER_MS, EventClock
from ui.keys.fields import AnyField, cell_of, field_of, meaning_of
from ui.keys.kept import Kept, KeptKey
from ui.keys.leaving import is_committing
from ui.keys.lent import Back, Lent
from ui.keys.native import NativeKey, NativeKeys
from ui.keys.parts import KeyParts, Receivers
from ui.keys.shown import Shown
from ui.keys.words import Answer, Fate, Key, Place, Released, Taken

__all__ = ["KeyFilter", "KeyParts", "Receivers"]

_LOOK_MS: Final = 3
_LOOKS_MAX: Final = 100
"""So often silence is looked at again while a key that was pressed has not arrived: for 0.3 s, in
which a busy machine brings it.
"""
_OVER: Final = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})
_KEYS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class KeyFilter(QObject):
    """Watches all keys of the application from `install` to `remove`."""

    def __init__(
        self,
        parts: KeyParts,
        receivers: Receivers,
        *,
        clock_ns: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("key_filter")
        self._judge, self._source_of = parts.judge, parts.source_of
        self._sent_after, self._last_ms, self._looks = parts.sent_after, 0, 0
        self._receivers = receivers
        self._clock, self._clock_ns = EventClock(clock_ns), clock_ns
        self._native = NativeKeys(self._take_native) if parts.method_is_on else None
        self._shown, self._kept, self._composition = Shown(), Kept(), Composition()
        self._open_from, self._lent = 0, Lent()
        self._down: set[int] = set()
        self._serial = 0
        self._is_watching, self._is_replaying = False, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer)

    def install(self, app: QApplication) -> None:
        """Begin to watch."""
        self._is_watching = True
        app.installEventFilter(self)
        app.focusWindowChanged.connect(self._on_window)
        if self._native is not None:
            app.installNativeEventFilter(self._native)

    def remove(self, app: QApplication) -> None:
        """Stop watching; keys kept back are delivered."""
        if not self._is_watching:
            return
        self._is_watching = False
        app.removeEventFilter(self)
        app.focusWindowChanged.disconnect(self._on_window)
        if self._native is not None:
            app.removeNativeEventFilter(self._native)
        self._timer.stop()
        self._deliver(self._kept.all())

    def pass_time(self) -> None:
        """Let what silence decides be decided: no key waits in the queue. Safe at any time."""
        self._open_from = self._judge.open_from
        self._do(self._judge.tick(self._clock_ns()), events.receiver())
        self._arm()

    def settle(self) -> None:
        """Give on at once what is kept back: somebody else may press the next key."""
        self._break_off()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for keys that no widget gets, or not yet."""
        # First what is cheap: a card comes with hundreds of events, and `type` makes an enum each.
        if isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        if isinstance(event, QInputMethodEvent):
            return self._on_composed(watched, event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._break_off()
        return False

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._is_replaying or event.type() not in _KEYS:
            return False
        # A key nobody wants travels up through the parents; it counts where it starts.
        if not isinstance(watched, QWidget) or not events.is_first_receiver(watched):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(watched, event)
        back = self._lent.back((event.nativeScanCode(), event.timestamp(), True))
        if back is not None:
            return self._returned(watched, event, back)
        return self._press(watched, event, self._key(event))

    def _press(self, target: QWidget, event: QKeyEvent, key: Key) -> bool:
        answer = self._ask(key, target)
        self._settle(answer.fate, key.serial, event, target)
        self._arm()
        if answer.fate is not Fate.SHOW:
            return True
        if key.text and (field := field_of(target)) is not None:
            self._show(field, target, event, key.serial)
            return True
        return False

    def _release(self, target: QWidget, event: QKeyEvent) -> bool:
        # What a key that is kept or dropped began must not be ended before or without it.
        follows = self._kept.release(event)
        if self._lent.back((event.nativeScanCode(), event.timestamp(), False)) is None:
            self._ask(self._key(event), target)
            self._arm()
        return follows

    # Keys and texts that come out of an input method.

    def _take_native(self, native: NativeKey) -> bool:
        """Look at a key that an input method is about to get; True when it must not."""
        target = events.receiver()
        if target is None or self._is_replaying:
            return False
        is_field = field_of(target) is not None
        if is_field and not events.takes_input_method(target):
            return False
        # Where keys are commands no input method composes, whatever the widget would let it do.
        key = self._native_key(native, is_eaten=is_field)
        text = self._judge.typed_by(key)
        key = key if key.is_eaten else replace(key, text=text)
        answer = self._ask(key, target)
        self._arm()
        event = native.as_event(text)
        if not native.is_press:
            is_taken = self._kept.release(event)
        else:
            is_taken = answer.fate is not Fate.SHOW
            if not is_taken:
                opens = key.serial == self._judge.open_from
                self._composition.add(key, text, opens=opens)
            self._settle(answer.fate, key.serial, event, target)
        if not is_taken:
            self._lent.lend((native.code, native.time_ms, native.is_press), key.serial)
        return is_taken

    def _returned(self, target: QWidget, event: QKeyEvent, back: Back) -> bool:
        """Take a key that an input method had and did not want. It was asked about already: what it
        types is a text of the input method's now, or nobody's when its scan was claimed meanwhile.
        """
        if back.is_claimed:
            return True
        field = field_of(target)
        if field is None or not events.types(event):
            return False
        return self._compose(event.text(), field, target, event, back.serial)

    def _on_composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        if self._is_replaying:
            return False
        field = field_of(watched)
        if not event.commitString():
            return self._on_preedit(event, field, watched)
        if field is None or not isinstance(watched, QWidget):
            return False
        if self._composition.is_echo(self._clock_ns()):
            return True
        self._serial += 1
        return self._compose(event.commitString(), field, watched, event, self._serial)

    def _on_preedit(
        self, event: QInputMethodEvent, field: AnyField | None, watched: QObject
    ) -> bool:
        preedit, now_ns = event.preeditString(), self._clock_ns()
        if not self._composition.look(preedit, now_ns):
            return True  # Of a scan that is taken back.
        left = self._composition.left_behind(preedit, now_ns, is_committing=is_committing())
        if left and field is not None and isinstance(watched, QWidget):
            event.setCommitString(left)
            self._serial += 1
            return self._compose(left, field, watched, event, self._serial)
        began = self._composition.began
        if field is None or began is None or not event.preeditString():
            return False
        # What is composed takes the place of a selection before there is any text of it.
        self._show(field, watched, event, began)
        return True

    def _compose(
        self, text: str, field: AnyField, target: QWidget, event: QEvent, serial: int
    ) -> bool:
        self._open_from = self._judge.open_from
        self._composition.commit(serial)
        answer = self._judge.composed(serial, self._clock.now_ns(), text, self._place(target))
        self._do(answer, target)
        self._arm()
        if answer.fate is Fate.SHOW:
            self._show(field, target, event, serial)
        elif isinstance(event, QInputMethodEvent):
            # The rest of the event stands: what is being composed now.
            rest = QInputMethodEvent(event.preeditString(), event.attributes())
            self._send(target, rest)
        return True

    # What is done.

    def _ask(self, key: Key, target: QWidget) -> Answer:
        self._open_from = self._judge.open_from
        answer = self._judge.key(key, self._place(target))
        self._do(answer, target)
        return answer

    def _settle(self, fate: Fate, serial: int, event: QKeyEvent, target: QWidget) -> None:
        match fate:
            case Fate.KEEP:
                self._kept.keep(serial, event, target.window())
            case Fate.DROP:
                self._kept.drop(event)
            case Fate.SHOW:
                self._kept.show(event)

    def _show(self, field: AnyField, target: QObject, event: QEvent, serial: int) -> None:
        """Let the field have it, and note what it did there."""
        self._shown.before(field)
        self._send(target, event)
        event.accept()  # Whoever wanted it has had it: it does not travel up again.
        self._shown.after(field, serial)

    def _do(self, answer: Answer, target: QWidget | None) -> None:
        for word in answer.words:
            match word:
                case Released(given=given):
                    self._deliver(self._kept.pick(given))
                case Taken():
                    self._take(word, target)
        if answer.words:
            self._forget()

    def _take(self, taken: Taken, target: QWidget | None) -> None:
        given = self._kept.pick(taken.given, taken.dropped)
        older = self._composition.before(self._open_from, taken)
        typed = "".join(older.values()) + taken.typed
        self._lent.claim((*taken.eaten, *older))
        began = self._composition.began_in(self._open_from, taken)
        if taken.resets_composition:
            self._reset_composition()
        at = None if target is None or not isValid(target) else field_of(target)
        opened = self._shown.take_back((*taken.taken_back, *began), typed, at)
        for one in opened:
            self._send(one.widget, events.escape())  # The cell is as it was.
        self._deliver(given)
        if taken.scan is not None:
            self._receivers.on_scan(taken.scan)
        elif taken.again:
            self._receivers.on_again(taken.again)

    def _reset_composition(self) -> None:
        self._composition.drop(self._clock_ns())
        QGuiApplication.inputMethod().reset()
        focus = QGuiApplication.focusObject()
        if focus is not None:
            self._send(focus, QInputMethodEvent())

    def _deliver(self, kept: list[KeptKey]) -> None:
        for key in kept:
            for event in key.events:
                if not isValid(key.window):
                    break
                target = events.receiver_in(key.window)
                field = field_of(target)
                if field is not None and event is key.events[0]:
                    self._show(field, target, event, key.serial)
                    continue
                self._send(target, event)
                self._note_opened(key, target)

    def _note_opened(self, key: KeptKey, target: QWidget) -> None:
        """Note a cell that a key has opened in a table: it may yet be a scan's."""
        field = cell_of(target) if isValid(target) else None
        if field is not None and field.state().text == key.events[0].text():
            self._shown.opened(field, key.serial)

    def _send(self, target: QObject, event: QEvent) -> None:
        was, self._is_replaying = self._is_replaying, True
        try:
            QCoreApplication.sendEvent(target, event)
        finally:
            self._is_replaying = was

    def _on_window(self, window: QWindow | None) -> None:
        # A list or a menu over the window leaves the keys where they were.
        if window is None or window.type() not in _OVER:
            self._break_off()

    def _break_off(self) -> None:
        self._open_from = self._judge.open_from
        self._do(self._judge.break_off(), events.receiver())
        self._arm()

    # What is asked.

    def _key(self, event: QKeyEvent) -> Key:
        held, code = event.modifiers(), event.nativeScanCode()
        self._serial += 1
        self._last_ms = event.timestamp()
        return Key(
            serial=self._serial,
            at_ns=self._clock.at_ns(event.timestamp()),
            text=event.text() if events.types(event) else "",
            special=events.special_of(event),
            scan_code=events.scan_code(event),
            is_press=event.type() == QEvent.Type.KeyPress,
            is_auto_repeat=event.isAutoRepeat(),
            is_shifted=bool(held & Qt.KeyboardModifier.ShiftModifier),
            is_caps_on=events.is_caps_on(event),
            is_ctrl=bool(held & Qt.KeyboardModifier.ControlModifier),
            is_alt=bool(held & Qt.KeyboardModifier.AltModifier),
            source=self._source_of(code, event.timestamp()) if code else None,
        )

    def _native_key(self, native: NativeKey, *, is_eaten: bool) -> Key:
        self._serial += 1
        self._last_ms = native.time_ms
        is_repeat = native.is_press and native.code in self._down
        (self._down.add if native.is_press else self._down.discard)(native.code)
        return Key(
            serial=self._serial,
            at_ns=self._clock.at_ns(native.time_ms),
            special=native.special,
            scan_code=native.code,
            is_press=native.is_press,
            is_auto_repeat=is_repeat,
            is_shifted=native.is_shifted,
            is_caps_on=native.is_caps_on,
            is_ctrl=native.is_ctrl,
            is_alt=native.is_alt,
            source=self._source_of(native.code, native.time_ms),
            is_eaten=is_eaten,
        )

    def _place(self, target: QWidget) -> Place:
        field = field_of(target)
        widget = target if field is None else field.widget
        return Place(f"{id(widget):x}", meaning_of(target), holds=field is None)

    def _arm(self) -> None:
        self._looks = 0
        due_ns = self._judge.due_at_ns
        if due_ns is None:
            self._timer.stop()
            self._forget()
            return
        left_ns = due_ns - self._clock_ns()
        self._timer.start(max(-(-left_ns // NS_PER_MS), 0))

    def _forget(self) -> None:
        self._shown.forget(self._judge.open_from)
        self._composition.forget(self._judge.open_from)

    def _on_timer(self) -> None:
        # After a stall, keys pressed in time may still be on their way: they are first.
        is_late = self._last_ms and self._sent_after(self._last_ms)
        if self._looks < (_LOOKS_MAX if is_late else 1):
            self._looks += 1
            self._timer.start(_LOOK_MS)
            return
        self.pass_time()
