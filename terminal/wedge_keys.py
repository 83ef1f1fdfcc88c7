"""Join the screens' key filter to the scan arbiter: neither may import the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication

from devices.aim import split_aim
from devices.arbiter.arbiter import Arbiter
from devices.arbiter.known import Known
from devices.arbiter.layout import char_of
from devices.arbiter.strokes import (
    Announce,
    AskAgain,
    AskReason,
    Claim,
    Composed,
    FieldMeaning,
    Release,
    Special,
    Stroke,
    Target,
    Verdict,
)
from devices.arbiter.strokes import Answer as Judged
from devices.keyboards.choosing import keyboards_of
from terminal.payload_proof import PayloadProof
from terminal.services.member_codes import KnownKeys
from ui.key_filter import KeyParts
from ui.keys.native import has_input_method
from ui.keys.words import Announced, Answer, Fate, Key, Place, Released, Taken, Word
from ui.scans import ScanRead

SCAN_AGAIN: Final = "SCAN_AGAIN"
SCAN_TO_COMPARE: Final = "SCAN_TO_COMPARE"
"""Said of a code that is taken if it comes again just so."""
UNNAMED: Final = "keyboard"
"""The device of codes whose scanner has no profile."""

_NOTHING_KNOWN: Final = Known()
_PHONE_LENGTH: Final = 11
_PHONE_TAIL: Final = 4
_INITIALS_MAX: Final = 12
_FIGURES_MAX: Final = 9
_FIGURES: Final = frozenset("0123456789./。， ")


class WedgeKeys:
    """A `ui.keys.words.KeyJudge` over one Arbiter; a claimed run becomes a ScanRead.

    `device_id` names the scanners that no profile names.
    """

    def __init__(self, arbiter: Arbiter, *, device_id: str, new_scan_id: Callable[[], str]) -> None:
        self._arbiter, self._device_id = arbiter, device_id
        self._new_scan_id = new_scan_id

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while nothing is open."""
        return self._arbiter.due_at_ns

    @property
    def open_from(self) -> int:
        """The first serial that a later word may name."""
        return self._arbiter.open_from

    def key(self, key: Key, place: Place) -> Answer:
        """Take a key."""
        return self._answer(self._arbiter.stroke(_stroke(key), _target(place)))

    def composed(self, serial: int, at_ns: int, text: str, place: Place) -> Answer:
        """Take text that an input method is about to put into a field."""
        composed = Composed(serial=serial, at_ns=at_ns, commit=text)
        return self._answer(self._arbiter.composed(composed, _target(place)))

    def tick(self, now_ns: int) -> Answer:
        """Decide what silence decides."""
        return self._answer(self._arbiter.tick(now_ns))

    def break_off(self) -> Answer:
        """Hear that the cursor was moved or the window left."""
        return self._answer(self._arbiter.break_off())

    def typed_by(self, key: Key) -> str:
        """Return what a key types whose text the platform hides."""
        return key.text or char_of(_stroke(key))

    def _answer(self, judged: Judged) -> Answer:
        return Answer(Fate(judged.fate.value), tuple(self._word(one) for one in judged.verdicts))

    def _word(self, verdict: Verdict) -> Word:
        match verdict:
            case Announce():
                return Announced()
            case Release(given=given):
                return Released(given)
            case Claim():
                return self._taken(verdict, self._scan(verdict))
            case AskAgain():
                is_new = verdict.reason is AskReason.NEW_SCANNER
                return self._taken(verdict, None, SCAN_TO_COMPARE if is_new else SCAN_AGAIN)

    def _taken(self, verdict: Claim | AskAgain, scan: ScanRead | None, again: str = "") -> Taken:
        return Taken(
            scan=scan,
            again=again,
            taken_back=verdict.taken_back,
            given=verdict.given,
            dropped=verdict.dropped,
            typed=verdict.typed,
            resets_composition=verdict.resets_composition,
            eaten=verdict.eaten,
        )

    def _scan(self, claim: Claim) -> ScanRead:
        symbology, payload = split_aim(claim.payload)
        return ScanRead(self._new_scan_id(), payload, symbology, claim.device or self._device_id)


class TypingScanners:
    """The scanners that type into this till: the arbiter, and whoever tells keyboards apart.

    `platform` is the window's, as Qt names it. For the GUI thread.
    """

    def __init__(
        self,
        platform: str,
        environment: Mapping[str, str],
        *,
        new_scan_id: Callable[[], str],
        clock_ns: Callable[[], int],
        known: Known = _NOTHING_KNOWN,
    ) -> None:
        self._proof = PayloadProof(clock_ns)
        self.arbiter = Arbiter(
            known.profiles, proof=self._proof, plausible=plausible, trust=known.trust
        )
        self.keyboards = keyboards_of(platform, environment)
        self._notifier: QSocketNotifier | None = None
        judge = WedgeKeys(self.arbiter, device_id=UNNAMED, new_scan_id=new_scan_id)
        self.parts = KeyParts(
            judge=judge,
            source_of=self.keyboards.source_of,
            sent_after=self.keyboards.sent_after,
            method_is_on=has_input_method(platform, environment),
        )

    def trust(self, keys: KnownKeys) -> None:
        """Verify signed member codes with these keys from now on."""
        self._proof.trust(keys)

    def start(self) -> None:
        """Begin to tell keyboards apart, while the program is in front."""
        self.keyboards.start()
        if (file := self.keyboards.file) is not None:
            self._notifier = QSocketNotifier(file, QSocketNotifier.Type.Read)
            self._notifier.activated.connect(self._on_readable)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)

    def stop(self) -> None:
        """End it."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.disconnect(self._on_state)
        self._stop_reading()
        self.keyboards.stop()

    def _on_readable(self) -> None:
        self.keyboards.read()
        if not self.keyboards.tells_apart:
            self._stop_reading()

    def _stop_reading(self) -> None:
        notifier, self._notifier = self._notifier, None
        if notifier is not None:
            notifier.setEnabled(False)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        self.keyboards.watch(is_wanted=state is Qt.ApplicationState.ApplicationActive)


def plausible(text: str, meaning: FieldMeaning) -> bool:
    """Tell whether a person would type this, or begin with it, into such a field."""
    match meaning:
        case FieldMeaning.NUMBER:
            return len(text) <= _FIGURES_MAX and set(text) <= _FIGURES
        case FieldMeaning.PHONE:
            return text.isdigit() and len(text) <= _PHONE_LENGTH
        case FieldMeaning.SEARCH:
            is_phone = text.isdigit() and text.startswith("1") and len(text) <= _PHONE_LENGTH
            is_tail = text.isdigit() and len(text) <= _PHONE_TAIL
            is_name = text.isalpha() and text.islower() and len(text) <= _INITIALS_MAX
            return is_phone or is_tail or is_name
        case FieldMeaning.TABLE | FieldMeaning.NONE:
            return len(text) <= 1
        case _:
            return not text.isdigit() or len(text) <= _PHONE_LENGTH


def _stroke(key: Key) -> Stroke:
    return Stroke(
        serial=key.serial,
        at_ns=key.at_ns,
        text=key.text,
        special=None if key.special is None else Special(key.special.value),
        scan_code=key.scan_code,
        is_press=key.is_press,
        is_auto_repeat=key.is_auto_repeat,
        is_shifted=key.is_shifted,
        is_caps_on=key.is_caps_on,
        is_ctrl=key.is_ctrl,
        is_alt=key.is_alt,
        source=key.source,
        is_eaten=key.is_eaten,
    )


def _target(place: Place) -> Target:
    return Target(place.name, FieldMeaning(place.meaning.value), place.holds)
