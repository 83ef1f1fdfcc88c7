"""Codes scanned into a real window, with a Chinese input method off and on.

Every kind of code goes into every kind of field, into text that stands there already, over a
selection, and into what a person is composing. Right is: the code as it was sent, the field as the
person left it, and nothing done that nobody asked for. "Scan again" with the field as it was is not
wrong, and is counted.

`python -m tests.prove.window LANE` reads one round a line and answers each.
"""

from __future__ import annotations

import select
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import pairwise
from random import Random
from typing import Any, Final
from uuid import UUID

from devices.keyboards import x11_wire
from devices.keyboards.x11_line import Line
from sync.protocol.member_code import EPOCH_MS, MINUTE_MS, MemberCode, Profile, sign
from terminal.domain.identifiers import check_digit
from tests.builders import MEMBER_KEY
from tests.e2e.keyed import KeyedWindow
from tests.e2e.x_keyboards import XKeyboard, taps_of
from tests.prove.lanes import serve
from tests.prove.screen import Display

FIELDS: Final = ("search", "note", "page", "table")
METHODS: Final = ("off", "on")
_TEXTS: Final = ("", "头晕 since Monday", "6.8")
_QUIET_S: Final = 0.45
_ANSWER_S: Final = 4.0
_REST_S: Final = 0.35
_STALL_MS: Final = 25
_TRIES: Final = 6
_PERSON_MS: Final = 130


@dataclass(frozen=True, slots=True)
class Round:
    """One code of each kind into one field. What is scanned and how follows from the seed."""

    seed: int
    method: str
    field: str


def plan(seed: int) -> Iterator[Round]:
    """Yield rounds without end, over all methods and fields again and again."""
    while True:
        for method in METHODS:
            for field in FIELDS:
                yield Round(seed, method, field)
        seed += 1


def code_of(kind: str, rng: Random) -> str:
    """Return a made-up code of a kind."""
    return _MAKERS[kind](rng)


def _digits(rng: Random, count: int, first: str = "") -> str:
    return first + "".join(rng.choice("0123456789") for _ in range(count - len(first)))


def _checked(rng: Random, count: int, first: str) -> str:
    body = _digits(rng, count - 1, first)
    return body + check_digit(body)


def _signed(rng: Random) -> str:
    """Return a member code that the window's till takes for HQ's."""
    code = MemberCode(
        profile=rng.choice(list(Profile)),
        key=1,
        customer=str(UUID(int=rng.getrandbits(128))),
        masked_name=rng.choice(["", "王*兰"]),
        tier="A",
        issued_ms=EPOCH_MS,
        expires_ms=EPOCH_MS + 10 * MINUTE_MS,
    )
    return sign(code, MEMBER_KEY).to_text()


def _some(rng: Random, chars: str, count: int) -> str:
    return "".join(rng.choice(chars) for _ in range(count))


_BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ASCII: Final = "aBcDeFgHkLmNpQrStUvWxYz0123456789-./+$%:"
_HAN: Final = "药店会员扫码枪设置卡过敏头孢"
_MAKERS: Final[Mapping[str, Callable[[Random], str]]] = {
    "member": lambda rng: _checked(rng, 12, "32"),
    "retail": lambda rng: _checked(rng, 13, "69"),
    "trace": lambda rng: _digits(rng, 20, "8"),
    "signed": _signed,
    "symbols": lambda rng: _some(rng, _ASCII, rng.randrange(8, 20)),
    "gs1": lambda rng: (
        f"01{_checked(rng, 14, '0')}17270630\x1d10{_some(rng, _BASE32, 6)}\x1d21{_digits(rng, 8)}"
    ),
    "url": lambda rng: f"https://w.example.com/{_some(rng, _BASE32.lower(), 30)}?e=01",
    "han": lambda rng: f"柜台{_some(rng, _HAN, 6)}{_digits(rng, 4)}",
    "aim": lambda rng: f"]C1{_digits(rng, 12)}",
    "payment": lambda rng: _digits(rng, 18, "13"),
}
KINDS: Final = tuple(_MAKERS)


class Bench:
    """Windows on displays, one per method, made when they are first wanted."""

    def __init__(self, end: ExitStack) -> None:
        self._end = end
        self._made: dict[str, _Counter] = {}

    def counter(self, method: str) -> _Counter:
        """Return the counter with this input method."""
        if method not in self._made:
            display = self._end.enter_context(Display(has_input_method=method == "on"))
            made = _Counter(self._end, display.environment)
            assert made.window.facts["method_is_on"] is (method == "on")
            self._made[method] = made
        return self._made[method]


