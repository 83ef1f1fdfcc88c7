"""Reviewed answers are found by Chinese, initials and parts; nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store import pinyin
from terminal.domain.knowledge import Article, ArticleKind
from terminal.domain.knowledge_search import KnowledgeIndex


def article(name: str, question: str, answer: str, **more: Any) -> Article:
    return Article(
        id=name,
        version=1,
        kind=ArticleKind.ANSWER,
        title={"zh_CN": name},
        answer={"zh_CN": answer},
        citation="合成",
        reviewer="合成药学部",
        reviewed_on=date(2025, 8, 1),
        expires_on=date(2026, 8, 1),
        question={"zh_CN": question},
        **more,
    )


INDEX = KnowledgeIndex(
    [
        article(
            "二甲双胍与柚子",
            "二甲双胍能否与柚子同食？",
            "可以适量。",
            keywords=("metformin", "柚子"),
        ),
        article("他汀与葡萄柚", "他汀能否与葡萄柚同食？", "部分他汀不宜。", keywords=("statin",)),
        article("漏服怎么办", "漏服一次怎么办？", "不要加倍，漏服的二甲双胍按说明书补服。"),
    ],
    pinyin.of_medicine,
)


def found(text: str) -> list[str]:
    return [one.id for one in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("柚子", "二甲双胍与柚子"),
        ("二甲双胍 柚子", "二甲双胍与柚子"),
        ("二甲双胍能和柚子一起吃吗", "二甲双胍与柚子"),
        ("葡萄柚", "他汀与葡萄柚"),
        ("ejsg", "二甲双胍与柚子"),
        ("LFZMB", "漏服怎么办"),
        ("metformin", "二甲双胍与柚子"),
        ("yz", "二甲双胍与柚子"),
        ("youzi", "二甲双胍与柚子"),
        ("You zi", "二甲双胍与柚子"),
        ("erjiashuanggu", "二甲双胍与柚子"),
        ("putaoy", "他汀与葡萄柚"),
        ("补服", "漏服怎么办"),
    ],
)
def test_an_answer_is_found_as_people_ask(text: str, first: str) -> None:
    assert first == found(text)[0]


@pytest.mark.parametrize("text", ["", "  ", "胰岛素怎么保存", "xyzq", "ouzi", "？"])
def test_where_there_is_no_answer_none_is_shown(text: str) -> None:
    assert [] == found(text)


@given(st.text(max_size=40))
def test_any_text_can_be_looked_for(text: str) -> None:
    assert len(found(text)) == len(set(found(text)))
