"""Named states of the stock page, for pictures and tests. Everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from terminal.domain.card import MedicineHit, MedicineLine
from terminal.domain.medicine import Medicine, Pack, StockLevel
from terminal.domain.problems import Refusal
from terminal.domain.stock import Decides, Near, RunsOut, Shortage
from terminal.services.stock import Against, Other, StockAnswer
from ui.followups.states import NOW
from ui.stock.state import StockState, Tab

_PACK: Final = 10_000


def medicine(name: str, generic: str, packs: int, **more: Any) -> Medicine:
    """Return a product."""
    fields: dict[str, Any] = {
        "strength": "50 mg",
        "rx": "rx",
        "price_fen": 4_260,
        "insurance": "b",
        "substitute_group": "acarbose|50 mg",
        "substitution": "doctor",
    }
    return Medicine(name, generic, units_per_pack=packs, **{**fields, **more})


def level(packs: int, hours: float = 2, sure: int | None = 90) -> StockLevel:
    """Return what was left on a shelf, some hours ago."""
    return StockLevel(packs * _PACK, NOW - timedelta(hours=hours), sure)


ACARBOSE: Final = medicine("m-a", "阿卡波糖片", 30)
STORES: Final = (
    Near("0019", "示例 0019 店", "15400000019", level(4, 1, 92), 9),
    Near("0021", "示例 0021 店", "15400000021", level(11, 30, 70), 16),
    Near("0022", "示例 0022 店", "15400000022", level(2, 5, 45), 22),
)
OTHERS: Final = (
    Other(medicine("m-c", "阿卡波糖胶囊", 30), Decides.DOCTOR, level(6)),
    Other(medicine("m-b", "阿卡波糖片", 60), Decides.SAME, level(0)),
)
ANSWER: Final = StockAnswer(ACARBOSE, level(0), STORES, OTHERS, NOW)
VITAMIN: Final = medicine(
    "v-1", "维生素C片", 100, rx="otc_a", insurance="none", substitution="otc", price_fen=1_860
)
_AGAINST: Final = Against(("ckd",))
HIT: Final = MedicineHit(ACARBOSE.id, ACARBOSE.title, 0, "initials")
_SECOND: Final = MedicineHit("m-b", OTHERS[1].medicine.title, 0, "initials")
_PEOPLE: Final = tuple(
    RunsOut(f"c-{n}", name, ACARBOSE.id, NOW.date() + timedelta(days=n), 2 * _PACK)
    for n, name in enumerate(("王*兰", "李*", "赵*国"))
)
SHORT: Final = (
    Shortage(ACARBOSE.id, ACARBOSE.title, level(0), 6 * _PACK, _PEOPLE),
    Shortage("m-1", "盐酸二甲双胍片 0.5 g × 60", level(1), 2 * _PACK, _PEOPLE[:1]),
)


def states() -> Mapping[str, StockState]:
    """Return every named state."""
    found = StockState(
        text="akbt", hits=(HIT, _SECOND), found_for="akbt", answer=ANSWER, selected=ACARBOSE.id
    )
    harmed = tuple(replace(one, against=_AGAINST) for one in OTHERS)
    against = replace(ANSWER, about="王*兰", against=_AGAINST, others=harmed)
    clear = replace(ANSWER, about="王*兰")
    nowhere = replace(clear, stores=tuple(replace(one, level=level(0)) for one in STORES))
    choice = Other(replace(VITAMIN, id="v-2", units_per_pack=60), Decides.CUSTOMER, level(9))
    free = StockAnswer(VITAMIN, level(3, 30), STORES[:1], (choice,), NOW)
    hit = MedicineHit(VITAMIN.id, VITAMIN.title, 3 * _PACK)
    pack = Pack(lot="A1", expires_on=NOW.date() - timedelta(days=3))
    line = MedicineLine(ACARBOSE.id, ACARBOSE.title, 0, NOW, "rx", 4_260, pack, is_expired=True)
    week = StockState(tab=Tab.SHORT, short=SHORT, selected=ACARBOSE.id)
    return {
        "full": found,
        "against": replace(found, answer=against),
        "clear": replace(found, answer=clear),
        "nowhere": replace(found, answer=replace(nowhere, others=())),
        "apart": replace(found, is_apart=True),
        "waits": replace(found, answer=None),
        "choice": StockState(hits=(hit,), answer=free, selected=VITAMIN.id),
        "alone": replace(found, answer=StockAnswer(ACARBOSE, None, (), (), NOW)),
        "held": replace(found, is_held=True),
        "expired": replace(found, scanned=line),
        "nothing": StockState(text="zzzz", found_for="zzzz"),
        "empty": StockState(),
        "short": week,
        "looking": StockState(tab=Tab.SHORT, is_looking=True),
        "enough": StockState(tab=Tab.SHORT, short=()),
        "locked": StockState(tab=Tab.SHORT, refusal=Refusal("READING_LOCKED")),
    }