class _Counter:
    """A window, a person's keyboard, a scanner, and an ear for stalls of the display."""

    def __init__(self, end: ExitStack, environment: dict[str, str]) -> None:
        self.person = end.enter_context(XKeyboard("", environment))
        self.scanner = end.enter_context(XKeyboard("scanner", environment))
        self._ear = Line(environment)
        end.callback(self._ear.close)
        self._ear.select(keys=True)
        self.window = end.enter_context(KeyedWindow(environment))
        for keyboard in (self.person, self.scanner):
            keyboard.focus(self.window.window)
        self.window.wait(lambda now: now["is_active"], _ANSWER_S)

    def longest_gap(self) -> int:
        """Return the longest time between two keys since the last call, in ms."""
        times = []
        while (packet := self._ear.next_packet(0.0)) is not None:
            if x11_wire.event_of(packet, self._ear.major) is not None:
                times.append(x11_wire.raw_key(packet).time_ms)
        return max((b - a for a, b in pairwise(times)), default=0)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stands in the field with which selection, what is composed there, and how fast the
    scanner is.
    """

    text: str
    anchor: int
    cursor: int
    composed: str
    gap_ms: int

    @property
    def left(self) -> str:
        """Return what has to stand there afterwards."""
        if not self.composed:
            return self.text
        start, end = sorted((self.anchor, self.cursor))
        return self.text[:start] + self.composed + self.text[end:]


def _scene(order: Round, rng: Random) -> _Scene:
    text = "" if order.field == "table" else rng.choice(_TEXTS)
    cursor = rng.randrange(len(text) + 1)
    anchor = rng.choice([cursor, rng.randrange(len(text) + 1)])
    composes = order.method == "on" and order.field in ("note", "page")
    composed = "ni" if composes and rng.random() < 0.3 else ""
    return _Scene(text, anchor, cursor, composed, rng.choice([4, 8, 12, 18]))


def do_round(order: Round, bench: Bench) -> dict[str, Any]:
    """Do one round and return what came of it; `failure` is None when nothing was wrong."""
    counter, counts, wrong = bench.counter(order.method), Counter[str](), []
    for kind in KINDS:
        rng = Random(f"{order.seed} {order.method} {order.field} {kind}")
        for _ in range(_TRIES):
            code, scene = code_of(kind, rng), _scene(order, rng)
            outcome, told = _scan(counter, order.field, code, scene)
            counts[outcome] += 1
            if outcome == "wrong":
                wrong.append(f"{kind} {code!r} {scene}: {told}")
            if outcome != "stalled":
                counts[f"{kind} {outcome}"] += 1
                break
    return {**asdict(order), "counts": dict(counts), "failure": "\n".join(wrong) or None}


def _scan(
    counter: _Counter, field: str, code: str, scene: _Scene
) -> tuple[str, dict[str, Any] | None]:
    select.select([], [], [], _QUIET_S)
    window = counter.window
    window.ask(focus="page")  # A cell that the last one left open is not this one's doing.
    window.ask(clear=0)
    window.ask(focus=field)
    if field != "table":
        window.ask(set=field, text=scene.text, anchor=scene.anchor, cursor=scene.cursor)
    if scene.composed:
        counter.person.type(scene.composed, _PERSON_MS)
        select.select([], [], [], _QUIET_S)
    before = window.state()
    counter.longest_gap()
    counter.scanner.play([*taps_of(f"{code}\r", scene.gap_ms)])
    window.wait(lambda now: now["scans"] or now["again"], _ANSWER_S)
    select.select([], [], [], _REST_S)
    after = window.state()
    if counter.longest_gap() > scene.gap_ms + _STALL_MS:
        return "stalled", None
    is_as_left = (
        after["texts"][field] == scene.left
        and (scene.composed or after["places"].get(field) == before["places"].get(field))
        and not (after["done"] or after["preedit"] or after["is_editing"])
        and after["focus"] == field
    )
    payload = code[3:] if code.startswith("]") else code
    scans = [one[0] for one in after["scans"]]
    if is_as_left and scans == [payload] and not after["again"]:
        return "right", None
    if is_as_left and not scans and after["again"]:
        return "asked", None
    return "wrong", after


def main() -> None:
    """Serve rounds until there are none."""
    with ExitStack() as end:
        bench = Bench(end)
        serve(lambda order: do_round(Round(**order), bench))


if __name__ == "__main__":
    main()
