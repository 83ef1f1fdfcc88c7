"""Named states of the knowledge page, for pictures and tests. Everything in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from terminal.domain.knowledge import Article, ArticleKind, Learned, Question
from terminal.domain.knowledge_search import KnowledgeIndex
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services.knowledge import About, KnowledgeDesk
from terminal.services.leaflets import Leaflet
from ui.followups.states import NOW
from ui.knowledge import paper
from ui.knowledge.state import HandOut, KnowledgeState, Tab, Way
from ui.printing.layout import Sheet
from ui.printing.out import Paper

_REVIEWED: Final = date(2025, 8, 12)


def article(name: str, question: str, answer: str, **more: Any) -> Article:
    """Return an answer as HQ publishes it."""
    fields: dict[str, Any] = {
        "kind": ArticleKind.ANSWER,
        "reviewed_on": _REVIEWED,
        "expires_on": _REVIEWED + timedelta(days=365),
        "citation": "合成文献 2",
        "reviewer": "药学部（合成）",
    }
    return Article(
        id=name,
        version=1,
        title={"zh_CN": name},
        question={"zh_CN": question},
        answer={"zh_CN": answer},
        **{**fields, **more},
    )


POMELO: Final = article(
    "二甲双胍与柚子",
    "二甲双胍能否与柚子同食？",
    "可以。二甲双胍不经 CYP3A4 代谢，柚子不影响其血药浓度；注意果糖摄入，餐后两小时测一次血糖。",
    conditions=("t2dm",),
    ingredients=("metformin",),
)
STATIN: Final = article(
    "他汀与葡萄柚",
    "他汀能否与葡萄柚同食？",
    "辛伐他汀、阿托伐他汀不宜与葡萄柚同食，可升高血药浓度；瑞舒伐他汀影响小。请按所用品种说明。",
    reviewed_on=date(2025, 9, 2),
)
GLUCOSAMINE: Final = article(
    "氨糖与海鲜过敏",
    "海鲜过敏能不能吃氨糖？",
    "多数氨糖来自虾蟹壳，海鲜过敏者不宜；可选标明非动物来源的产品。",
    against=("海鲜", "ckd"),
)
CARDS: Final = tuple(
    article(f"卡 {number}", title, f"{title}：三个要点，三分钟。", kind=ArticleKind.CARD)
    for number, title in enumerate(
        ("慢病建档", "血糖仪使用", "联合用药提示", "顾客隐私", "退烧药选择")
    )
)
QUESTIONS: Final = (
    Question("q-1", "胰岛素开封后常温能放几天？", NOW - timedelta(hours=3), "staff-1"),
    Question(
        "q-2",
        "孕 20 周感冒可以用哪些中成药？",
        NOW - timedelta(days=2),
        "staff-1",
        answer="先请其咨询产科；在医生确认前不推荐任何中成药。",
    ),
)
ABOUT: Final = About(
    "c-1",
    "王*兰",
    frozenset({"t2dm", "htn", "ckd"}),
    frozenset({"青霉素类"}),
    frozenset({"metformin", "amlodipine", "acarbose"}),
    {
        "metformin": ("盐酸二甲双胍片",),
        "amlodipine": ("苯磺酸氨氯地平片",),
        "acarbose": ("阿卡波糖片",),
    },
)

CLEAR: Final = replace(ABOUT, conditions=frozenset({"htn"}))


def desk(about: About | None = ABOUT) -> KnowledgeDesk:
    """Return what HQ published, and who is at the counter."""
    learned = {
        card.id: Learned(f"l-{card.id}", "staff-1", card.id, NOW, 100, accepted=place == 0)
        for place, card in enumerate(CARDS[:3])
    }
    index = KnowledgeIndex((POMELO, STATIN, GLUCOSAMINE), lambda one: one)
    missed = frozenset({CARDS[3].id})
    return KnowledgeDesk(index, QUESTIONS, CARDS, learned, about, not_known=missed)


def states() -> Mapping[str, KnowledgeState]:
    """Return every named state."""
    full = desk()
    found = KnowledgeState(full, text="柚子", hits=full.index.find("柚子"), selected=POMELO.id)
    listed = KnowledgeState(full, hits=full.index.articles, selected=POMELO.id)
    nothing = KnowledgeState(full, text="胰岛素怎么保存")
    asking = replace(nothing, asking=nothing.text, asks_for=ABOUT)
    apart = KnowledgeState(desk(None), hits=full.index.articles, selected=POMELO.id, is_apart=True)
    given = Leaflet(POMELO, "示例店")
    printed = HandOut(
        Way.PAPER, POMELO.id, sheet=paper.sheets(given)[0], paper=Paper(printer="HP-LaserJet")
    )
    made = paper.code(given)
    code = HandOut(Way.CODE, POMELO.id, sheet=made if isinstance(made, Sheet) else None)
    against = replace(listed, selected=GLUCOSAMINE.id)
    asks = KnowledgeState(full, Tab.CARDS, selected=CARDS[3].id)
    empty = KnowledgeDesk(KnowledgeIndex((), lambda one: one), (), (), {})
    return {
        "full": found,
        "listed": listed,
        "against": against,
        "leaflet": replace(found, hand_out=printed),
        "leaflet_code": replace(found, hand_out=code),
        "leaflet_against": replace(against, hand_out=HandOut(Way.PAPER, GLUCOSAMINE.id, asks=True)),
        "looked_for": replace(listed, desk=desk(CLEAR), selected=GLUCOSAMINE.id),
        "apart": apart,
        "nothing": nothing,
        "asking": asking,
        "problem": replace(asking, asking="", problem=FieldProblem("text", "QUESTION_MISSING")),
        "asked": replace(nothing, has_asked=True),
        "questions": KnowledgeState(full, Tab.QUESTIONS, selected="q-2"),
        "cards": asks,
        "card_answer": replace(asks, turned=CARDS[3].id),
        "card_learned": replace(asks, selected=CARDS[0].id, turned=CARDS[0].id),
        "empty": KnowledgeState(empty),
        "loading": KnowledgeState(),
        "refusal": replace(listed, refusal=Refusal("NOT_SIGNED_IN")),
    }
