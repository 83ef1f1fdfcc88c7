"""The states in which pictures of the pairs are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from terminal.domain.imports.matching import NAME_SOUNDS, SAME_BIRTH, SAME_NAME, SAME_PHONE
from terminal.domain.problems import Refusal
from terminal.services.pairs import Decided, Pair, Side
from ui.pairs.state import PairsState

WANG: Final = Side(
    "c-7",
    "王*兰",
    "f",
    67,
    "1958-01-03",
    "6021",
    "7731",
    ("htn", "t2dm"),
    ("青霉素",),
    ("慢病用药",),
)
AGAIN: Final = Side("c-8", "王*蓝", None, 67, "1958-01-03", "6021", "", ("htn",), (), ("临时",))
LI: Final = Side("c-9", "李**", "m", 61, "1964-11-20", "7788", "0016", (), (), ())
FIRST: Final = Pair(WANG, AGAIN, 95, (NAME_SOUNDS, SAME_PHONE, SAME_BIRTH))
SECOND: Final = Pair(
    LI, replace(LI, customer="c-10", phone_tail="1122"), 75, (SAME_NAME, SAME_BIRTH)
)


def states() -> Mapping[str, PairsState]:
    """Return every named state."""
    full = PairsState((FIRST, SECOND), is_read=True)
    return {
        "pairs": full,
        "pairs_said": PairsState((SECOND,), decided=Decided("d", FIRST, True), is_read=True),
        "pairs_empty": PairsState(is_read=True),
        "pairs_loading": PairsState(),
        "pairs_refused": replace(full, refusal=Refusal("NOT_RESPONSIBLE")),
    }
