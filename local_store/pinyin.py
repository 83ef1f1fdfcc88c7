"""How Chinese names are read, in Latin letters without tones.

The table is made from pypinyin before the program is packaged (see docs/adr, 24) and read when the
first name is. A few characters are read otherwise in names of people or of medicines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from resources.lookup import read_text

_COMPOUND: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "万俟": ("mo", "qi"),
        "尉迟": ("yu", "chi"),
        "单于": ("chan", "yu"),
        "澹台": ("tan", "tai"),
        "长孙": ("zhang", "sun"),
        "宗政": ("zong", "zheng"),
        "仲长": ("zhong", "chang"),
    }
)
SURNAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        one: tuple(ways.split())
        for one, ways in {
            "单": "shan dan",
            "曾": "zeng ceng",
            "解": "xie jie",
            "仇": "qiu chou",
            "查": "zha cha",
            "区": "ou qu",
            "朴": "piao pu",
            "盖": "ge gai",
            "尉": "wei yu",
            "翟": "zhai di",
            "缪": "miao mou miu",
            "覃": "qin tan",
            "乐": "yue le",
            "召": "shao zhao",
            "折": "she zhe",
            "种": "chong zhong",
            "重": "chong zhong",
            "秘": "bi mi",
            "祭": "zhai ji",
            "员": "yun yuan",
            "那": "na nuo",
            "万": "wan mo",
            "长": "zhang chang",
            "宓": "mi fu",
            "黑": "he hei",
            "牟": "mou mu",
            "隗": "wei kui",
            "洗": "xian xi",
            "卜": "bu bo",
            "车": "che ju",
            "谌": "chen shen",
            "都": "du dou",
            "郇": "xun huan",
            "郗": "xi chi",
            "柏": "bai bo",
            "角": "jue jiao",
            "晟": "cheng sheng",
            "句": "gou ju",
            "繁": "po fan",
            "沈": "shen chen",
            "石": "shi dan",
            "宿": "su xiu",
            "佴": "nai er",
            "贾": "jia gu",
            "盛": "sheng cheng",
            "藏": "zang cang",
            "行": "xing hang",
            "适": "kuo shi",
            "俞": "yu shu",
            "褚": "chu zhu",
            "薄": "bo bao",
            "费": "fei bi",
            "阚": "kan han",
            "谭": "tan qin",
            "莘": "shen xin",
        }.items()
    }
)
"""Characters that are read in a certain way as a surname, that way first; people who do not know it
type the other one.
"""
_SPECIAL: Final = frozenset(SURNAMES) | {one[0] for one in _COMPOUND}
_PEOPLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "长": "chang",
        "地": "di",
        "都": "du",
        "晟": "sheng",
        "得": "de",
        "行": "xing",
        "藏": "zang",
        "调": "diao",
        "曾": "zeng",
    }
)
_MEDICINES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "参": "shen",
        "术": "zhu",
        "薄": "bo",
        "桔": "jie",
        "蛤": "ge",
        "藏": "zang",
        "调": "tiao",
        "柏": "bai",
        "长": "chang",
        "行": "xing",
        "地": "di",
        "曲": "qu",
        "便": "bian",
        "重": "zhong",
        "脏": "zang",
        "仔": "zi",
    }
)
_MEDICINE_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"阿胶": ("e", "jiao"), "手术": ("shou", "shu"), "大黄": ("da", "huang")}
)
_NAME_LEAST: Final = 2


@cache
def readings() -> dict[int, str]:
    """Return the commonest reading of every character, as `str.translate` takes it."""
    by_reading: dict[str, str] = json.loads(read_text("pinyin", "readings.json"))
    found: dict[int, str] = {}
    for reading, characters in by_reading.items():
        found.update(dict.fromkeys(map(ord, characters), reading))
    return found


def of_usual(name: str) -> list[str] | None:
    """Return how a name of common Chinese characters is read; None when there is more to it."""
    if name[0] in _SPECIAL:
        return None
    try:
        return [_READ[one] for one in name]
    except KeyError:
        return None


class _Read(dict[str, str]):
    """Readings of the characters that were met so far in names of people."""

    def __missing__(self, character: str) -> str:
        self[character] = reading = readings()[ord(character)]
        return reading


def of_person(units: Sequence[str]) -> list[list[str]]:
    """Return the ways a name is read, unit by unit: more than one when its surname has several."""
    table = readings()
    read = [_PEOPLE.get(one) or _reading(one, table) for one in units]
    if len(units) < _NAME_LEAST:
        first = SURNAMES.get(units[0], ()) if units else ()
        return [[one] for one in dict.fromkeys((*first, *read))]
    compound = _COMPOUND.get(units[0] + units[1])
    if compound is not None:
        return _both([*compound, *read[2:]], read)
    ways = SURNAMES.get(units[0])
    return [read] if ways is None else [[way, *read[1:]] for way in ways]


def of_medicine(units: Sequence[str]) -> list[str]:
    """Return how the name of a medicine is read, unit by unit."""
    table = readings()
    read = [_MEDICINES.get(one) or _reading(one, table) for one in units]
    whole = "".join(units)
    if len(whole) == len(units):
        for word, ways in _MEDICINE_WORDS.items():
            at = whole.find(word)
            if at >= 0:
                read[at : at + len(ways)] = ways
    return read


def _reading(unit: str, table: Mapping[int, str]) -> str:
    """Return how a unit is read. To translate a single character takes four times as long."""
    return table.get(ord(unit), unit) if len(unit) == 1 else unit.translate(table)


def _both(first: list[str], second: list[str]) -> list[list[str]]:
    return [first] if first == second else [first, second]


_READ: Final = _Read(_PEOPLE)
