"""The rules by which other systems tell a scanner from a person, written anew from their
descriptions (product section 2.3). What is measured is the rule, not the program: each gets every
key in order with its true time, is never late, and whatever it claims counts as taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from tests.bench.scan_rig.presses import MS, Press

_ENDS: Final = frozenset({"enter", "keypad_enter", "tab"})


class Rule(Protocol):
    """Takes keys in order, gives the codes it claims."""

    def press(self, key: Press) -> str | None:
        """Take a key; return a code that is complete with it, or that silence before it ended."""

    def end(self) -> str | None:
        """Return what is claimed when nothing more comes."""


@dataclass(slots=True)
class Odoo:
    """Odoo's barcode service (13.0 to 18.0): keys go into a buffer; a gap longer than
    `max_time_between_keys_in_ms`, or Enter or Tab, ends it, and three characters or more are a
    code. Versions set 55, 100 and 150 ms.
    """

    gap_ms: int
    _buffer: str = ""
    _last_ns: int = 0

    def press(self, key: Press) -> str | None:
        claimed = self._flush() if key.at_ns - self._last_ns > self.gap_ms * MS else None
        self._last_ns = key.at_ns
        if key.name in _ENDS:
            return claimed or self._flush()
        if len(key.text) == 1 and not key.ctrl and not key.alt:
            self._buffer += key.text
        return claimed

    def end(self) -> str | None:
        return self._flush()

    def _flush(self) -> str | None:
        code, self._buffer = self._buffer, ""
        return code if len(code) >= 3 else None


@dataclass(slots=True)
class OpenMSupply:
    """Open mSupply's keyboard scanner (client/packages/electron, 2.x): in its scan mode, keys
    named Digit… or Key… within 50 ms of each other are a code from five on. Case is lost, other
    keys are dropped. Scan mode is taken to be on always.
    """

    _buffer: str = ""
    _last_ns: int = 0

    def press(self, key: Press) -> str | None:
        kept = key.text if key.text.isascii() and key.text.isalnum() and not key.keypad else ""
        claimed = self._flush() if key.at_ns - self._last_ns >= 50 * MS else None
        self._last_ns = key.at_ns
        self._buffer += kept.upper()
        return claimed

    def end(self) -> str | None:
        return self._flush()

    def _flush(self) -> str | None:
        code, self._buffer = self._buffer, ""
        return code if len(code) >= 5 else None


@dataclass(slots=True)
class PosAwesome:
    """POS Awesome's item field (useScannerInput.ts, V15): at least twelve digits and nothing else,
    by keys of 45 ms in the mean and 250 ms at most, or by a value that stays the same for 100 ms.
    The scene's field is taken to be its item field.
    """

    _value: str = ""
    _gaps: list[int] = field(default_factory=list)
    _last_ns: int = 0

    def press(self, key: Press) -> str | None:
        gap = key.at_ns - self._last_ns
        claimed = self._flush() if self._last_ns and gap >= 100 * MS and self._is_code() else None
        if self._value and not claimed:
            self._gaps.append(gap)
        self._last_ns = key.at_ns
        if key.name in _ENDS:
            code = self._flush()
            return claimed or (code if len(code) >= 12 and code.isdigit() else None)
        if key.name == "backspace":
            self._value = self._value[:-1]
        elif key.text and not key.ctrl:
            self._value += key.text
        return claimed

    def end(self) -> str | None:
        return self._flush() if self._is_code() else None

    def _is_code(self) -> bool:
        return len(self._value) >= 12 and self._value.isdigit()

    def _flush(self) -> str:
        code, self._value = self._value, ""
        self._gaps.clear()
        return code


@dataclass(slots=True)
class WooCommerce:
    """WooCommerce POS (iOS, issue 15768 of 2025): at most 100 ms between keys and 1.5 s in all, at
    least four characters, ended by Enter.
    """

    _buffer: str = ""
    _first_ns: int = 0
    _last_ns: int = 0

    def press(self, key: Press) -> str | None:
        if key.at_ns - self._last_ns > 100 * MS:
            self._buffer = ""
        self._last_ns = key.at_ns
        if key.name in _ENDS:
            code, self._buffer = self._buffer, ""
            in_time = key.at_ns - self._first_ns <= 1_500 * MS
            return code if in_time and len(code) >= 4 else None
        if len(key.text) == 1 and not key.ctrl and not key.alt:
            if not self._buffer:
                self._first_ns = key.at_ns
            self._buffer += key.text
        return None

    def end(self) -> str | None:
        return None


def rules() -> dict[str, Rule]:
    """Return every rule, fresh."""
    return {
        "odoo_55": Odoo(55),
        "odoo_100": Odoo(100),
        "odoo_150": Odoo(150),
        "open_msupply": OpenMSupply(),
        "pos_awesome": PosAwesome(),
        "woocommerce": WooCommerce(),
    }


def play(presses: list[Press]) -> dict[str, list[str]]:
    """Return what each rule claims, in order."""
    found: dict[str, list[str]] = {}
    for name, rule in rules().items():
        claims = [claim for press in presses if (claim := rule.press(press))]
        last = rule.end()
        found[name] = [*claims, last] if last else claims
    return found
