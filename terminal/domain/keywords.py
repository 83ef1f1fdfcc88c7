"""Words in a note that mean something for the file: 头晕, 乏力, 停药, and whether they are denied.

Which words mean what is HQ's list (code → words). "无头晕", "否认乏力" and "没有再头晕" say that it
is not so; a denial reaches to the next mark, and over a list of words joined by 、 or 及.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

USUAL: Final[Mapping[str, Sequence[str]]] = {
    "dizzy": ("头晕", "眩晕", "头昏", "dizzy", "dizziness"),
    "weak": ("乏力", "没力气", "疲倦", "weakness"),
    "stomach": ("胃不适", "胃痛", "恶心", "呕吐", "反酸", "nausea"),
    "diarrhoea": ("腹泻", "拉肚子", "diarrhoea"),
    "rash": ("皮疹", "瘙痒", "荨麻疹", "rash"),
    "cough": ("干咳", "咳嗽", "cough"),
    "swelling": ("水肿", "脚肿", "腿肿", "swelling"),
    "low": ("低血糖", "心慌", "手抖", "出冷汗", "hypoglycaemia"),
    "chest_pain": ("胸痛", "胸闷", "chest pain"),
    "bleeding": ("出血", "黑便", "便血", "bleeding"),
    "stopped": ("停药", "自行停", "不吃了", "stopped taking"),
    "missed": ("漏服", "忘记吃", "忘吃", "missed dose"),
    "pregnant": ("怀孕", "备孕", "哺乳", "pregnant"),
}
"""Words every counter hears, by code, as long as HQ gives no list of its own."""

_ALLERGY: Final = {"allergy": ("过敏", "allergic", "allergy")}
_DENIAL: Final = re.compile("(?:否认|没有|没|未见|未|无|并不|不再|不|denies|no |not |without )")
_DOUBLE: Final = re.compile("(?:不是没有?|并非没有?|不无|没有不|没停)")
"""Denials of a denial, and words that begin like one."""
_STOP: Final = re.compile("[，。；;.!！?？\n]|但|不过|仍|还是|but ")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word found in a note: its code, the word as it stands, whether it is denied, where."""

    code: str
    word: str
    is_denied: bool
    start: int


def find(text: str, words: Mapping[str, Sequence[str]]) -> tuple[Mention, ...]:
    """Return what a note mentions, in the order of the text. Of words at one place the longest
    counts: 低血糖 is not 血糖.
    """
    longest: dict[int, tuple[str, str]] = {}
    lower = text.casefold()
    for code, forms in words.items():
        for form in filter(None, forms):
            at = lower.find(form.casefold())
            while at >= 0:
                if at not in longest or len(form) > len(longest[at][1]):
                    longest[at] = code, text[at : at + len(form)]
                at = lower.find(form.casefold(), at + 1)
    found: list[Mention] = []
    end = 0
    for at in sorted(longest, key=lambda one: (one, -len(longest[one][1]))):
        code, word = longest[at]
        inside = any(
            other < at < other + len(longest[other][1]) and len(longest[other][1]) > len(word)
            for other in longest
        )
        if at >= end and not inside:
            found.append(Mention(code, word, _is_denied(lower, at), at))
            end = at + len(word)
    return tuple(found)


def codes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the codes that a note says are so, each once; one that is denied elsewhere in the same
    note and said here counts as said.
    """
    return tuple(dict.fromkeys(one.code for one in mentions if not one.is_denied))


def says_allergy(text: str) -> bool:
    """Tell whether a note speaks of an allergy that it does not deny."""
    return bool(codes(find(text, _ALLERGY)))


def _is_denied(text: str, at: int) -> bool:
    before = text[:at]
    clause = _STOP.split(before)[-1]
    return _DENIAL.search(_DOUBLE.sub("", clause)) is not None
